import { toBase64url } from '../base64url.ts'
import { type Body, type Kind, kindOf, readBody } from '../record/kinds.ts'
import { isRecordName, recordName } from '../record/name.ts'
import { readRecord } from '../record/record.ts'

/** A record in the form that the fold reads. */
export interface FoldEntry {
  name: string
  /** Device id, base64url. */
  device: string
  kind: Kind
  time: number
  ref: string
  body: Body
  bytes: Uint8Array
}

/** Null if the bytes are not a record of this name. A reader shows nothing for it. */
export const readEntry = (name: string, bytes: Uint8Array): FoldEntry | null => {
  try {
    const record = readRecord(bytes)
    const kind = kindOf(record.kind)
    if (kind === null || recordName(record.device, record.seq) !== name) return null
    if (record.ref !== '' && !isRecordName(record.ref)) return null
    const body = readBody(kind, record.body)
    return { name, device: toBase64url(record.device), kind, time: record.time, ref: record.ref, body, bytes }
  } catch {
    return null // `readRecord` and `readBody` throw `Malformed` for bytes that do not follow the protocol
  }
}
