import { limits } from '../../shared/record/limits.ts'
import { type ADay, mostADay, roomsADay } from '../../shared/room/acts.ts'

/** What one relay allows; tests pass smaller numbers. */
export interface RelayLimits {
  /** Head moves on at this many records. */
  segmentRecords: number
  /** Records without a ref, and of any kind, that a segment takes at all. */
  segmentCap: number
  segmentTotal: number
  /** Rows of any state, empty places too, and Yjs clients that a segment takes at all; head moves on well before. */
  segmentRows: number
  segmentClients: number
  /** New records per device: steady, and at once after a rest. */
  recordsPerSecond: number
  recordsBurst: number
  /** The same for records of others that one account brings. */
  carriedPerSecond: number
  carriedBurst: number
  /** What one account does of each in a day. */
  aDay: ADay
}

export const relayLimits: RelayLimits = {
  segmentRecords: limits.segmentRecords,
  segmentCap: limits.segmentCap,
  segmentTotal: limits.segmentTotal,
  segmentRows: 2 * limits.segmentTotal,
  // Readers take 5,000 clients in one update, and no more.
  segmentClients: 4_000,
  recordsPerSecond: 20,
  recordsBurst: 500,
  carriedPerSecond: 20,
  carriedBurst: 500,
  aDay: { make: roomsADay, ...mostADay },
}
