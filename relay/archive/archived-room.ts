import * as Y from 'yjs'
import { looks } from '../../shared/names/look-alikes.ts'
import { type FoldEntry, readEntry } from '../../shared/room/entry.ts'
import { fold } from '../../shared/room/fold.ts'
import type { Message } from '../../shared/room/message.ts'
import { type Roster, readRoster, rosterDevices } from '../../shared/room/roster.ts'
import { tellApart } from '../../shared/room/tell-apart.ts'
import { seenOr } from '../../shared/visible.ts'
import { rosterName } from '../../shared/wire/documents.ts'
import type { SealedSegment } from '../store/records.ts'
import type { RoomRow } from '../store/rooms.ts'
import { pagesOf } from '../store/slices.ts'
import type { Store } from '../store/store.ts'

export type ArchiveStore = Pick<Store, 'rooms' | 'records' | 'documents'>

/** A room that everybody may read, and its closed segments. */
export interface ArchivedRoom {
  room: RoomRow
  segments: readonly SealedSegment[]
}

/** `deleted`: the room existed once. Null: there is no such room, or it is not for everybody. */
export const openArchivedRoom = async (store: ArchiveStore, id: string): Promise<ArchivedRoom | 'deleted' | null> => {
  const room = await store.rooms.byId(id)
  if (room?.kind !== 'room') return null
  if (room.visibility !== 'public' || !room.guests) return null
  if (room.deleted !== null) return 'deleted'
  // Older rooms may have a name in which nothing is visible.
  return { room: { ...room, name: seenOr(room.name, 'Unnamed room') }, segments: await store.records.sealed(id) }
}

export interface ArchivedSegment {
  messages: readonly Message[]
  roster: Roster
}

/** The messages of a closed segment. `pause` lets other work run, and throws if the reader has gone. */
export const readArchivedSegment = async (
  store: ArchiveStore,
  room: string,
  segment: number,
  pause: () => Promise<void>,
): Promise<ArchivedSegment> => {
  const roster = await rosterOf(store, room)
  const entries = await entriesOf(store.records, room, segment, pause)
  return { messages: fold(entries, whoIsIn(roster)), roster }
}

const rosterOf = async (store: ArchiveStore, room: string): Promise<Roster> => {
  const state = await store.documents.byName(rosterName(room))
  const doc = new Y.Doc()
  if (state) Y.applyUpdate(doc, state)
  return tellApart(readRoster(doc.getMap('roster')), looks)
}

const entriesOf = async (
  records: ArchiveStore['records'],
  room: string,
  segment: number,
  pause: () => Promise<void>,
): Promise<FoldEntry[]> => {
  const entries: FoldEntry[] = []
  for await (const { blocks } of pagesOf(records, room, segment)) {
    for (const { structs } of blocks)
      for (const struct of structs) {
        const entry = 'empty' in struct ? null : readEntry(struct.name, struct.bytes)
        if (entry) entries.push(entry)
      }
    await pause()
  }
  return entries
}

/**
 * Members whose messages are being erased count as unknown. So their messages are hidden at once, though the bytes may
 * remain for an hour.
 */
const whoIsIn = (roster: Roster) => {
  const devices = rosterDevices(roster)
  return (device: string) => {
    const user = devices.get(device)?.user
    const member = user === undefined ? undefined : roster.members.get(user)
    if (user === undefined || member === undefined || member.erasing !== undefined) return null
    return { user, standing: member.role ?? ('guest' as const) }
  }
}
