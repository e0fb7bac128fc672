import { readHome } from '../../shared/room/home.ts'
import { readRoster } from '../../shared/room/roster.ts'
import { homeName, rosterName, segmentName, selfName } from '../../shared/wire/documents.ts'
import { newestIn } from '../segments/newestIn.ts'
import type { Segments } from '../segments/segments.ts'
import { entryId } from '../store/journal.ts'
import type { Documents } from '../sync/documents.ts'
import type { UnsentBook } from './unsent.ts'

/** Where the records of a room end, also of a room that is not open in this tab. */
export interface RoomEnds {
  /** The number of the segment that takes a room's new posts, or what is set in the own room. */
  headOf(room: string): Promise<number>
  /** The time of the newest record that the relay has. Unsent records can have any time, so they don't count. */
  newestSent(room: string, segment: number): Promise<number>
}

export const roomEndsIn = ({
  me,
  documents,
  segments,
  book,
}: {
  me: string
  documents: Documents
  segments: Segments
  book: Pick<UnsentBook, 'find'>
}): RoomEnds => {
  const read = async <T>(name: string, readEntries: (entries: Iterable<[string, unknown]>) => T): Promise<T> => {
    const document = documents.open(name)
    await document.loaded
    const found = readEntries(document.map.entries())
    void documents.close(document)
    return found
  }
  const rosterOf = (room: string) => read(rosterName(room), readRoster)
  return {
    headOf: async (room) => (room === me ? (await read(homeName(me), readHome)).self : (await rosterOf(room)).head),
    newestSent: async (room, number) => {
      const name = room === me ? selfName(room, number) : segmentName(room, number)
      const segment = segments.open(name)
      await segment.document.loaded
      const isSent = (record: string) => book.find(entryId({ room, name: record })) === undefined
      const newest = newestIn(room === me ? { segments: new Map() } : await rosterOf(room), [segment], isSent)
      void segments.close(name, segment)
      return newest
    },
  }
}
