import { sha256 } from '@noble/hashes/sha2.js'
import { toBase64url } from '../../shared/base64url.ts'
import { sameBytes, Writer } from '../../shared/bytes.ts'
import { readRecord, type SignedRecord } from '../../shared/record/record.ts'
import { chainHash, signedBytes } from '../../shared/record/signed-bytes.ts'

/** Records of one device in one room, in the order of their seq. Gaps are allowed. */
export interface Run {
  /** 16 bytes. */
  room: Uint8Array
  publicKey: Uint8Array
  records: readonly Uint8Array[]
}

/** Signatures that were found good before, by hash. */
export interface SignatureChecks {
  has(key: string): Promise<boolean>
  add(key: string): void
}

export type CheckSignature = (publicKey: Uint8Array, signature: Uint8Array, bytes: Uint8Array) => Promise<boolean>

/**
 * Whether each record was really written by its device. It goes from the last record back. A record needs no signature
 * check if the next record is good and carries its hash. Where the chain is broken, as by an erasure, the signature is
 * checked.
 */
export const verifyRun = async (run: Run, check: CheckSignature, checks: SignatureChecks): Promise<boolean[]> => {
  const records = run.records.map((bytes) => readRecord(bytes))
  const good: boolean[] = records.map(() => false)
  for (let at = records.length - 1; at >= 0; at--) {
    const record = records[at] as SignedRecord
    const next = good[at + 1] ? records[at + 1] : undefined
    good[at] =
      (next !== undefined && bears(next, record, run.room)) ||
      (await isSigned(record, run.records[at] as Uint8Array, run, check, checks))
  }
  return good
}

const bears = (next: SignedRecord, record: SignedRecord, room: Uint8Array): boolean =>
  next.seq === record.seq + 1 && sameBytes(next.prev, chainHash(room, record.unsigned))

const isSigned = async (
  record: SignedRecord,
  bytes: Uint8Array,
  { room, publicKey }: Run,
  check: CheckSignature,
  checks: SignatureChecks,
): Promise<boolean> => {
  const key = checkKey(room, publicKey, bytes)
  // If the stored checks can't be read, as when the browser cleared the disk, check again.
  if (await checks.has(key).catch(() => false)) return true
  const isGood = await check(publicKey, record.signature, signedBytes(room, record.unsigned))
  if (isGood) checks.add(key)
  return isGood
}

const checkKey = (room: Uint8Array, publicKey: Uint8Array, bytes: Uint8Array): string =>
  toBase64url(sha256(new Writer(bytes.length + 64).raw(room).raw(publicKey).raw(bytes).done()).subarray(0, 16))
