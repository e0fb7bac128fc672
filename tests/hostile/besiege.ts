import { setMaxListeners } from 'node:events'
import { type Arms, attacks, type Loot, type Siege } from './attackers.ts'

// The attackers run in a process of their own, so that their work does not disturb the measurement of the relay.
const everyMs = 200

let stop = (): Loot => ({ bytes: 0, answers: 0, ended: 0 })

const begin = (kind: Siege, arms: Arms) => {
  const loot: Loot = { bytes: 0, answers: 0, ended: 0 }
  const ending = new AbortController()
  setMaxListeners(0, ending.signal)
  const again = attacks[kind]({ ...arms, loot, over: ending.signal })
  again()
  const timer = setInterval(again, everyMs)
  stop = () => {
    clearInterval(timer)
    const taken = { ...loot }
    ending.abort()
    return taken
  }
}

process.on('message', (order: { kind: Siege; arms: Arms } | 'stop') => {
  if (order === 'stop') process.send!(stop())
  else begin(order.kind, order.arms)
})
process.on('disconnect', () => process.exit(0))
process.send!('ready')
