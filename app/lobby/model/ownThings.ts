import type { Clock } from '../../base/clock.ts'
import { Listeners } from '../../base/listeners.ts'
import type { Shared } from '../../base/shared.ts'
import type { RoomEnds } from '../../outgoing/roomEnds.ts'
import type { UnsentBook } from '../../outgoing/unsent.ts'
import type { Write } from '../../outgoing/write.ts'
import { draftRowsOf } from '../../own/draftRows.ts'
import { Drafts } from '../../own/drafts.ts'
import { Later } from '../../own/later.ts'
import { LongValues } from '../../own/longValues.ts'
import { Notes } from '../../own/notes.ts'
import type { OwnRoom } from '../../own/ownRoom.ts'
import { SavedMessages } from '../../own/savedMessages.ts'
import { Turns } from '../../own/turns.ts'
import { presentIn } from '../../presence/present.ts'
import type { LiveRoom } from '../../room/model/liveRoom.ts'
import { lookUpIn } from '../../room/model/lookUp.ts'
import { postLater } from '../../room/model/postLater.ts'
import type { Segments } from '../../segments/segments.ts'
import { entryId } from '../../store/journal.ts'

export interface OwnParts {
  me: string
  /** This device's id. */
  device: string
  own: OwnRoom
  clock: Clock
  /** The relay's time. */
  now(): number
  delivery: { leads(): boolean; led: Listeners<void> }
  book: UnsentBook
  write: Write
  ends: RoomEnds
  live: Shared<LiveRoom>
  segments: Segments
  failed(error: unknown): void
}

export type OwnThings = ReturnType<typeof openOwnThings>

/**
 * Drafts, saved messages, reminders and messages to be sent later: what a person keeps for themselves, on all their devices. Its
 * code loads with the first screen that needs it, or soon after the start.
 */
export const openOwnThings = (parts: OwnParts) => {
  const { me, device, own } = parts
  const values = new LongValues(own, device)
  const people = followPeople(parts)
  const isUnsent = (name: string) => parts.book.find(entryId({ room: me, name })) !== undefined
  const drafts = new Drafts({ ...parts, values, rows: draftRowsOf(me), isUnsent })
  const saved = new SavedMessages(parts)
  const notes = new Notes(parts)
  const later = new Later({
    ...parts,
    values,
    turns: new Turns(parts),
    isBack: people.isBack,
    presence: people.changed,
    post: postLater(parts),
  })
  return {
    drafts,
    saved,
    notes,
    later,
    lookUp: lookUpIn(parts),
    close: () => {
      for (const part of [drafts, saved, notes, later, people]) part.close()
    },
  }
}

/** Follows the presence in the rooms where somebody is waited for. */
const followPeople = ({ live, clock }: OwnParts) => {
  const changed = new Listeners<void>()
  const rooms = new Map<string, { room: LiveRoom; stop: () => void }>()
  const roomOf = (id: string): LiveRoom => {
    const known = rooms.get(id)
    if (known) return known.room
    const room = live.open(id)
    rooms.set(id, { room, stop: room.changed.subscribe(() => changed.emit()) })
    return room
  }
  return {
    changed,
    isBack: (user: string, room: string): boolean => {
      const { rosterDocument } = roomOf(room)
      if (rosterDocument.state().name !== 'synced') return false
      return presentIn(rosterDocument.awareness, clock.now()).get(user)?.status === 'online'
    },
    close: () => {
      for (const [id, { room, stop }] of rooms) {
        stop()
        void live.close(id, room)
      }
    },
  }
}
