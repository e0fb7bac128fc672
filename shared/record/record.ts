import { Malformed, Reader, Writer } from '../bytes.ts'
import { limits } from './limits.ts'

export const recordVersion = 1
export const deviceBytes = 16
export const prevBytes = 16
export const signatureBytes = 64

/** One immutable signed entry, decoded. `PROTOCOL.md` has the grammar. */
export interface RecordFields {
  /** A number from `kinds`. An unknown number decodes without error, and the gate refuses it. */
  kind: number
  /** First 16 bytes of SHA-256 of the device's raw public key. */
  device: Uint8Array
  /** Counts from 1, per device and room. */
  seq: number
  /**
   * First 16 bytes of SHA-256 over the signed bytes of this device's previous record in the room; zeros for its first.
   */
  prev: Uint8Array
  /** Always 0; reserved for encryption keys. */
  epoch: number
  /** Milliseconds since 1970. */
  time: number
  /** Name of another record, or empty. */
  ref: string
  body: Uint8Array
}

export interface SignedRecord extends RecordFields {
  /** Everything before the signature, exactly as received. */
  unsigned: Uint8Array
  signature: Uint8Array
}

const asciiName = /^[\x21-\x7e]*$/

export const writeUnsigned = (record: RecordFields): Uint8Array => {
  const ref = Uint8Array.from(record.ref, (char) => char.charCodeAt(0))
  return new Writer(128 + record.body.length)
    .u8(recordVersion)
    .u8(record.kind)
    .raw(record.device)
    .varuint(record.seq)
    .raw(record.prev)
    .varuint(record.epoch)
    .u48(record.time)
    .varbytes(ref)
    .varbytes(record.body)
    .done()
}

/** `signature` is 64 bytes of Ed25519 over `signedBytes` (signed-bytes.ts). */
export const withSignature = (unsigned: Uint8Array, signature: Uint8Array): Uint8Array => {
  if (signature.length !== signatureBytes) throw new RangeError('a signature must have 64 bytes')
  return new Writer(unsigned.length + signatureBytes).raw(unsigned).raw(signature).done()
}

/** Strict. The parts are views into `bytes`. Throws `Malformed`. */
export const readRecord = (bytes: Uint8Array): SignedRecord => {
  if (bytes.length > limits.recordBytes) throw new Malformed('record too long')
  const reader = new Reader(bytes)
  if (reader.u8() !== recordVersion) throw new Malformed('unknown record version')
  const record = {
    kind: reader.u8(),
    device: reader.take(deviceBytes),
    seq: reader.varuint(),
    prev: reader.take(prevBytes),
    epoch: reader.varuint(),
    time: reader.u48(),
    ref: readRef(reader),
    body: reader.varbytes(limits.bodyBytes),
  }
  if (record.seq === 0) throw new Malformed('seq counts from 1')
  const unsigned = bytes.subarray(0, reader.at)
  const signature = reader.take(signatureBytes)
  reader.end()
  return { ...record, unsigned, signature }
}

const readRef = (reader: Reader): string => {
  const text = String.fromCharCode(...reader.varbytes(limits.refBytes))
  if (!asciiName.test(text)) throw new Malformed('ref is not a record name')
  return text
}
