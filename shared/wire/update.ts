import { Malformed, Reader, utf8, Writer } from '../bytes.ts'
import { limits } from '../record/limits.ts'

/**
 * The only form of Yjs v1 update that a segment may contain. Every struct is a length-1 binary item in the root map
 * `log`, with no origins, under a printable name, or it has no content. Such an item cannot depend on, split, hide or
 * overwrite another, so an update of this form can be judged without the document.
 */
export interface Update {
  blocks: Block[]
  /** Clocks that the sender holds as deleted. The relay ignores those of clients; the app obeys those of the relay. */
  deleted: DeletedRange[]
}

export interface Block {
  client: number
  /** Clock of the first struct. */
  clock: number
  structs: Struct[]
}
export type Struct = { name: string; bytes: Uint8Array } | { empty: number }
export interface DeletedRange {
  client: number
  clock: number
  length: number
}

export const updateLimits = { structs: 5_000, clients: 5_000, emptyRun: 100_000, deletedRanges: 100_000 } as const

const log = utf8('log')
const itemInMap = 0x20
const binary = 3
const deletedContent = 1
const gc = 0
const skip = 10
const maxClient = 2 ** 32 - 1
const printable = /^[\x21-\x7e]+$/

/**
 * Strict and linear in `bytes.length`. Record bytes are views, not copies. Throws `Malformed` for any other form, and
 * for a client named twice, an empty block, a padded number or bytes left over (Yjs readers disagree on those). A skip
 * (a gap inside a block) ends that client's block, because what follows it cannot be accepted yet. Code that reads an
 * update it wrote itself may allow more structs.
 */
export const parseUpdate = (bytes: Uint8Array, mostStructs: number = updateLimits.structs): Update => {
  const reader = new Reader(bytes)
  const blocks = readBlocks(reader, mostStructs)
  const deleted = readDeleteSet(reader)
  reader.end()
  return { blocks, deleted }
}

const readBlocks = (reader: Reader, mostStructs: number): Block[] => {
  const count = reader.varuint()
  if (count > updateLimits.clients) throw new Malformed('too many clients')
  const seen = new Set<number>()
  const blocks: Block[] = []
  let budget = mostStructs
  for (let i = 0; i < count; i++) {
    const length = reader.varuint()
    if (length === 0) throw new Malformed('empty block')
    if (length > budget) throw new Malformed('too many structs')
    budget -= length
    blocks.push(readBlock(reader, length, seen))
  }
  return blocks
}

const readBlock = (reader: Reader, length: number, seen: Set<number>): Block => {
  const client = readClient(reader)
  if (seen.has(client)) throw new Malformed('client named twice')
  seen.add(client)
  const block: Block = { client, clock: reader.varuint(), structs: [] }
  let skipped = false
  for (let i = 0; i < length; i++) {
    const struct = readStruct(reader)
    if (struct === null) skipped = true
    else if (!skipped) block.structs.push(struct)
  }
  return block
}

const readClient = (reader: Reader): number => {
  const client = reader.varuint()
  if (client > maxClient) throw new Malformed('client id is 2^32 or more')
  return client
}

const readStruct = (reader: Reader): Struct | null => {
  const info = reader.u8()
  if (info === gc) return { empty: readRun(reader) }
  if (info === skip) {
    readRun(reader)
    return null
  }
  if (info !== (itemInMap | binary) && info !== (itemInMap | deletedContent))
    throw new Malformed('struct type not allowed')
  readParent(reader)
  const name = readName(reader)
  if (info === (itemInMap | deletedContent)) {
    if (reader.varuint() !== 1) throw new Malformed('deleted struct must have length 1')
    return { empty: 1 }
  }
  return { name, bytes: reader.varbytes(limits.recordBytes) }
}

const readParent = (reader: Reader): void => {
  if (reader.u8() !== 1 || reader.u8() !== log.length) throw new Malformed('struct is not in the map log')
  for (const byte of log) if (reader.u8() !== byte) throw new Malformed('struct is not in the map log')
}

const readName = (reader: Reader): string => {
  const name = String.fromCharCode(...reader.varbytes(limits.nameBytes))
  if (!printable.test(name)) throw new Malformed('struct name is not printable ASCII')
  return name
}

const readRun = (reader: Reader): number => {
  const length = reader.varuint()
  if (length === 0 || length > updateLimits.emptyRun) throw new Malformed('empty run has a wrong length')
  return length
}

const readDeleteSet = (reader: Reader): DeletedRange[] => {
  const deleted: DeletedRange[] = []
  const count = reader.varuint()
  if (count > updateLimits.clients) throw new Malformed('too many clients')
  const seen = new Set<number>()
  for (let i = 0; i < count; i++) {
    const client = readClient(reader)
    if (seen.has(client)) throw new Malformed('client named twice')
    seen.add(client)
    const ranges = reader.varuint()
    if (ranges === 0 || deleted.length + ranges > updateLimits.deletedRanges)
      throw new Malformed('no deleted ranges, or too many')
    for (let k = 0; k < ranges; k++) deleted.push(readRange(reader, client))
  }
  return deleted
}

const readRange = (reader: Reader, client: number): DeletedRange => {
  const clock = reader.varuint()
  const length = reader.varuint()
  if (length === 0) throw new Malformed('deleted range is empty')
  return { client, clock, length }
}

/** Encodes an update as Yjs v1 bytes. Blocks are written by descending client id, as Yjs does. */
export const writeUpdate = ({ blocks, deleted }: Update): Uint8Array => {
  const filled = blocks.filter((block) => block.structs.length > 0).sort((a, b) => b.client - a.client)
  const writer = new Writer(sizeOf(filled)).varuint(filled.length)
  for (const { client, clock, structs } of filled) {
    writer.varuint(structs.length).varuint(client).varuint(clock)
    for (const struct of structs) writeStruct(writer, struct)
  }
  writeDeleteSet(writer, deleted)
  return writer.done()
}

const writeStruct = (writer: Writer, struct: Struct): void => {
  if ('empty' in struct) writer.u8(gc).varuint(struct.empty)
  else
    writer
      .u8(itemInMap | binary)
      .u8(1)
      .varbytes(log)
      .varascii(struct.name)
      .varbytes(struct.bytes)
}

/** Estimated size in bytes. If it is too small, the writer grows. */
const sizeOf = (blocks: readonly Block[]): number => {
  let bytes = 16
  for (const { structs } of blocks) {
    bytes += 24
    for (const struct of structs) bytes += 'empty' in struct ? 6 : struct.name.length + struct.bytes.length + 16
  }
  return bytes
}

const writeDeleteSet = (writer: Writer, deleted: readonly DeletedRange[]): void => {
  const byClient = new Map<number, DeletedRange[]>()
  for (const range of deleted) {
    const ranges = byClient.get(range.client)
    if (ranges) ranges.push(range)
    else byClient.set(range.client, [range])
  }
  writer.varuint(byClient.size)
  for (const [client, ranges] of [...byClient].sort(([a], [b]) => b - a)) {
    const joined = joinRanges(ranges)
    writer.varuint(client).varuint(joined.length)
    for (const { clock, length } of joined) writer.varuint(clock).varuint(length)
  }
}

const joinRanges = (ranges: readonly DeletedRange[]): DeletedRange[] => {
  const joined: DeletedRange[] = []
  for (const range of [...ranges].sort((a, b) => a.clock - b.clock)) {
    const last = joined.at(-1)
    if (last && range.clock <= last.clock + last.length)
      last.length = Math.max(last.length, range.clock + range.length - last.clock)
    else joined.push({ ...range })
  }
  return joined
}

/** Next clock per client. */
export type StateVector = Map<number, number>

export const parseStateVector = (bytes: Uint8Array): StateVector => {
  const reader = new Reader(bytes)
  const count = reader.varuint()
  const vector: StateVector = new Map()
  for (let i = 0; i < count; i++) {
    if (i >= updateLimits.clients) throw new Malformed('too many clients')
    // Read without the segment's id limit, because client ids that the relay writes are larger.
    const client = reader.varuint()
    if (vector.has(client)) throw new Malformed('client named twice')
    vector.set(client, reader.varuint())
  }
  reader.end()
  return vector
}

export const writeStateVector = (vector: StateVector): Uint8Array => {
  const writer = new Writer(16 + vector.size * 8).varuint(vector.size)
  for (const [client, clock] of [...vector].sort(([a], [b]) => b - a)) writer.varuint(client).varuint(clock)
  return writer.done()
}
