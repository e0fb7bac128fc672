import type { Clock, Log, Verify } from '../base/surroundings.ts'
import type { Writing } from '../documents/writing.ts'
import type { Admission } from '../gate/admission.ts'
import type { RateLimit } from '../pace/rate-limit.ts'
import type { RelayLimits } from '../pace/relay-limits.ts'
import type { Store } from '../store/store.ts'
import type { CommittedRecords } from './committed-records.ts'
import type { Misbehaviour } from './misbehaviour.ts'

/** What all open rooms share. */
export interface SharedParts {
  store: Store
  clock: Clock
  verify: Verify
  limits: RelayLimits
  log: Log
  misbehaviour: Pick<Misbehaviour, 'note'>
  tokens: RateLimit
  /** Keyed by user. */
  carriedTokens: RateLimit
  writing: Writing
  committed: Pick<CommittedRecords, 'emit'>
  /** Queues records that were admitted because a later one of their run was verified, to be checked one by one. */
  checkLater(room: string, unchecked: Admission['unchecked']): void
  /** False while too many records wait to be checked. Then each is checked before it is admitted. */
  mayCheckLater(): boolean
}

/** What an open room reports to its owner. */
export interface RoomEvents {
  /** A listener has left. */
  left(): void
  broken(): void
}
