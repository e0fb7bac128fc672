import { Reader, Writer } from '../../shared/bytes.ts'
import { padding } from './padding.ts'
import type { KeptStruct, Page, PageEnd } from './records.ts'

/** A page of a sealed segment as one blob, which is read at once instead of row by row. It never leaves the relay. */
export const writeSnapshot = ({ blocks, end }: Page): Uint8Array => {
  const writer = new Writer(2 ** 16).raw(padding).varuint(blocks.length)
  for (const { client, clock, structs } of blocks) {
    writer.varuint(client).varuint(clock).varuint(structs.length)
    for (const struct of structs) writeStruct(writer, struct)
  }
  writer.u8(end === null ? 0 : 1)
  if (end)
    writer
      .varuint(end.client)
      .varuint(end.clock)
      .varuint(end.reached ?? 0)
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

export const readSnapshot = (bytes: Uint8Array): Page => {
  const reader = new Reader(bytes.subarray(padding.length))
  const blocks = readMany(reader, readBlock)
  const end = reader.u8() === 0 ? null : readEnd(reader)
  reader.end()
  return { blocks, end }
}

/** Whatever was reached is above 0, so 0 stands for null. */
const readEnd = (reader: Reader): PageEnd => ({
  client: reader.varuint(),
  clock: reader.varuint(),
  reached: reader.varuint() || null,
})

const readMany = <T>(reader: Reader, read: (reader: Reader) => T): T[] => {
  const count = reader.varuint()
  const all: T[] = []
  for (let i = 0; i < count; i++) all.push(read(reader))
  return all
}

const readBlock = (reader: Reader): Page['blocks'][number] => ({
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
