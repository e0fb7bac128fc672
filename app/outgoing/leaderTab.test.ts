import { expect, test } from 'vitest'
import { FakeClock } from '../../tests/world/app/fake-clock.ts'
import { fakeLocks } from '../../tests/world/app/fake-locks.ts'
import type { Locks } from '../base/locks.ts'
import { LeaderTab } from './leaderTab.ts'

const open = (clock: FakeClock, locks: Locks) => {
  const retried: number[] = []
  const tab = new LeaderTab({
    user: 'olga',
    locks,
    clock,
    retry: async () => void retried.push(clock.at),
    led: () => {},
  })
  tab.start()
  return { tab, retried }
}
const turns = () => new Promise((resolve) => setTimeout(resolve, 0))

test('one tab leads, and the next tab takes over when the first is closed', async () => {
  const [clock, locks] = [new FakeClock(), fakeLocks()]
  const [first, second] = [open(clock, locks), open(clock, locks)]
  await turns()
  second.tab.retryNow()
  expect([first.retried.length, second.retried.length]).toEqual([1, 0])
  first.tab.close()
  await turns()
  clock.pass(60_000)
  expect([first.retried.length, second.retried.length]).toEqual([1, 2])
})

test('a tab that is closed before its turn never leads, and the next tab gets the turn', async () => {
  const [clock, locks] = [new FakeClock(), fakeLocks()]
  const [first, second, third] = [open(clock, locks), open(clock, locks), open(clock, locks)]
  await turns()
  second.tab.close()
  first.tab.close()
  await turns()
  expect([first.retried.length, second.retried.length, third.retried.length]).toEqual([1, 0, 1])
})

test("requests that keep coming don't delay the next try", () => {
  const clock = new FakeClock()
  const { tab, retried } = open(clock, null)
  for (let second = 0; second < 12; second++) {
    tab.retrySoon()
    clock.pass(1_000)
  }
  expect(retried.map((at) => at - 1_000_000)).toEqual([0, 5_000, 10_000])
})

test('tries again regularly even if nobody asks', () => {
  const clock = new FakeClock()
  const { retried } = open(clock, null)
  for (let half = 0; half < 2; half++) clock.pass(30_000)
  expect(retried).toHaveLength(3)
})
