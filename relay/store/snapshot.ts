import { Reader, Writer } from '../../shared/bytes.ts'
import type { DeletedRange } from '../../shared/wire/update.ts'
import { padding } from './padding.ts'
import type { KeptStruct, Slices } from './records.ts'

/** A sealed segment as one blob, which is read at once instead of row by row. It never leaves the relay. */
export const writeSnapshot = ({ blocks, deleted }: Slices): Uint8Array => {
  const writer = new Writer(2 ** 19).raw(padding).varuint(blocks.length)
  for (const { client, clock, structs } of blocks) {
    writer.varuint(client).varuint(clock).varuint(structs.length)
    for (const struct of structs) writeStruct(writer, struct)
  }
  writer.varuint(deleted.length)
  for (const { client, clock, length } of deleted) writer.varuint(client).varuint(clock).varuint(length)
  return writer.done()
}

const tags = { empty: 0, intime: 1, late: 2 } as const

const writeStruct = (writer: Writer, struct: KeptStruct): void => {
  if ('empty' in struct) {
    writer.u8(tags.empty).varuint(struct.empty)
    return
  }
  writer.u8(struct.late === null ? tags.intime : tags.late)
  writer.varstring(struct.name).varbytes(struct.bytes)
  if (struct.late !== null) writer.varuint(struct.late)
}

export const readSnapshot = (bytes: Uint8Array): Slices => {
  const reader = new Reader(bytes.subarray(padding.length))
  const blocks = readMany(reader, readBlock)
  const deleted = readMany(reader, readRange)
  reader.end()
  return { blocks, deleted }
}

const readMany = <T>(reader: Reader, read: (reader: Reader) => T): T[] => {
  const count = reader.varuint()
  const all: T[] = []
  for (let i = 0; i < count; i++) all.push(read(reader))
  return all
}

const readBlock = (reader: Reader): Slices['blocks'][number] => ({
  client: reader.varuint(),
  clock: reader.varuint(),
  structs: readMany(reader, readStruct),
})

const readStruct = (reader: Reader): KeptStruct => {
  const tag = reader.u8()
  if (tag === tags.empty) return { empty: reader.varuint() }
  const name = reader.varstring()
  const bytes = reader.varbytes()
  return { name, bytes, late: tag === tags.late ? reader.varuint() : null }
}

const readRange = (reader: Reader): DeletedRange => ({
  client: reader.varuint(),
  clock: reader.varuint(),
  length: reader.varuint(),
})
