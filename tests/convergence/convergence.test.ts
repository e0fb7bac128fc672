import { describe, expect, test } from 'vitest'
import { runSeed } from './run.ts'
import { keptSeeds } from './seeds.ts'

const seeds = 500
const seedsPerTest = 25

const story = async (seed: number): Promise<void> => {
  const { faults, trace } = await runSeed(seed)
  if (faults.length > 0) expect.fail([`seed ${seed}`, ...trace.slice(-80), ...faults].join('\n'))
}

describe('every replica equals the acknowledged set, whatever happened to networks, tabs, members and the relay', () => {
  for (let from = 1; from <= seeds; from += seedsPerTest)
    test(`seeds ${from} to ${from + seedsPerTest - 1}`, async () => {
      for (let seed = from; seed < from + seedsPerTest; seed++) await story(seed)
    })

  test.each(keptSeeds)('seed $seed, which once found: $found', ({ seed }) => story(seed))
})

test('a seed tells the same story each time', async () => {
  const [once, again] = [await runSeed(7), await runSeed(7)]
  expect(again).toEqual(once)
})
