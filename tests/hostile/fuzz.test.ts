import { describe, expect, test } from 'vitest'
import { printFigure } from '../world/figures.ts'
import { describeOutcome, fuzz, replay } from './fuzz.ts'
import { knownCases } from './known-cases.ts'

const mutated = 100_000
const shaped = 4_000

describe('promise 5: bad bytes do nothing to the code that reads bytes from others', () => {
  test.each(knownCases)("$reader, $from, seed $seed doesn't fail any more", (story) => {
    replay(story)
  })

  test(`${mutated} mutated and ${shaped} shaped inputs are either read or reported as Malformed`, () => {
    const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)
    const outcome = fuzz(seed, mutated, shaped)
    printFigure(`fuzz, seed ${seed}: ${describeOutcome(outcome)}`)
    expect(outcome.failures.slice(0, 10)).toEqual([])
    expect(outcome.slowestMs).toBeLessThan(30_000) // quadratic work took a minute
  }, 600_000)
})
