import { type Kind, kinds } from '../../shared/record/kinds.ts'
import { limits } from '../../shared/record/limits.ts'
import type { DeletedRange, StateVector } from '../../shared/wire/update.ts'
import type { KeptStruct, Slices } from './records.ts'

/** A row of a segment, as its readers need it. `bytes` is null for a blank run of `length` clocks. */
export interface SliceRow {
  client: number
  clock: number
  length: number
  name: string
  bytes: Uint8Array | null
  late: number | null
}

/** `rows` are in the order of (client, clock). A gap ends a client's block, because nothing after it can be applied. */
export const slicesOf = (rows: Iterable<SliceRow>, from: StateVector): Slices => {
  const slices: Slices = { blocks: [], deleted: [] }
  let next = 0
  for (const row of rows) {
    if (row.bytes === null) addDeleted(slices.deleted, row)
    const clock = Math.max(row.clock, from.get(row.client) ?? 0)
    const length = row.clock + row.length - clock
    if (length <= 0) continue
    let block = slices.blocks.at(-1)
    if (block?.client !== row.client) {
      block = { client: row.client, clock, structs: [] }
      slices.blocks.push(block)
    } else if (clock !== next) continue
    addStruct(block.structs, row, length)
    next = clock + length
  }
  return slices
}

const addDeleted = (deleted: DeletedRange[], { client, clock, length }: SliceRow): void => {
  const last = deleted.at(-1)
  if (last?.client === client && last.clock + last.length === clock) last.length += length
  else deleted.push({ client, clock, length })
}

const addStruct = (structs: KeptStruct[], { name, bytes, late }: SliceRow, length: number): void => {
  const last = structs.at(-1)
  if (bytes !== null) structs.push({ name, bytes, late })
  else if (last && 'empty' in last) last.empty += length
  else structs.push({ empty: length })
}

/** The name of a record. It is never stored, because device and `seq` give it. */
export const nameOf = (device: string, seq: number): string => `${device}.${seq.toString(36)}`

/** Only a post can be late, because imported records are always old. */
export const lateKind: number = kinds.post

export const lateAt = (kind: Kind, time: number, at: number): number | null =>
  kind === 'post' && at - time > limits.lateMs ? at : null
