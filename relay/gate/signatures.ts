import { sameBytes } from '../../shared/bytes.ts'
import { chainHash, signedBytes } from '../../shared/record/signed-bytes.ts'
import type { Verify } from '../base/surroundings.ts'
import type { OfferedRecord } from './offer.ts'

/**
 * `now`: verified before admission. `later`: verified afterwards, because a later record of the run vouches for them.
 */
export interface Checks {
  now: OfferedRecord[]
  later: OfferedRecord[]
}

/**
 * `records`: admitted records of one device, in order. In a run linked by `prev`, only the last one must be verified at
 * once.
 */
export const checksOf = (room: Uint8Array, records: readonly OfferedRecord[]): Checks => {
  const checks: Checks = { now: [], later: [] }
  records.forEach((record, index) => {
    const next = records[index + 1]
    const vouched = next !== undefined && follows(room, record, next)
    checks[vouched ? 'later' : 'now'].push(record)
  })
  return checks
}

const follows = (room: Uint8Array, { record }: OfferedRecord, next: OfferedRecord): boolean =>
  next.record.seq === record.seq + 1 && sameBytes(next.record.prev, chainHash(room, record.unsigned))

export const isSigned = (
  verify: Verify,
  room: Uint8Array,
  publicKey: Uint8Array,
  { record }: OfferedRecord,
): Promise<boolean> => verify(publicKey, signedBytes(room, record.unsigned), record.signature)
