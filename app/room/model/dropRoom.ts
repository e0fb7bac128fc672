import { rosterName, segmentName } from '../../../shared/wire/documents.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import type { Shared } from '../../base/shared.ts'
import type { Delivery } from '../../outgoing/delivery.ts'
import type { UnsentBook } from '../../outgoing/unsent.ts'
import type { Segments } from '../../segments/segments.ts'
import type { DropReason } from '../../store/tabs.ts'
import type { Documents } from '../../sync/documents.ts'
import { documentDatabase } from '../../sync/openDocument.ts'
import { deleteDatabase } from '../../sync/persistence.ts'
import type { LiveRoom } from './liveRoom.ts'

/** What is said of the words that were not sent. */
export const refusalFor: Record<DropReason, RefusalCode> = {
  removed: 'not-a-member',
  banned: 'banned',
  deleted: 'no-such-room',
  left: 'not-a-member',
  'not-made': 'no-such-room',
}

export interface DropParts {
  user: string
  book: UnsentBook
  delivery: Delivery
  documents: Documents
  segments: Segments
  live: Shared<LiveRoom>
}

/** Takes a room off this device. What was written and not sent is kept as text, with the reason. */
export const dropRoom = async (room: string, why: RefusalCode, parts: DropParts): Promise<void> => {
  const { user, book, delivery, documents, segments, live } = parts
  const shelveAll = async () => {
    for (const entry of book.all()) if (entry.room === room) await delivery.shelve(entry, why)
  }
  await shelveAll()
  const head = live.drop(room)?.roster.head ?? 1
  const isOfRoom = (name: string) => name === rosterName(room) || name.startsWith(`${rosterName(room)}/`)
  for (const segment of segments.all()) if (isOfRoom(segment.document.name)) segments.drop(segment.document.name)
  await Promise.all(
    documents
      .all()
      .filter(({ name }) => isOfRoom(name))
      .map((document) => documents.clear(document)),
  )
  for (const reader of [user, guest])
    for (const name of await databasesOf(reader, room, head)) await deleteDatabase(name)
  // What was on its way to the disk when the room went.
  await shelveAll()
}

/** Whoever is in the room now may have read it before they signed in. */
const guest = 'guest'

/** Names of the databases of a room's documents on this device. */
const databasesOf = async (user: string, room: string, head: number): Promise<string[]> => {
  const all = await globalThis.indexedDB?.databases?.().catch(() => null)
  if (!all) return [rosterName(room), ...segmentNames(room, head)].map((name) => documentDatabase(user, name))
  const start = documentDatabase(user, rosterName(room))
  return all.flatMap(({ name }) => (name?.startsWith(start) ? [name] : []))
}

const segmentNames = (room: string, head: number): string[] =>
  Array.from({ length: head }, (_, at) => segmentName(room, at + 1))
