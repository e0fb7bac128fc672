import { expect, onTestFinished, test } from 'vitest'
import { FakeClock } from '../../../tests/world/app/fake-clock.ts'
import { until } from '../../../tests/world/app/until.ts'
import { followed } from '../../base/followed.ts'
import { Listeners } from '../../base/listeners.ts'
import { tableInMemory } from '../../base/table.ts'
import type { TabWord } from '../../store/tabs.ts'
import { firstOrder } from './firstOrder.ts'
import { type KeptSummary, newSummary, openSummaries } from './summaries.ts'

const alone = { heard: new Listeners<TabWord>(), tell: () => {}, close: () => {} }
const roomOf = (name: string, joined: number): KeptSummary => ({ ...newSummary(name, joined), name, listed: true })
const saidAt = (room: KeptSummary, time: number): KeptSummary => ({
  ...room,
  last: { author: 'Olga', user: 'olga', segment: 1, text: 'hello', time, own: false },
})
const rooms = ['one', 'two', 'three'].map((name, at) => roomOf(name, at))

const openList = async (kept: readonly KeptSummary[] = [], marksOpened = Promise.resolve()) => {
  const clock = new FakeClock()
  const table = tableInMemory<KeptSummary>(kept.map((room) => [room.id, room]))
  const summaries = await openSummaries(table, alone)
  const order = firstOrder({ summaries, marksOpened, clock })
  const orders: string[] = []
  const note = () => {
    const now = summaries.all().map(({ name }) => name)
    if (order.isKnown() && orders.at(-1) !== now.join()) orders.push(now.join())
  }
  for (const value of [summaries.all, order.isKnown]) onTestFinished(followed<unknown>(value, note))
  onTestFinished(order.close)
  note()
  return { clock, summaries, order, orders }
}

test('a new device shows the list only once, sorted by the newest messages', async () => {
  const { summaries, orders } = await openList()
  for (const room of rooms) summaries.put(room)
  for (const [at, room] of rooms.entries()) {
    await Promise.resolve()
    expect(orders).toEqual([])
    summaries.put(saidAt(room, 100 - at))
  }
  await until(() => orders.length > 0)
  expect(orders).toEqual(['one,two,three'])
})

test('a device that was here before shows the order it stored, once it has read the favourites', async () => {
  let open = () => {}
  const { summaries, orders } = await openList(
    rooms.map((room, at) => saidAt(room, 100 - at)),
    new Promise((resolve) => (open = resolve)),
  )
  expect(orders).toEqual([])
  open()
  await until(() => orders.length > 0)
  expect(orders).toEqual(['one,two,three'])
  for (const room of rooms) summaries.put({ ...(summaries.find(room.id) ?? room), members: 3 })
  expect(orders).toHaveLength(1)
})

test("the list waits up to three seconds for a room that doesn't load, and doesn't wait for a room created here", async () => {
  const { clock, summaries, order } = await openList()
  await Promise.resolve()
  const [one, two] = rooms as [KeptSummary, KeptSummary]
  summaries.put(one)
  summaries.put(saidAt(two, 9))
  clock.pass(2_999)
  expect(order.isKnown()).toBe(false)
  clock.pass(1)
  expect(order.isKnown()).toBe(true)
  const other = await openList()
  other.summaries.put({ ...one, listed: false })
  await until(other.order.isKnown)
})
