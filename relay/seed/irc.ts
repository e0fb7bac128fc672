import { createHash } from 'node:crypto'
import { isVisible } from '../../shared/visible.ts'
import type { LogFormat } from './formats.ts'

/** One message from an IRC log. */
export interface Said {
  /**
   * Made from the text, the author and the time. It does not depend on the line number, so importing a longer log adds
   * only what is new.
   */
  id: string
  /** Milliseconds since 1970. Messages in the same minute or second are one millisecond apart. */
  time: number
  who: string
  text: string
}

/** How many lines were left out or changed. */
export interface ReadCounts {
  /** People joining or leaving, and other notices of the channel. */
  notices: number
  /** Lines that are not in the format of the log. */
  unread: number
  /** Messages without a date, or with a date or time that does not exist. */
  undated: number
  /** Messages without visible text. */
  unseen: number
  /** Messages that were split because they were too long. */
  split: number
  /** Messages from which colours or other formatting were removed. */
  coloured: number
  /** Messages dated in the future. They get the time of the import. */
  ahead: number
}

export interface IrcReaderParts {
  format: LogFormat
  /** The date in the file name, `YYYY-MM-DD`, or null if there is none. */
  day: string | null
  /** Turns a local time, written as if it were UTC, into the real moment. Both in milliseconds since 1970. */
  localTime(wall: number): number
  /** Milliseconds since 1970. No message may be later than this. */
  now: number
}

const minute = 60_000
const halfDay = 12 * 60 * minute
const day = 24 * 60 * minute

/** Reads a log line by line. Each line gives no message, one, or several if its text is too long. */
export const makeIrcReader = (parts: IrcReaderParts) => {
  const counts: ReadCounts = { notices: 0, unread: 0, undated: 0, unseen: 0, split: 0, coloured: 0, ahead: 0 }
  const ids = makeIds()
  let today = parts.day === null ? null : midnight(parts.day)
  let lastWall = 0
  let last = 0

  const wallOf = (date: string | null, clock: string): number | null => {
    const since = sinceMidnight(clock)
    const start = date === null ? today : midnight(withYear(date, today))
    if (since === null || start === null) return null
    if (date !== null || lastWall - (start + since) <= halfDay || lastWall < start) return start + since
    // The time is much earlier than the line before: the log ran past midnight without a line for the new day. Clocks
    // that are set back jump less.
    today = start + day
    return today + since
  }
  const tell = (wall: number, utc: boolean): number => {
    const said = utc ? wall : parts.localTime(wall)
    if (last - said > halfDay) last = 0
    const time = Math.max(said, last + 1)
    if (time <= parts.now) last = time
    else counts.ahead++
    return Math.min(time, parts.now)
  }

  const read = (line: string): Said[] => {
    const found = parts.format.read(line)
    if (found?.is === 'day') {
      today = midnight(found.date)
      lastWall = 0
      last = 0
      return []
    }
    if (found?.is !== 'said') {
      if (found) counts.notices++
      else if (line.trim() !== '') counts.unread++
      return []
    }
    const wall = wallOf(found.date, found.clock)
    const who = clean(found.who).replace(modes, '').slice(0, 64)
    const text = clean(found.text)
    if (wall === null) counts.undated++
    else if (!isVisible(who) || !isVisible(text)) counts.unseen++
    else {
      lastWall = wall
      if (text !== found.text.trim()) counts.coloured++
      const texts = inParts(text)
      if (texts.length > 1) counts.split++
      return texts.map((part) => ({ id: ids(wall, who, part), time: tell(wall, found.utc), who, text: part }))
    }
    return []
  }
  return { read, counts }
}

/** Signs before a nick that show its status in the channel. */
const modes = /^[~&@%+! ]+/

/** Makes ids from the content. A repeat of the same message in the same minute or second gets a number. */
export const makeIds = () => {
  const counts = new Map<string, number>()
  return (wall: number, who: string, text: string): string => {
    const content = `${new Date(wall).toISOString()}\0${who}\0${text}`
    const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22)
    const number = (counts.get(hash) ?? 0) + 1
    counts.set(hash, number)
    return `${hash}.${number}`
  }
}

/** Null for a date that does not exist. Messages after it have no time. */
const midnight = (date: string): number | null => {
  const start = Date.parse(`${date}T00:00:00Z`)
  return start > 0 && new Date(start).toISOString().startsWith(date) ? start : null
}

/** HexChat writes the year only at the start of a session, not on each line. */
const withYear = (date: string, session: number | null): string => {
  if (!date.startsWith('????') || session === null) return date
  const began = new Date(session).toISOString()
  const year = Number(began.slice(0, 4)) + (date.slice(5) < began.slice(5, 10) ? 1 : 0)
  return `${year}${date.slice(4)}`
}

const sinceMidnight = (clock: string): number | null => {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number)
  return hours < 24 && minutes < 60 && seconds < 60 ? ((hours * 60 + minutes) * 60 + seconds) * 1_000 : null
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are IRC's codes for colour and weight
const formatting = /\x03(?:\d{1,2}(?:,\d{1,2})?)?|[\x00-\x08\x0a-\x1f\x7f]/g
const half = /\p{Surrogate}/gu

const clean = (text: string): string => text.replace(formatting, '').replace(half, '\ufffd').trim()

/** In UTF-16 units, of which none has more than three bytes in UTF-8. */
export const longestPart = 16_000

/** Parts that are no longer than a message may be and never end in half a character. */
const inParts = (text: string): string[] => {
  const parts: string[] = []
  let from = 0
  while (from < text.length) {
    let to = Math.min(from + longestPart, text.length)
    if (to < text.length && (text.codePointAt(to - 1) ?? 0) > 0xffff) to--
    parts.push(text.slice(from, to))
    from = to
  }
  return parts.filter(isVisible)
}
