import { expect, test } from 'vitest'
import { FakeClock } from '../../tests/world/app/fake-clock.ts'
import { fakeLocks } from '../../tests/world/app/fake-locks.ts'
import type { Locks } from '../base/locks.ts'
import { Sweeper } from './sweeper.ts'

const open = (clock: FakeClock, locks: Locks) => {
  const swept: number[] = []
  const sweeper = new Sweeper({
    user: 'amy',
    locks,
    clock,
    sweep: async () => void swept.push(clock.at),
    led: () => {},
  })
  sweeper.start()
  return { sweeper, swept }
}
const turns = () => new Promise((resolve) => setTimeout(resolve, 0))

test('one tab sweeps, and the next tab takes over when the first is closed', async () => {
  const [clock, locks] = [new FakeClock(), fakeLocks()]
  const [first, second] = [open(clock, locks), open(clock, locks)]
  await turns()
  second.sweeper.now()
  expect([first.swept.length, second.swept.length]).toEqual([1, 0])
  first.sweeper.close()
  await turns()
  clock.pass(60_000)
  expect([first.swept.length, second.swept.length]).toEqual([1, 2])
})

test('a tab that is closed before its turn never sweeps, and the next tab gets the turn', async () => {
  const [clock, locks] = [new FakeClock(), fakeLocks()]
  const [first, second, third] = [open(clock, locks), open(clock, locks), open(clock, locks)]
  await turns()
  second.sweeper.close()
  first.sweeper.close()
  await turns()
  expect([first.swept.length, second.swept.length, third.swept.length]).toEqual([1, 0, 1])
})

test("requests that keep coming don't delay the sweep", () => {
  const clock = new FakeClock()
  const { sweeper, swept } = open(clock, null)
  for (let second = 0; second < 12; second++) {
    sweeper.soon()
    clock.pass(1_000)
  }
  expect(swept.map((at) => at - 1_000_000)).toEqual([0, 5_000, 10_000])
})

test('sweeps regularly even if nobody asks', () => {
  const clock = new FakeClock()
  const { swept } = open(clock, null)
  for (let half = 0; half < 2; half++) clock.pass(30_000)
  expect(swept).toHaveLength(3)
})
