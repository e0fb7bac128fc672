import type { Clock } from '../../base/clock.ts'
import type { Listeners } from '../../base/listeners.ts'
import type { Me } from '../../base/me.ts'
import type { Shared } from '../../base/shared.ts'
import type { Outbox } from '../../outgoing/outbox.ts'
import type { UnsentBook } from '../../outgoing/unsent.ts'
import type { Write } from '../../outgoing/write.ts'
import type { ReadMarks } from '../../own/readMarks.ts'
import type { OwnPresence } from '../../presence/presence.ts'
import type { LateMarks } from '../../segments/lateMarks.ts'
import type { Segments } from '../../segments/segments.ts'
import type { DropReason } from '../../store/tabs.ts'
import type { Api } from '../../sync/api.ts'
import type { StatusView } from '../../sync/status.ts'
import type { Verifier } from '../../verify/verifier.ts'
import type { LiveRoom } from './liveRoom.ts'

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
