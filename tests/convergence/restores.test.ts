import { describe, expect, test } from 'vitest'
import { type Mix, mixes } from './mixes.ts'
import { runSeed } from './run.ts'
import { keptRestores } from './seeds.ts'
import { Tally } from './tally.ts'
import type { MixCounts } from './witness.ts'

const seeds = 85
const seedsPerTest = 5
const tally = new Tally()

const story = async (seed: number): Promise<MixCounts> => {
  const { faults, trace, mixes } = await runSeed(seed, true)
  if (faults.length > 0) expect.fail([`seed ${seed}`, ...trace.slice(-80), ...faults].join('\n'))
  return mixes
}

describe('every replica holds exactly the acknowledged records, even after backups of the relay are restored', () => {
  for (let from = 1; from <= seeds; from += seedsPerTest)
    test(`seeds ${from} to ${from + seedsPerTest - 1}`, async () => {
      for (let seed = from; seed < from + seedsPerTest; seed++) tally.add(await story(seed))
    })

  test.each(keptRestores)('seed $seed, which once found: $found', async ({ seed }) => {
    await story(seed)
  })
})

/** Fewer than in convergence.test.ts, because there are fewer stories. */
const leastStories = 5

describe('the stories really contain these events', () => {
  const told = (Object.keys(mixes) as Mix[]).filter((mix) => mix.startsWith('a backup'))
  test.for(told)(`%s: in at least ${leastStories} of ${seeds}`, (mix, { skip }) => {
    skip(tally.stories < seeds, 'not all of the stories were told')
    expect(tally.storiesWith(mix)).toBeGreaterThanOrEqual(leastStories)
  })
})
