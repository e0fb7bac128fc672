import { comparePositions } from '../../../shared/record/name.ts'
import type { ReadMark } from '../../../shared/room/read-mark.ts'
import type { Position } from '../../base/position.ts'

/** What tells how far a person has read in a thread. Each is null if there is none. */
export interface ThreadReading {
  /** Their mark in the thread. */
  mark: ReadMark | null
  /** Their own last reply: who writes has read everything above. */
  own: Position | null
  /** The root, if it is their own message. */
  root: Position | null
  /** The first reply of somebody else that mentions them. */
  mention: Position | null
  /** Their mark in the room. */
  room: Position | null
  /** Whether the room shows the replies in its timeline. */
  inTimeline: boolean
}

/** Where everything up to is read. A thread that has nothing to do with the person is read with the room. */
export const threadReadTo = ({ mark, own, root, mention, room, inTimeline }: ThreadReading): Position | null =>
  markedBack({ mark, own }) ??
  later(later(mark, own), inTimeline ? room : null) ??
  root ??
  (mention && { time: mention.time, name: '' }) ??
  room

/** Replies that the person marked as unread by hand stay so, until they read on or write. */
const markedBack = ({ mark, own }: Pick<ThreadReading, 'mark' | 'own'>): Position | null => {
  if (mark?.back === undefined) return null
  return own && own.time > mark.back ? later(mark, own) : mark
}

/** The later one of two. */
export const later = (a: Position | null, b: Position | null): Position | null => {
  if (!a || !b) return a ?? b
  return comparePositions(a, b) > 0 ? a : b
}
