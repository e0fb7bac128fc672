import { fromBase64url, toBase64url } from '../base64url.ts'
import { Malformed } from '../bytes.ts'
import { deviceBytes } from './record.ts'

const shape = /^([A-Za-z0-9_-]{22})\.([1-9a-z][0-9a-z]{0,10})$/

/** A record's name is computed from device and seq: `base64url(device) "." base36(seq)`. */
export const recordName = (device: Uint8Array, seq: number): string => `${toBase64url(device)}.${seq.toString(36)}`

export const isRecordName = (text: string): boolean => shape.test(text)

/** Splits a name into its parts. Throws `Malformed`. */
export const readRecordName = (text: string): { device: Uint8Array; seq: number } => {
  const parts = shape.exec(text)
  if (!parts?.[1] || !parts[2]) throw new Malformed('not a record name')
  const device = fromBase64url(parts[1])
  const seq = Number.parseInt(parts[2], 36)
  if (device.length !== deviceBytes || !Number.isSafeInteger(seq)) throw new Malformed('not a record name')
  return { device, seq }
}

/** Orders messages by (time, name). Names compare by their characters. */
export const comparePositions = (a: { time: number; name: string }, b: { time: number; name: string }): number =>
  a.time - b.time || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
