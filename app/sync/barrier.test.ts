import { expect, test } from 'vitest'
import type { Answer } from './api.ts'
import { BarrierWatch } from './barrier.ts'

const watch = (answer: Answer) => {
  const told = { answer, asked: 0 }
  const barriers = new BarrierWatch(async () => {
    told.asked++
    return told.answer
  })
  const fail = async (times: number) => {
    for (let i = 0; i < times; i++) barriers.failed('not opened')
    await Promise.resolve()
  }
  return { told, barriers, fail }
}
const plain: Answer = { status: 426, body: { error: 'upgrade-required' } }
const foreign: Answer = { status: 403, body: { error: 'foreign-origin' } }

test('if the socket fails twice but the relay answers, the app blames a proxy', async () => {
  const { told, barriers, fail } = watch(plain)
  await fail(1)
  expect([told.asked, barriers.barrier()]).toEqual([0, null])
  await fail(1)
  expect([told.asked, barriers.barrier()]).toEqual([1, 'websockets'])
})

test("a page at an address the relay doesn't accept is told so", async () => {
  const { barriers, fail } = watch(foreign)
  await fail(2)
  expect(barriers.barrier()).toBe('address')
})

test('a thousand failures ask the relay fewer than ten times, and a barrier that is gone is no longer reported', async () => {
  const { told, barriers, fail } = watch(plain)
  await fail(1_000)
  expect(told.asked).toBeLessThan(10)
  barriers.over()
  expect(barriers.barrier()).toBeNull()
})

test.each([['offline' as Answer], [{ status: 502, body: {} }], [{ status: 500, body: {} }]])(
  'claims no barrier if the cause is unknown: %o',
  async (answer) => {
    const { barriers, fail } = watch(answer)
    await fail(2)
    expect(barriers.barrier()).toBeNull()
  },
)

test('without any network the page is simply offline, even if it saw a barrier before', async () => {
  const { barriers, fail } = watch(plain)
  await fail(2)
  barriers.failed('unreachable')
  expect(barriers.barrier()).toBeNull()
  await fail(1)
  barriers.failed('turned away')
  expect(barriers.barrier()).toBeNull()
})

test.each(['address', 'full'] as const)("doesn't ask further if the relay itself names the barrier %s", async (why) => {
  const { told, barriers } = watch(plain)
  barriers.failed(why)
  expect([told.asked, barriers.barrier()]).toEqual([0, why])
})
