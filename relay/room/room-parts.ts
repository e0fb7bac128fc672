import type { ClockWatch } from '../base/clock-watch.ts'
import type { Clock, Log, Verify } from '../base/surroundings.ts'
import type { Writing } from '../documents/writing.ts'
import type { Admission } from '../gate/admission.ts'
import type { RelayLimits } from '../pace/relay-limits.ts'
import type { TokensByKey } from '../pace/token-bucket.ts'
import type { Store } from '../store/store.ts'

/** What every open room is given. */
export interface SharedParts {
  store: Store
  clock: Clock
  clockWatch: Pick<ClockWatch, 'kept'>
  verify: Verify
  limits: RelayLimits
  log: Log
  tokens: TokensByKey
  /** By user. */
  carriedTokens: TokensByKey
  writing: Writing
  /** Records that a later one of their run vouches for, to be checked one by one. */
  checkLater(room: string, unchecked: Admission['unchecked']): void
  /** False while too many wait for that: then each is checked before it is admitted. */
  mayCheckLater(): boolean
}

/** What an open room tells whoever holds it. */
export interface RoomEvents {
  /** A listener has gone. */
  left(): void
  broken(): void
}
