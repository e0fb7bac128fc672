import { createHash } from 'node:crypto'
import { limits } from '../../shared/record/limits.ts'
import { isVisible } from '../../shared/visible.ts'
import type { LogFormat } from './formats.ts'

/** One thing that somebody said, as an IRC log has it. */
export interface Said {
  /** Made of what was said, by whom and when: the same wherever it stands, so that a longer log brings only what is new. */
  id: string
  /** Milliseconds since 1970. Inside one minute or second, each line is a millisecond later than the one before. */
  time: number
  who: string
  text: string
}

/** What did not become a message as it stood. */
export interface ReadCounts {
  /** Comings, goings and other news of the channel. */
  notices: number
  /** Lines that the format does not know. */
  unread: number
  /** Talk without a day, or at a time that no calendar or clock has. */
  undated: number
  /** Talk in which nothing can be seen. */
  unseen: number
  /** Messages that were cut into several. */
  split: number
  /** Messages that lost codes for colour or weight. */
  coloured: number
  /** Messages dated ahead of now, which stand at the time of the import. */
  ahead: number
}

export interface IrcReaderParts {
  format: LogFormat
  /** The day that the name of the file tells, `YYYY-MM-DD`; null: none. */
  day: string | null
  /** From what a clock on the wall showed, as if it were UTC, to the moment. */
  localTime(wall: number): number
  /** Milliseconds since 1970: nothing is said later. */
  now: number
}

const minute = 60_000
const halfDay = 12 * 60 * minute
const day = 24 * 60 * minute

/** Reads one line after another of a log, each into what was said in it: none, one, or several where it was too long. */
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
    // A log that runs past midnight has no new day line there. A clock that was put back a little has no such leap.
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

/** What a nick may bear in a log: its standing in the channel. */
const modes = /^[~&@%+! ]+/

/** Ids of messages by their content; the same message again, in the same minute or second, gets another number. */
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

/** Null for a date that the calendar does not have: what follows it has no time. */
const midnight = (date: string): number | null => {
  const start = Date.parse(`${date}T00:00:00Z`)
  return start > 0 && new Date(start).toISOString().startsWith(date) ? start : null
}

/** HexChat writes no year on its lines, only at the start of a session. */
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

/** No part is longer than a message may be, nor ends in half a character. */
const inParts = (text: string): string[] => {
  const parts: string[] = []
  let from = 0
  while (from < text.length) {
    let to = Math.min(from + limits.textLength, text.length)
    if (to < text.length && (text.codePointAt(to - 1) ?? 0) > 0xffff) to--
    parts.push(text.slice(from, to))
    from = to
  }
  return parts.filter(isVisible)
}
