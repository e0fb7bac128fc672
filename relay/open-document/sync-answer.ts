import type { Result } from '../../shared/wire/results.ts'
import { type Block, type StateVector, type Struct, updateLimits, writeUpdate } from '../../shared/wire/update.ts'
import type { KeptStruct, Slices } from '../store/records.ts'

/** One update of an answer. */
export interface AnswerPart {
  update: Uint8Array
  /** True for the last part, which is the only one with deletions. */
  last: boolean
  /** How far a reader has come that was sent all parts before this one. */
  from: StateVector
  late: Result[]
}

export const partLimits = { structs: 4_000, bytes: 1 << 20 } as const

/**
 * Splits the answer to a state vector into parts that a reader can take one by one. Each part is encoded only when it
 * is asked for.
 */
export function* partsOf(slices: Slices, asked: StateVector): Generator<AnswerPart> {
  let from = new Map(asked)
  let part = newPart()
  for (const { client, clock, structs } of slices.blocks) {
    let at = clock
    for (const struct of structs.flatMap(cutRun)) {
      if (part.structs >= partLimits.structs || part.bytes >= partLimits.bytes) {
        yield { update: writeUpdate({ blocks: part.blocks, deleted: [] }), last: false, from, late: part.late }
        from = advanced(from, part.blocks)
        part = newPart()
      }
      add(part, client, at, struct)
      at += 'empty' in struct ? struct.empty : 1
    }
  }
  yield { update: writeUpdate({ blocks: part.blocks, deleted: slices.deleted }), last: true, from, late: part.late }
}

interface Part {
  blocks: Block[]
  structs: number
  bytes: number
  late: Result[]
}
const newPart = (): Part => ({ blocks: [], structs: 0, bytes: 0, late: [] })

const add = (part: Part, client: number, clock: number, struct: KeptStruct): void => {
  const last = part.blocks.at(-1)
  if (last?.client === client) last.structs.push(struct)
  else part.blocks.push({ client, clock, structs: [struct] })
  part.structs++
  if ('empty' in struct) return
  part.bytes += struct.bytes.length + struct.name.length + 12
  if (struct.late !== null) part.late.push({ kind: 'late', name: struct.name, at: struct.late })
}

/** Cuts an empty run that is longer than our readers accept. */
const cutRun = (struct: KeptStruct): KeptStruct[] => {
  if (!('empty' in struct) || struct.empty <= updateLimits.emptyRun) return [struct]
  const pieces: KeptStruct[] = []
  for (let left = struct.empty; left > 0; left -= updateLimits.emptyRun)
    pieces.push({ empty: Math.min(left, updateLimits.emptyRun) })
  return pieces
}

const advanced = (from: StateVector, blocks: readonly Block[]): Map<number, number> => {
  const vector = new Map(from)
  for (const { client, clock, structs } of blocks) vector.set(client, structs.reduce(endAfter, clock))
  return vector
}

const endAfter = (clock: number, struct: Struct): number => clock + ('empty' in struct ? struct.empty : 1)
