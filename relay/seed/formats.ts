/** The content of one line of a log. Dates and times are as the log writes them. */
export type LogLine =
  | { is: 'day'; date: string }
  /**
   * `date` is null if an earlier line or the file name gives the day. `utc`: the time is in UTC, whatever zone the log
   * is in.
   */
  | { is: 'said'; date: string | null; clock: string; utc: boolean; who: string; text: string }
  | { is: 'notice' }

export interface LogFormat {
  name: string
  /** Null if the line is not in this format. */
  read(line: string): LogLine | null
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const notice: LogLine = { is: 'notice' }

const dateOf = (year: string, month: string, day: string): string => {
  const number = months.indexOf(month) + 1
  return `${year}-${String(number).padStart(2, '0')}-${day.trim().padStart(2, '0')}`
}

const plainDay = /^--- (\d{4}-\d{2}-\d{2})\b/
/** `Sat Dec 25 2004`, also with a time before the year. */
const spelledDay =
  /^(?:\[?[\d:]*\]? ?)(?:---|\*{4}) .*?\b[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (?:\d{2}:\d{2}:\d{2} )?(\d{4})$/

const readDay = (line: string): LogLine | null => {
  const plain = plainDay.exec(line)
  if (plain?.[1]) return { is: 'day', date: plain[1] }
  const [, month = '', day = '', year = ''] = (line.length < 120 && spelledDay.exec(line)) || []
  return month === '' ? null : { is: 'day', date: dateOf(year, month, day) }
}

type When = { date: string | null; clock: string; utc?: boolean }

/**
 * `<nick> text` and `* nick does`. Some lines with `*` only tell that somebody joined, left or changed something; these
 * are notices.
 */
const readBody = (body: string, { date, clock, utc = false }: When): LogLine => {
  const [, nick, text] = /^<([^>\t]{1,66})>(?:[ \t](.*))?$/s.exec(body) ?? []
  if (nick !== undefined) return text ? { is: 'said', date, clock, utc, who: nick, text } : notice
  const [, actor, action] = /^ {0,2}\*[ \t](\S{1,66}) (.+)$/s.exec(body) ?? []
  if (actor === undefined || action === undefined || isNews(action)) return notice
  return { is: 'said', date, clock, utc, who: actor, text: `/me ${action}` }
}

const isNews = (action: string): boolean =>
  /^(\([^)]*\) )?has (joined|left|quit)\b|^\([^)]*\) has joined\b|^is now known as \S+$|^sets mode |^(gives|removes) \S+ .*operator status/.test(
    action,
  )

/** Formats with a full date and time on each line come first, because others could also match their lines. */
export const formats: readonly LogFormat[] = [
  {
    name: 'The Lounge',
    read(line) {
      const [, date, clock, body] = /^\[(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z\] (.*)$/s.exec(line) ?? []
      return date && clock && body !== undefined ? readBody(body, { date, clock, utc: true }) : null
    },
  },
  {
    name: 'WeeChat',
    read(line) {
      const [, date, clock, who = '', text = ''] =
        /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})\t([^\t]*)\t(.*)$/s.exec(line) ?? []
      if (!date || !clock) return null
      if (who.trim() === '*') return readBody(`* ${text}`, { date, clock })
      if (/^\s*(-->|<--|--|=!=)?\s*$/.test(who) || text === '') return notice
      return { is: 'said', date, clock, utc: false, who, text }
    },
  },
  {
    name: 'HexChat',
    read(line) {
      const begun = /^\*{4} (BEGIN|ENDING) LOGGING AT /.test(line) ? readDay(line) : null
      if (begun) return begun
      const [, month = '', day = '', clock, body] =
        /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}:\d{2}:\d{2}) (.*)$/s.exec(line) ?? []
      if (!clock || body === undefined || !months.includes(month)) return null
      return readBody(body, { date: dateOf('????', month, day), clock })
    },
  },
  {
    name: 'irssi',
    read(line) {
      const day = readDay(line)
      if (day || line.startsWith('--- Log ')) return day ?? notice
      const [, clock, body] = /^(\d{2}:\d{2}(?::\d{2})?) (.*)$/s.exec(line) ?? []
      return clock && body !== undefined ? readBody(body, { date: null, clock }) : null
    },
  },
  {
    name: 'ZNC, energymech or ubuntu',
    read(line) {
      const day = readDay(line)
      if (day || line.startsWith('=== ')) return day ?? notice
      const [, clock, body] = /^\[(\d{2}:\d{2}(?::\d{2})?)\] (.*)$/s.exec(line) ?? []
      return clock && body !== undefined ? readBody(body, { date: null, clock }) : null
    },
  },
]

/** How many lines at the start of a log are used to recognise its format. */
export const linesLookedAt = 500

/** The format that reads most of these lines as messages. Null if none reads any. */
export const recognise = (lines: readonly string[]): LogFormat | null => {
  const counted = formats.map((format) => ({
    format,
    said: lines.reduce((count, line) => count + (format.read(line)?.is === 'said' ? 1 : 0), 0),
  }))
  const best = counted.reduce((a, b) => (b.said > a.said ? b : a))
  return best.said > 0 ? best.format : null
}
