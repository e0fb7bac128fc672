import { expect, it } from 'vitest'
import { neverBack } from './never-back.ts'

const hour = 3_600_000

it('when the clock is set back, time goes on at half speed until the clock catches up', () => {
  let machine = 100 * hour
  const time = neverBack(() => machine)
  machine += hour
  expect(time.now()).toBe(101 * hour)
  machine -= 2 * hour
  expect(time.now()).toBe(101 * hour)
  expect(time.aheadMs()).toBe(2 * hour)
  machine += hour
  expect(time.now()).toBe(101.5 * hour)
  machine += 5 * hour
  expect([time.now(), time.aheadMs()]).toEqual([machine, 0])
})

it('when the clock is set ahead, time follows, and it never goes back however often the clock jumps', () => {
  let machine = 100 * hour
  const time = neverBack(() => machine)
  let before = time.now()
  for (const jump of [2, -3, 1, 24, -24, -1, 0.5, 48, 0.1]) {
    machine += jump * hour
    const now = time.now()
    expect(now).toBeGreaterThanOrEqual(before)
    expect(now).toBeGreaterThanOrEqual(machine)
    before = now
  }
})
