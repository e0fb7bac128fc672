import type { Clock } from '../../base/clock.ts'
import type { Listeners } from '../../base/listeners.ts'
import type { Me } from '../../base/me.ts'
import type { Shared } from '../../base/shared.ts'
import type { Erasing } from '../../outgoing/erasing.ts'
import type { Outbox } from '../../outgoing/outbox.ts'
import type { RoomEnds } from '../../outgoing/roomEnds.ts'
import type { UnsentBook } from '../../outgoing/unsent.ts'
import type { WaitingActs } from '../../outgoing/waitingActs.ts'
import type { Write } from '../../outgoing/write.ts'
import type { Follows } from '../../own/follows.ts'
import type { OwnRoom } from '../../own/ownRoom.ts'
import type { ReadMarks } from '../../own/readMarks.ts'
import type { OwnPresence } from '../../presence/presence.ts'
import type { LateMarks } from '../../segments/lateMarks.ts'
import type { Segments } from '../../segments/segments.ts'
import type { DropReason } from '../../store/tabs.ts'
import type { Api } from '../../sync/api.ts'
import type { StatusView } from '../../sync/statusView.ts'
import type { Verifier } from '../../verify/verifier.ts'
import type { LiveRoom } from './liveRoom.ts'
import type { OpenTelling } from './openTelling.ts'
import type { LatePlace } from './RoomView.ts'
import type { PlacedPart } from './threadParts.ts'
import type { WarmRooms } from './warmRooms.ts'

/** What only a signed-in person has. */
export interface Member {
  me: Me
  book: UnsentBook
  write: Write
  waiting: WaitingActs
  erasing: Erasing
  ends: RoomEnds
  /** What this person sets for themselves. */
  own: Pick<OwnRoom, 'of'>
  readMarks: ReadMarks
  /** Tracked. Unread messages of a room that arrived behind its mark. */
  lateUnread(room: string): readonly LatePlace[]
  /** By `threadKey`. */
  threadMarks: ReadMarks
  follows: Follows
  /** Tracked. What each segment of a room has of a thread, the oldest first. Null: not known yet. */
  threadParts(room: string, root: string): readonly PlacedPart[] | null
  presence: OwnPresence
  /** Tells others how far this person has read. */
  telling: OpenTelling
  outbox: Outbox
  /** Tracked. The room was made on this device, and the relay does not know it yet. */
  isWaiting(room: string): boolean
  /** Tracked. Only this device has the room: the relay's data was restored from a backup without it. */
  isLost(room: string): boolean
  /** Emits a room that this person has lost, and why. */
  dropped: Listeners<{ room: string; why: DropReason }>
  /** Tracked. Whether this person has blocked a user. */
  isBlocked(user: string): boolean
}

/** What a room on screen needs. */
export interface RoomParts {
  member: Member | null
  live: Shared<LiveRoom>
  segments: Segments
  /** Rooms that open in the next frame. */
  warm: Pick<WarmRooms, 'warm'>
  verifier: Verifier
  late: LateMarks
  api: Api
  clock: Clock
  /** The current time on the relay's clock, as well as this device knows it. */
  now(): number
  network: StatusView['network']
}
