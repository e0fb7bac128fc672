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

test('a socket that did not open twice, at a relay that answers, is kept out by a proxy', async () => {
  const { told, barriers, fail } = watch(plain)
  await fail(1)
  expect([told.asked, barriers.barrier()]).toEqual([0, null])
  await fail(1)
  expect([told.asked, barriers.barrier()]).toEqual([1, 'websockets'])
})

test('a page that the relay does not take for its own is told so', async () => {
  const { barriers, fail } = watch(foreign)
  await fail(2)
  expect(barriers.barrier()).toBe('address')
})

test('a thousand attempts ask ten times at most, and what was mended is no longer said', async () => {
  const { told, barriers, fail } = watch(plain)
  await fail(1_000)
  expect(told.asked).toBeLessThan(10)
  barriers.over()
  expect(barriers.barrier()).toBeNull()
})

test.each([['offline' as Answer], [{ status: 502, body: {} }], [{ status: 500, body: {} }]])(
  'no barrier is claimed where nothing is known: %o',
  async (answer) => {
    const { barriers, fail } = watch(answer)
    await fail(2)
    expect(barriers.barrier()).toBeNull()
  },
)

test('without any network it is offline, whatever was in between before', async () => {
  const { barriers, fail } = watch(plain)
  await fail(2)
  barriers.failed('unreachable')
  expect(barriers.barrier()).toBeNull()
  await fail(1)
  barriers.failed('turned away')
  expect(barriers.barrier()).toBeNull()
})

test.each(['address', 'full'] as const)('a relay that names %s itself is not asked', async (why) => {
  const { told, barriers } = watch(plain)
  barriers.failed(why)
  expect([told.asked, barriers.barrier()]).toEqual([0, why])
})
