import { Malformed } from '../../shared/bytes.ts'
import { Chance } from '../world/chance.ts'
import { mutate } from './mutate.ts'
import { type Foreign, readers } from './readers.ts'

/** One case. Its fields are enough to repeat it. */
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

/** Half of the cases go to updates, since only they can spoil a document. The other readers share the rest. */
const turns = [...Object.keys(readers), ...Object.keys(readers).map(() => 'update')]

/** Runs `mutated` and `shaped` cases. Each case has its own seed, counted up from `seed`. */
export const fuzz = (seed: number, mutated: number, shaped: number): Outcome => {
  const outcome: Outcome = { admitted: 0, refused: 0, slowestMs: 0, slowest: null, failures: [] }
  for (let i = 0; i < mutated; i++) run({ reader: readerOf(i), from: 'mutated', seed: seed + i }, outcome)
  for (let i = 0; i < shaped; i++) run({ reader: readerOf(i), from: 'shaped', seed: seed + i }, outcome)
  return outcome
}

const readerOf = (turn: number): string => turns[turn % turns.length]!

const run = (story: Case, outcome: Outcome): void => {
  const bytes = bytesOf(story)
  const from = workedMs()
  try {
    readers[story.reader]!.read(bytes)
    outcome.admitted++
  } catch (error) {
    if (error instanceof Malformed) outcome.refused++
    else outcome.failures.push({ ...story, error })
  }
  const took = workedMs() - from
  if (took > outcome.slowestMs) Object.assign(outcome, { slowestMs: took, slowest: story })
}

/** How long this process has used a processor. Other programs on the machine do not count. */
const workedMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/** Runs one case again. Throws what the reader throws, except `Malformed`. */
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
