import { expect, test } from 'vitest'
import { FairReads } from './fair-reads.ts'

const readFor = (ms: number) => async (): Promise<void> => {
  const ends = performance.now() + ms
  while (performance.now() < ends);
}

/** In how many turns of the event loop the reads were done. */
const turnsOf = async (reads: (read: () => Promise<void>) => Promise<unknown>): Promise<number> => {
  let turn = 0
  const turns = new Set<number>()
  const count = () => {
    turn++
    next = setImmediate(count)
  }
  let next = setImmediate(count)
  await reads(async () => {
    await readFor(1)()
    turns.add(turn)
  })
  clearImmediate(next)
  return turns.size
}

test('forty reads of a millisecond, each awaited after the last, are spread over several turns of the event loop', async () => {
  const reads = new FairReads()
  const turns = await turnsOf(async (read) => {
    for (let i = 0; i < 40; i++) await reads.run(read)
  })
  expect(turns).toBeGreaterThan(3)
})

test('forty reads that start at once are spread over several turns too', async () => {
  const reads = new FairReads()
  const turns = await turnsOf((read) => Promise.all(Array.from({ length: 40 }, () => reads.run(read))))
  expect(turns).toBeGreaterThan(3)
})

test('a failed read fails only for its caller', async () => {
  const reads = new FairReads()
  const failed = reads.run(async () => {
    throw new Error('no such table')
  })
  await expect(failed).rejects.toThrow('no such table')
  await reads.run(readFor(0))
})
