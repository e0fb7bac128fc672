import { Malformed } from '../../shared/bytes.ts'
import { Chance } from '../world/chance.ts'
import { mutate } from './mutate.ts'
import { type Foreign, readers } from './readers.ts'

/** One case, told again by its numbers. */
export interface Case {
  reader: string
  from: 'mutated' | 'shaped'
  seed: number
}
export interface Outcome {
  admitted: number
  refused: number
  slowestMs: number
  slowest: Case | null
  failures: (Case & { error: unknown })[]
}

/** Half of the cases go to updates, which alone can spoil a document; the rest is shared by the other readers. */
const turns = [...Object.keys(readers), ...Object.keys(readers).map(() => 'update')]

/** Runs `mutated` and `shaped` cases, each with a seed of its own counted up from `seed`. */
export const fuzz = (seed: number, mutated: number, shaped: number): Outcome => {
  const outcome: Outcome = { admitted: 0, refused: 0, slowestMs: 0, slowest: null, failures: [] }
  for (let i = 0; i < mutated; i++) run({ reader: readerOf(i), from: 'mutated', seed: seed + i }, outcome)
  for (let i = 0; i < shaped; i++) run({ reader: readerOf(i), from: 'shaped', seed: seed + i }, outcome)
  return outcome
}

const readerOf = (turn: number): string => turns[turn % turns.length]!

const run = (story: Case, outcome: Outcome): void => {
  const bytes = bytesOf(story)
  const from = performance.now()
  try {
    readers[story.reader]!.read(bytes)
    outcome.admitted++
  } catch (error) {
    if (error instanceof Malformed) outcome.refused++
    else outcome.failures.push({ ...story, error })
  }
  const took = performance.now() - from
  if (took > outcome.slowestMs) Object.assign(outcome, { slowestMs: took, slowest: story })
}

/** Again as it was; throws what the reader throws, but for `Malformed`. */
export const replay = (story: Case): void => {
  const outcome: Outcome = { admitted: 0, refused: 0, slowestMs: 0, slowest: null, failures: [] }
  run(story, outcome)
  if (outcome.failures[0]) throw outcome.failures[0].error
}

const bytesOf = ({ reader, from, seed }: Case): Uint8Array => {
  const chance = new Chance(seed)
  const foreign: Foreign = readers[reader]!
  if (from === 'shaped') return foreign.shaped(chance)
  return mutate(chance.pick(foreign.valid), chance, chance.pick(foreign.valid))
}

export const describeOutcome = ({ admitted, refused, slowestMs, slowest, failures }: Outcome): string =>
  `${admitted} admitted, ${refused} malformed, ${failures.length} failed, slowest ${slowestMs.toFixed(1)} ms (${slowest?.reader}, ${slowest?.from}, seed ${slowest?.seed})`
