import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { act, randomId } from '../../relay/seed/seeding.ts'
import { count, type Figure, kilobytes, type Row } from './figure.ts'
import { fill, type Seat, seat, temporaryFolder } from './folder.ts'
import { startPlainRelay } from './plain-relay.ts'
import type { Heard, Order } from './presence-crowd.ts'

const crowd = 500
const talkers = 300
const seconds = 30
/** Wait until the start is over: the code is compiled, and the renewals of the members are no longer in step. */
const settleSeconds = 20

/** What many people in one room cost the relay, first while nothing happens, then while most of them type. */
export const presence: Figure = {
  name: 'presence',
  async run({ tell }) {
    const folder = temporaryFolder()
    tell(`making ${crowd} accounts`)
    const { room, tokens } = await fill(folder, async (seeding) => {
      const seats: Seat[] = []
      for (let i = 0; i < crowd; i++) seats.push(await seat(seeding, `user${i}`))
      const room = randomId()
      const [owner, ...others] = seats.map(({ user }) => user)
      await act(seeding, owner!, { do: 'make', room, name: 'Square', topic: '', visibility: 'public' })
      for (const user of others) await act(seeding, user, { do: 'join', room })
      return { room, tokens: seats.map(({ token }) => token) }
    })
    const relay = await startPlainRelay(folder)
    const child = fork(fileURLToPath(new URL('./presence-crowd.ts', import.meta.url)))
    try {
      tell(`${crowd} come in`)
      await order(child, { crowd: { url: relay.url, room, tokens } })
      tell(`nothing happens for ${seconds} s`)
      const idle = await measure(relay.pid, child)
      tell('the same with clients that send everything back, as plain y-websocket does')
      await order(child, { echo: true })
      const echoed = await measure(relay.pid, child)
      await order(child, { echo: false })
      await order(child, { change: talkers })
      tell(`${talkers} change once a second for ${seconds} s`)
      const busy = await measure(relay.pid, child)
      return [
        ...rowsOf(`${crowd} in a room, nothing happens`, idle, 'under 2 % of a core'),
        ...rowsOf(`${crowd} in a room, nothing happens, stock clients`, echoed, 'under 2 % of a core'),
        ...rowsOf(`${crowd} in a room, ${talkers} change each second`, busy, 'under 15 % of a core'),
      ]
    } finally {
      child.kill()
      await relay.stop()
    }
  },
}

interface Measured extends Heard {
  /** The share of one core. */
  share: number
}

const measure = async (pid: number, child: ChildProcess): Promise<Measured> => {
  await pause(settleSeconds)
  await order(child, { read: true })
  const [began, before] = [performance.now(), cpuSeconds(pid)]
  await pause(seconds)
  const share = ((cpuSeconds(pid) - before) / (performance.now() - began)) * 1_000
  return { ...(await order(child, { read: true }))!, share }
}

const rowsOf = (what: string, { share, frames, bytes, sent, fewest }: Measured, beside: string): Row[] => [
  { what: `${what}: the relay's processor`, value: `${(share * 100).toFixed(1)} %`, beside },
  {
    what: `${what}: frames a second, from and to the relay`,
    value: `${count(Math.round(frames / seconds))}, ${count(Math.round(sent / seconds))}`,
    beside: `${kilobytes(bytes / seconds / crowd)}/s to each, who sees ${count(fewest)} at least`,
  },
]

const order = async (child: ChildProcess, order: Order): Promise<Heard | null> => {
  const answer = once(child, 'message')
  child.send(order)
  const [heard] = await answer
  return heard as Heard | null
}

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1_000))

/**
 * CPU time from the kernel (Linux), which counts in hundredths of a second. The name field may contain anything, so we
 * read the fields after it.
 */
const cpuSeconds = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}
