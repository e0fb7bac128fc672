import { comparePositions } from '../record/name.ts'

/** A place in the order of messages. */
interface Place {
  time: number
  name: string
}

/** How far a person has read in a room or in a thread: the value of `read/…` and `thread/…` (P9, P76). */
export interface ReadMark extends Place {
  /** When the person last marked messages as unread. Missing: never. */
  back?: number
  /** What comes behind the mark is read if it reached the relay by this time. Missing: all of it is read. */
  late?: number
}

/**
 * The one mark that two come to, in whatever order they are joined: the one that was marked as unread last, or else the
 * furthest place of both.
 */
export const joinMarks = (a: ReadMark, b: ReadMark): ReadMark => {
  const [backA, backB] = [a.back ?? 0, b.back ?? 0]
  if (backA !== backB) return backA > backB ? a : b
  const { time, name } = comparePositions(a, b) >= 0 ? a : b
  const late = Math.max(a.late ?? 0, b.late ?? 0)
  return { time, name, ...(backA > 0 && { back: backA }), ...(late > 0 && { late }) }
}

export const isSameMark = (a: ReadMark, b: ReadMark): boolean =>
  a.time === b.time && a.name === b.name && (a.back ?? 0) === (b.back ?? 0) && (a.late ?? 0) === (b.late ?? 0)

/** The mark after the person has read up to a place. `late`: they have also seen what reached the relay by then. */
export const readOn = (mark: ReadMark | null, { time, name }: Place, late = 0): ReadMark => {
  const next: ReadMark = { time, name, ...(late > 0 && { late }), ...(mark?.back && { back: mark.back }) }
  return mark ? joinMarks(mark, next) : next
}

/** The mark after the person, at the time `at`, has marked all that comes after a place as unread. */
export const readBack = (mark: ReadMark | null, { time, name }: Place, at: number): ReadMark => ({
  time,
  name,
  back: Math.max(at, (mark?.back ?? 0) + 1),
  ...(mark?.late && { late: mark.late }),
})

/** Where reading goes on. What was said before the person came in is not news, unless they marked it as unread since. */
export const readFrom = (mark: ReadMark | null, joined: number): ReadMark =>
  mark && (mark.time >= joined || (mark.back ?? 0) >= joined) ? mark : { time: joined, name: '' }

/** Null: it is not a mark. What a newer version added to it is left out. */
export const asReadMark = (value: unknown): ReadMark | null => {
  if (typeof value !== 'object' || value === null) return null
  const { time, name, back, late } = value as Partial<ReadMark>
  if (!Number.isFinite(time) || typeof name !== 'string') return null
  return {
    time: time as number,
    name,
    ...(isTime(back) && { back }),
    ...(isTime(late) && { late }),
  }
}

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value > 0
