import type { Clock } from '../../app/base/clock.ts'
import { Listeners } from '../../app/base/listeners.ts'
import type { Shared } from '../../app/base/shared.ts'
import { tableInMemory } from '../../app/base/table.ts'
import type { Delivery } from '../../app/outgoing/delivery.ts'
import { roomEndsIn } from '../../app/outgoing/roomEnds.ts'
import type { UnsentBook } from '../../app/outgoing/unsent.ts'
import type { Write } from '../../app/outgoing/write.ts'
import type { DraftRows } from '../../app/own/draftRows.ts'
import { Drafts } from '../../app/own/drafts.ts'
import { Later } from '../../app/own/later.ts'
import { LongValues } from '../../app/own/longValues.ts'
import { OwnRoom } from '../../app/own/ownRoom.ts'
import { Turns } from '../../app/own/turns.ts'
import type { LiveRoom } from '../../app/room/model/liveRoom.ts'
import { postLater } from '../../app/room/model/postLater.ts'
import { LateMarks } from '../../app/segments/lateMarks.ts'
import { type Segments, segmentsOf } from '../../app/segments/segments.ts'
import { entryId } from '../../app/store/journal.ts'
import type { Documents } from '../../app/sync/documents.ts'

export interface TabOwnParts {
  me: string
  /** This device's id. */
  device: string
  documents: Documents
  book: UnsentBook
  write: Write
  delivery: Pick<Delivery, 'leads' | 'led'>
  live: Shared<LiveRoom>
  rows: DraftRows
  clock: Clock
  /** The relay's time, as well as this tab knows it. */
  now(): number
  /** Whether a user is seen here. */
  isBack(user: string): boolean
  failed(error: unknown): void
}

/** The app's own code for drafts and messages to be sent later, put together as in app/lobby/model/ownThings.ts. */
export class TabOwn {
  readonly room: OwnRoom
  readonly drafts: Drafts
  readonly later: Later
  /** Somebody came or went. */
  readonly presence = new Listeners<void>()

  static async open(parts: TabOwnParts): Promise<TabOwn> {
    const segments = segmentsOf(parts.documents, new LateMarks(tableInMemory()))
    const room = new OwnRoom({ ...parts, segments })
    await room.opened
    return new TabOwn(parts, room, segments)
  }

  private constructor(parts: TabOwnParts, own: OwnRoom, segments: Segments) {
    this.room = own
    const values = new LongValues(own, parts.device)
    const isUnsent = (name: string) => parts.book.find(entryId({ room: parts.me, name })) !== undefined
    this.drafts = new Drafts({ ...parts, own, values, isUnsent })
    this.later = new Later({
      ...parts,
      own,
      values,
      turns: new Turns({ ...parts, own }),
      presence: this.presence,
      post: postLater({ ...parts, ends: roomEndsIn({ ...parts, segments }) }),
    })
  }

  /** Whether nothing waits for its time, its person or the relay. */
  get isAtRest(): boolean {
    return this.later.all().every(({ state }) => state === 'elsewhere' || state === 'stuck')
  }
}
