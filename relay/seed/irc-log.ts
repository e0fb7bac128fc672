import { basename } from 'node:path'
import { makeLocalTime } from '../base/zone.ts'
import { formats, type LogFormat, linesLookedAt, recognise } from './formats.ts'
import { makeIrcReader, type ReadCounts, type Said } from './irc.ts'
import { longestLineBytes, readLines, readMaybePacked } from './lines.ts'
import { CannotSeed } from './seeding.ts'

export interface IrcLogOptions {
  /** The time zone of the log, if the log does not say. */
  zone?: string
  /** Milliseconds since 1970. */
  now?: number
}

/** A log that was read to the end once, so that problems are known before anything is imported. */
export interface IrcLog {
  format: string
  /** Sentences about assumptions, and about lines that were left out or changed. */
  remarks: string[]
  said(): AsyncGenerator<Said>
}

/** Throws `CannotSeed` if the file cannot be read or holds no messages. */
export const openIrcLog = async (
  path: string,
  { zone = 'UTC', now = Date.now() }: IrcLogOptions = {},
): Promise<IrcLog> => {
  const open = (format: LogFormat) =>
    makeIrcReader({ format, day: dayInName(path), localTime: makeLocalTime(zone), now })
  const start = await readStart(path)
  const format = recognise(start)
  if (format === null) throw new CannotSeed(sayUnknown(path, start))
  const reader = open(format)
  const lines = { tooLong: 0, western: 0 }
  let messages = 0
  for await (const line of linesOf(path)) {
    if (line === 'too-long') lines.tooLong++
    else {
      const said = reader.read(line.text)
      messages += said.length
      if (said.length > 0 && line.western) lines.western++
    }
  }
  if (messages === 0) throw new CannotSeed(sayNothing(path, format.name, reader.counts))
  const assumed =
    format.name === 'The Lounge'
      ? []
      : [`Times were taken as ${zone}. If that is wrong, delete the room and pass --zone.`]
  return {
    format: format.name,
    remarks: [...assumed, ...remarksOn({ ...reader.counts, ...lines })],
    async *said() {
      const again = open(format)
      for await (const line of linesOf(path)) if (line !== 'too-long') yield* again.read(line.text)
    },
  }
}

const readStart = async (path: string): Promise<string[]> => {
  const start: string[] = []
  for await (const line of linesOf(path)) {
    if (line !== 'too-long' && line.text.trim() !== '') start.push(line.text)
    if (start.length === linesLookedAt) break
  }
  return start
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Check the path.',
  EISDIR: 'it is a folder. Pass one of the files in it.',
  EACCES: 'permission denied. Let this user read it.',
  ENOTDIR: 'a part of the path is a file. Check the path.',
  Z_BUF_ERROR: 'the gzip data ends too early. Copy the file again.',
  Z_DATA_ERROR: 'the gzip data is damaged. Copy the file again.',
}

async function* linesOf(path: string) {
  try {
    yield* readLines(readMaybePacked(path))
  } catch (error) {
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? '']
    if (reason === undefined) throw error
    throw new CannotSeed(`cannot read ${path}: ${reason}`, { cause: error })
  }
}

/** ZNC and energymech start a new file every day and put the date in its name. */
const dayInName = (path: string): string | null => {
  const [, year, month, day] = /(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)/.exec(basename(path)) ?? []
  return year === undefined ? null : `${year}-${month}-${day}`
}

const sayUnknown = (path: string, start: readonly string[]): string => {
  const shown = start.slice(0, 3).map((line) => `  ${JSON.stringify(line.slice(0, 80))}`)
  const tried = formats.map(({ name }) => name).join('; ')
  const begins = shown.length === 0 ? 'It is empty.' : `It begins:\n${shown.join('\n')}`
  return `cannot read ${path}: the log format is unknown. Tried: ${tried}.\n${begins}`
}

const sayNothing = (path: string, format: string, { undated }: ReadCounts): string =>
  undated > 0
    ? `cannot read ${path}: this ${format} log has times but no dates. Put the date in its name, as in 2004-12-25.log.`
    : `cannot read ${path}: this ${format} log has no visible messages.`

const remarksOn = (counts: ReadCounts & { tooLong: number; western: number }): string[] => {
  const say: [number, string][] = [
    [counts.notices, 'notices, such as people joining and leaving, were left out.'],
    [counts.unread, 'lines in an unknown format were left out.'],
    [counts.undated, 'messages without a valid date and time were left out.'],
    [counts.unseen, 'messages without visible text were left out.'],
    [counts.tooLong, `lines longer than ${longestLineBytes / 1024} KB were left out.`],
    [counts.split, 'messages were too long and were split.'],
    [counts.western, 'messages were not UTF-8 and were read as Windows-1252.'],
    [counts.coloured, 'messages lost colours and other formatting.'],
    [counts.ahead, 'messages were dated in the future and got the time of the import.'],
  ]
  return say.flatMap(([count, what]) => (count === 0 ? [] : [`${count.toLocaleString('en')} ${what}`]))
}
