import { fromBase64url, toBase64url } from '../base64url.ts'
import { Malformed } from '../bytes.ts'
import { deviceBytes } from './record.ts'

const shape = /^([A-Za-z0-9_-]{22})\.([1-9a-z][0-9a-z]{0,10})$/

/** A record's name is computed from device and seq: `base64url(device) "." base36(seq)`. */
export const recordName = (device: Uint8Array, seq: number): string => `${toBase64url(device)}.${seq.toString(36)}`

export const isRecordName = (text: string): boolean => shape.test(text)

/** The parts of a name, with the device as text. Null: this is not the name of a record. */
export const parseRecordName = (text: string): { device: string; seq: number } | null => {
  const [, device, number] = shape.exec(text) ?? []
  if (device === undefined || number === undefined) return null
  const seq = Number.parseInt(number, 36)
  return Number.isSafeInteger(seq) ? { device, seq } : null
}

/** The same with the bytes of the device. Throws `Malformed`. */
export const readRecordName = (text: string): { device: Uint8Array; seq: number } => {
  const parts = parseRecordName(text)
  if (parts === null) throw new Malformed('not a record name')
  const device = fromBase64url(parts.device)
  if (device.length !== deviceBytes) throw new Malformed('not a record name')
  return { device, seq: parts.seq }
}

/** Orders messages by (time, name). Names compare by their characters. */
export const comparePositions = (a: { time: number; name: string }, b: { time: number; name: string }): number =>
  a.time - b.time || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
