import type { Clock, Log, Verify } from '../base/surroundings.ts'
import type { Writing } from '../documents/writing.ts'
import type { LaterChecks } from '../gate/later-checks.ts'
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
  laterChecks: Pick<LaterChecks, 'put' | 'hasRoom'>
}

/** What an open room reports to its owner. */
export interface RoomEvents {
  /** A listener has left. */
  left(): void
  broken(): void
}
