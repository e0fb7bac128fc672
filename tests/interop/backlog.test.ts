import { afterAll, beforeAll, expect, test } from 'vitest'
import { segmentName } from '../../shared/wire/documents.ts'
import { Person } from '../world/person.ts'
import { type Relay, startRelay } from '../world/relay.ts'
import { Stock } from '../world/stock.ts'

let relay: Relay
let writer: Person
let reader: Person
beforeAll(async () => {
  relay = await startRelay()
  writer = await new Person(relay, 'olga').signUp()
  reader = await new Person(relay, 'milo').signUp()
})
afterAll(() => relay.stop())

const enter = async () => {
  const room = await writer.makeRoom()
  const document = segmentName(room, 1)
  const [here, there] = [new Stock(relay, document, writer.token), new Stock(relay, document, reader.token)]
  await Promise.all([here.synced(), there.synced()])
  const posts = (count: number) => Array.from({ length: count }, (_, n) => writer.device.post(room, `line ${n}`))
  return { here, there, posts }
}

test('the relay keeps 300 records that a stock client writes in one transaction, and shows them to others', async () => {
  const { here, there, posts } = await enter()
  const pasted = posts(300)
  here.write(...pasted)
  await here.until('all are acknowledged', () => here.acked.size === pasted.length)
  await there.until('all are shown', () => there.log.size === pasted.length)
  expect(here.refused.size).toBe(0)
  here.end()
  there.end()
})

test('records that a stock client wrote offline all arrive in order, 500 at once and then 20 a second', async () => {
  const { here, there, posts } = await enter()
  const written = posts(700)
  const arrived: string[] = []
  there.log.observe(({ keysChanged }) => arrived.push(...keysChanged))
  let isClosed = false
  void here.closed.then(() => {
    isClosed = true
  })
  here.provider.disconnect()
  for (const post of written) here.write(post)
  here.provider.connect()
  await there.until('all have arrived', () => isClosed || there.log.size === written.length, 300_000)
  expect(isClosed).toBe(false)
  expect(arrived).toEqual(written.map(({ name }) => name))
  expect(here.refused.size).toBe(0)
  here.end()
  there.end()
})
