import type { Me } from '../account/view.ts'
import type { DropReason } from '../rooms/dropRoom.ts'
import type { Outbox } from '../rooms/outbox.ts'
import type { UnsentBook } from '../store/unsent.ts'
import type { Api } from '../sync/api.ts'
import type { Clock } from '../sync/clock.ts'
import type { Listeners } from '../sync/listeners.ts'
import type { Shared } from '../sync/shared.ts'
import type { StatusView } from '../sync/status.ts'
import type { LateMarks } from './lateMarks.ts'
import type { LiveRoom } from './liveRoom.ts'
import type { OwnPresence } from './presence.ts'
import type { ReadMarks } from './readMarks.ts'
import type { Segments } from './segments.ts'
import type { Verifier } from './verifier.ts'
import type { Write } from './write.ts'

/** What a signed-in person can do that a guest cannot. */
export interface Member {
  me: Me
  book: UnsentBook
  write: Write
  readMarks: ReadMarks
  presence: OwnPresence
  outbox: Outbox
  /** Made here, not known to the relay yet. Tracked. */
  isWaiting(room: string): boolean
  /** Kept here alone: the relay's data were put back, and lack it. Tracked. */
  isLost(room: string): boolean
  /** Rooms of this person's that came to an end for them. */
  dropped: Listeners<{ room: string; why: DropReason }>
  /** Tracked: whether this person wants to hear nothing of a user. */
  isBlocked(user: string): boolean
}

/** What a room on screen is made of. */
export interface RoomParts {
  member: Member | null
  live: Shared<LiveRoom>
  segments: Segments
  verifier: Verifier
  late: LateMarks
  api: Api
  clock: Clock
  /** The relay's clock, as far as it is known here. */
  now(): number
  network: StatusView['network']
}
