import { Malformed, Reader, Writer } from '../bytes.ts'
import { limits } from '../record/limits.ts'

/** Most records in one message. */
export const mostCarried = 100

/** Strict. Records are views and are not decoded. Throws `Malformed`, also for no records or too many. */
export const parseCarried = (bytes: Uint8Array): Uint8Array[] => {
  const reader = new Reader(bytes)
  const records: Uint8Array[] = []
  while (reader.left > 0) {
    if (records.length === mostCarried) throw new Malformed('too many carried records')
    records.push(reader.varbytes(limits.recordBytes))
  }
  if (records.length === 0) throw new Malformed('no carried records')
  return records
}

export const writeCarried = (records: readonly Uint8Array[]): Uint8Array => {
  const writer = new Writer(records.reduce((sum, { length }) => sum + length + 4, 0))
  for (const bytes of records) writer.varbytes(bytes)
  return writer.done()
}
