import { segmentName } from '../../../shared/wire/documents.ts'
import { followed } from '../../base/followed.ts'
import type { Segment } from '../../segments/segment.ts'
import type { Segments } from '../../segments/segments.ts'
import type { LiveRoom } from './liveRoom.ts'
import { settled } from './loadedSegments.ts'
import type { Since } from './RoomView.ts'

interface Seek {
  id: string
  live: Pick<LiveRoom, 'roster' | 'whoIs'>
  segments: Segments
  /** Tracked. */
  isOffline(): boolean
  /** Whether the message is in the timeline, not in a thread that is folded or being erased. */
  isShown(message: { name: string; thread: unknown }): boolean
}

/** Finds places in the history of a room. It reads one segment after the other, and none stays in memory. */
export const seekIn = (room: Seek) => ({
  /** The number of the segment that has a message; null if none has it. Looks on this device before it asks the relay. */
  whereIs: async (name: string): Promise<number | null> => {
    for (const awaited of [nothing, settledIn]) {
      for (let number = room.live.roster.head; number >= 1; number--)
        if (await reading(room, number, ({ entries }) => entries.has(name), awaited)) return number
      if (room.isOffline()) return null
    }
    return null
  },
  /** The first message from a time on. The index of segments says in which one to look. */
  firstSince: async (time: number): Promise<Since> => {
    const { head, segments } = room.live.roster
    let isWhole = true
    for (let number = 1; number <= head; number++) {
      const span = segments.get(number)
      if (span && span[1] < time) continue
      const found = await reading(room, number, (segment) => {
        if (segment.entries.size === 0 && segment.document.state().name === 'local') isWhole = false
        return segment.messages(room.live.whoIs).find((message) => message.time >= time && room.isShown(message))
      })
      if (found) return { name: found.name, segment: number, isWhole }
    }
    return isWhole ? 'none' : 'not-here'
  },
})

/** `awaited`: what to wait for once the copy on this device has loaded. */
const reading = async <T>(
  room: Seek,
  number: number,
  read: (segment: Segment) => T,
  awaited: (segment: Segment, room: Seek) => Promise<void> | void = settledIfEmpty,
): Promise<T> => {
  const document = segmentName(room.id, number)
  const segment = room.segments.open(document)
  try {
    await segment.document.loaded
    await awaited(segment, room)
    return read(segment)
  } finally {
    void room.segments.close(document, segment)
  }
}

const nothing = (): void => {}
const settledIn = (segment: Segment, room: Seek) => Promise.race([settled(segment), offline(room)])
const settledIfEmpty = (segment: Segment, room: Seek) =>
  segment.entries.size === 0 ? settledIn(segment, room) : undefined

const offline = ({ isOffline }: Seek): Promise<void> =>
  new Promise((resolve) => {
    if (isOffline()) return resolve()
    const stop = followed(isOffline, () => {
      stop()
      resolve()
    })
  })
