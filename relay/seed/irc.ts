import { limits } from '../../shared/record/limits.ts'
import { isVisible } from '../../shared/visible.ts'

/** One thing that somebody said, as an IRC log has it. */
export interface Said {
  /** Day and number of the message in it: the same however much of the log is read, and however often. */
  id: string
  /** Milliseconds since 1970. Logs know minutes; inside one, each line is a millisecond later than the one before. */
  time: number
  who: string
  text: string
}

const dayLine = /^--- (\d{4})-(\d{2})-(\d{2})\b/
const saidLine = /^\[(\d{2}):(\d{2})\] (?:<([^>]{1,64})> (.*)| {0,2}\* (\S{1,64}) (.*))$/s
const minute = 60_000
const halfDay = 12 * 60 * minute
const day = 24 * 60 * minute

/**
 * Reads one line after another of a log: `--- YYYY-MM-DD` begins a day (taken as UTC), `[HH:MM] <nick> text` and
 * `[HH:MM] * nick does` are messages. Notices (`=== nick has joined`) and all else are null: who was in a channel long ago
 * says nothing about who is a member here.
 */
export const makeIrcReader = (): ((line: string) => Said | null) => {
  const counts = new Map<string, number>()
  let today: Day | null = null
  return (line) => {
    const begins = dayLine.exec(line)
    if (begins) {
      today = beginDay(begins)
      return null
    }
    const [, hours, minutes, nick, words, actor, deed] = saidLine.exec(line) ?? []
    const who = clean(nick ?? actor ?? '')
    const text = clean(words ?? (deed ? `/me ${deed}` : ''))
    if (!today || !isVisible(who) || !isVisible(text) || !isClock(Number(hours), Number(minutes))) return null
    const number = (counts.get(today.name) ?? 0) + 1
    counts.set(today.name, number)
    return { id: `${today.name}.${number}`, time: tell(today, Number(hours), Number(minutes)), who, text }
  }
}

interface Day {
  name: string
  start: number
  /** Time given out last; 0 before the first. */
  last: number
}

/** Null for a date that the calendar does not have: what follows it has no time. */
const beginDay = ([, year, month, date]: RegExpExecArray): Day | null => {
  const name = `${year}-${month}-${date}`
  const start = Date.UTC(Number(year), Number(month) - 1, Number(date))
  return start > 0 && new Date(start).toISOString().startsWith(name) ? { name, start, last: 0 } : null
}

const isClock = (hours: number, minutes: number): boolean => hours < 24 && minutes < 60

const tell = (today: Day, hours: number, minutes: number): number => {
  const said = today.start + (hours * 60 + minutes) * minute
  // A log that runs past midnight has no new day line there. A clock that was put back a little has no such leap.
  if (today.last - said > halfDay) today.start += day
  today.last = Math.max(today.start + (hours * 60 + minutes) * minute, today.last + 1)
  return today.last
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are IRC's codes for colour and weight
const formatting = /\x03(?:\d{1,2}(?:,\d{1,2})?)?|[\x00-\x08\x0a-\x1f\x7f]/g

/** Never ends in half a character, which UTF-8 could not carry. */
const clean = (text: string): string =>
  text
    .replace(formatting, '')
    .slice(0, limits.textLength)
    .replace(/[\ud800-\udbff]$/, '')
    .trim()
