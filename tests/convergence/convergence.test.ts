import { describe, expect, test } from 'vitest'
import { type Mix, mixes } from './mixes.ts'
import { runSeed } from './run.ts'
import { keptSeeds } from './seeds.ts'
import { Tally } from './tally.ts'
import type { MixCounts } from './witness.ts'

const seeds = 500
const seedsPerTest = 25
const tally = new Tally()

const story = async (seed: number): Promise<MixCounts> => {
  const { faults, trace, mixes } = await runSeed(seed)
  if (faults.length > 0) expect.fail([`seed ${seed}`, ...trace.slice(-80), ...faults].join('\n'))
  return mixes
}

describe('every replica holds exactly the acknowledged records, whatever happens to networks, tabs, members and the relay', () => {
  for (let from = 1; from <= seeds; from += seedsPerTest)
    test(`seeds ${from} to ${from + seedsPerTest - 1}`, async () => {
      for (let seed = from; seed < from + seedsPerTest; seed++) tally.add(await story(seed))
    })

  test.each(keptSeeds)('seed $seed, which once found: $found', async ({ seed }) => {
    await story(seed)
  })
})

/** Of `seeds`; what happens seldom is not tested. */
const leastStories = 15

describe('the stories really contain these events', () => {
  // Those about backups are told and counted in restores.test.ts.
  const told = (Object.keys(mixes) as Mix[]).filter((mix) => !mix.startsWith('a backup'))
  test.for(told)(`%s: in at least ${leastStories} of ${seeds}`, (mix, { skip }) => {
    skip(tally.stories < seeds, 'not all of the stories were told')
    expect(tally.storiesWith(mix)).toBeGreaterThanOrEqual(leastStories)
  })
})

test('a seed tells the same story each time', async () => {
  const [once, again] = [await runSeed(7), await runSeed(7)]
  expect(again).toEqual(once)
})
