import { rosterName, segmentName } from '../../../shared/wire/documents.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import type { Shared } from '../../base/shared.ts'
import type { Delivery } from '../../outgoing/delivery.ts'
import type { UnsentBook } from '../../outgoing/unsent.ts'
import type { Segments } from '../../segments/segments.ts'
import type { DropReason } from '../../store/tabs.ts'
import { documentDatabase } from '../../sync/deviceCopy.ts'
import type { Documents } from '../../sync/documents.ts'
import { databasesFrom, deleteDatabase } from '../../sync/persistence.ts'
import type { LiveRoom } from './liveRoom.ts'

/** The reason shown for messages that were not sent, by why the room was dropped. */
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

/** Removes a room from this device. Messages that were not sent are kept as text, with the reason. */
export const dropRoom = async (room: string, why: RefusalCode, parts: DropParts): Promise<void> => {
  const { user, book, delivery, documents, segments, live } = parts
  const giveUpAll = async () => {
    for (const entry of book.all()) if (entry.room === room) await delivery.giveUp(entry, why)
  }
  await giveUpAll()
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
  // Once more, for messages that were still being written to disk while the room was removed.
  await giveUpAll()
}

/** The user name of a guest's databases. This person may have read the room as a guest before they signed in. */
const guest = 'guest'

/** Names of the databases on this device that hold the room's documents. */
const databasesOf = async (user: string, room: string, head: number): Promise<string[]> =>
  (await databasesFrom(documentDatabase(user, rosterName(room)))) ??
  [rosterName(room), ...segmentNames(room, head)].map((name) => documentDatabase(user, name))

const segmentNames = (room: string, head: number): string[] =>
  Array.from({ length: head }, (_, at) => segmentName(room, at + 1))
