import { limits } from '../../shared/record/limits.ts'
import { type ADay, mostADay, roomsADay } from '../../shared/room/acts.ts'

/** The limits of a relay. Tests pass smaller numbers. */
export interface RelayLimits {
  /** The head moves on at this number of records. */
  segmentRecords: number
  /** The most records without a ref, and of any kind, that a segment takes. */
  segmentCap: number
  segmentTotal: number
  /**
   * The most rows of any state (empty places too) and the most Yjs clients that a segment takes. The head moves on well
   * before.
   */
  segmentRows: number
  segmentClients: number
  /** New records per device: the steady rate, and the burst after a rest. */
  recordsPerSecond: number
  recordsBurst: number
  /** The same for carried records, per account. */
  carriedPerSecond: number
  carriedBurst: number
  /** How often one account may do each of these in a day. */
  aDay: ADay
}

export const relayLimits: RelayLimits = {
  segmentRecords: limits.segmentRecords,
  segmentCap: limits.segmentCap,
  segmentTotal: limits.segmentTotal,
  segmentRows: 2 * limits.segmentTotal,
  // Readers accept 5,000 clients in one update at most.
  segmentClients: 4_000,
  recordsPerSecond: 20,
  recordsBurst: 500,
  carriedPerSecond: 20,
  carriedBurst: 500,
  aDay: { make: roomsADay, ...mostADay },
}
