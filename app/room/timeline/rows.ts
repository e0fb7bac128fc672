import type { Position } from '../../base/position.ts'
import { startOfDay } from '../../ui/text/times.ts'
import type { MembershipNotice, MessageView } from '../model/RoomView.ts'

/** One row of the timeline. Its key stays the same while the row means the same, whatever is loaded around it. */
export type Row =
  | { kind: 'start'; key: string; time: number }
  | { kind: 'day'; key: string; time: number }
  | { kind: 'new'; key: string; time: number }
  | { kind: 'coming-and-going'; key: string; time: number; notices: readonly MembershipNotice[] }
  | MessageRow
  | { kind: 'end'; key: string; time: number }

/** `leads`: shows the author's name and picture. The later messages of the same group do not. */
export type MessageRow = { kind: 'message'; key: string; time: number; message: MessageView; leads: boolean }

/** What is laid out: messages and notices, each oldest first, and which messages were unread, if that is known. */
export interface Talk {
  messages: readonly MessageView[]
  notices: readonly MembershipNotice[]
  unread: Unread | null
}

/** Messages of others between `after`, where reading stopped, and the person's coming. Later ones are seen arriving. */
export interface Unread {
  after: Position
  /** Milliseconds since 1970. */
  before: number
}

export interface Layout {
  rows: readonly Row[]
  keys: readonly string[]
  /** Index of the row before the first unread message; -1 if all is read. */
  newLine: number
  talk: Talk
  days: readonly Day[]
}

/** Where a day begins: indexes into the rows, the messages and the notices. */
interface Day {
  time: number
  row: number
  message: number
  notice: number
  newLine: number
}

const groupMs = 5 * 60_000
const firstDay: Day = { time: Number.NEGATIVE_INFINITY, row: 1, message: 0, notice: 0, newLine: -1 }

/**
 * Lays out messages and notices as rows: a divider before each local day, a line before the first unread message, and
 * one row for neighbouring joins and leaves. No row depends on an earlier day, so unchanged days are copied from the
 * layout `before`. With 200,000 messages a new one then takes 7 ms instead of 20.
 */
export function layOut(talk: Talk, before?: Layout): Layout {
  const from = before ? lastUnchangedDay(before, talk) : firstDay
  const rows: Row[] = before ? before.rows.slice(0, from.row) : [{ kind: 'start', key: 'start', time: 0 }]
  const days = before ? before.days.filter((day) => day.row < from.row) : []
  let { message: at, notice, newLine } = from
  let dayEnds = Number.NEGATIVE_INFINITY
  let lead: MessageView | null = null

  const openDay = (time: number) => {
    if (time < dayEnds) return
    const day = startOfDay(time)
    dayEnds = startOfDay(time, 1)
    lead = null
    days.push({ time: day, row: rows.length, message: at, notice, newLine })
    rows.push({ kind: 'day', key: `day ${day}`, time: day })
  }
  const tellNoticesUntil = (time: number) => {
    for (let next = talk.notices[notice]; next && next.time <= time; next = talk.notices[++notice]) {
      openDay(next.time)
      lead = null
      foldIn(rows, next)
    }
  }

  for (let message = talk.messages[at]; message; message = talk.messages[++at]) {
    tellNoticesUntil(message.time)
    openDay(message.time)
    if (newLine < 0 && isUnread(message, talk.unread)) {
      lead = null
      newLine = rows.length
      rows.push({ kind: 'new', key: 'new', time: message.time })
    }
    const leads = lead === null || !isSameGroup(lead, message)
    lead = message
    rows.push({ kind: 'message', key: message.name, time: message.time, message, leads })
  }
  tellNoticesUntil(Number.POSITIVE_INFINITY)
  rows.push({ kind: 'end', key: 'end', time: Number.POSITIVE_INFINITY })
  return { rows, keys: keysOf(rows, before?.keys ?? [], from.row), newLine, talk, days }
}

/** The order of the timeline: by time, then by name. */
export const isAfter = (a: Position, b: Position): boolean => a.time > b.time || (a.time === b.time && a.name > b.name)

const isUnread = (message: MessageView, unread: Unread | null): boolean =>
  unread !== null &&
  !message.own &&
  !message.imported &&
  !message.blocked &&
  message.time < unread.before &&
  isAfter(message, unread.after)

function lastUnchangedDay(before: Layout, talk: Talk): Day {
  if (!isSameUnread(before.talk.unread, talk.unread)) return firstDay
  const messages = sameUntil(before.talk.messages, talk.messages)
  const notices = sameUntil(before.talk.notices, talk.notices)
  const isUnchanged = (day: Day) =>
    day.message <= messages &&
    day.notice <= notices &&
    (talk.messages[day.message]?.time ?? Number.POSITIVE_INFINITY) >= day.time &&
    (talk.notices[day.notice]?.time ?? Number.POSITIVE_INFINITY) >= day.time
  return before.days.findLast(isUnchanged) ?? firstDay
}

const isSameUnread = (a: Unread | null, b: Unread | null): boolean =>
  a?.after.time === b?.after.time && a?.after.name === b?.after.name && a?.before === b?.before

function sameUntil<T>(a: readonly T[], b: readonly T[]): number {
  const length = Math.min(a.length, b.length)
  let at = 0
  while (at < length && a[at] === b[at]) at++
  return at
}

function keysOf(rows: readonly Row[], before: readonly string[], from: number): string[] {
  const keys = before.slice(0, from)
  for (let at = keys.length; at < rows.length; at++) keys.push((rows[at] as Row).key)
  return keys
}

function foldIn(rows: Row[], notice: MembershipNotice) {
  const last = rows[rows.length - 1]
  if (last?.kind === 'coming-and-going') {
    rows[rows.length - 1] = { ...last, notices: [...last.notices, notice] }
  } else {
    const key = `${notice.did} ${notice.time} ${notice.name}`
    rows.push({ kind: 'coming-and-going', key, time: notice.time, notices: [notice] })
  }
}

function isSameGroup(before: MessageView, message: MessageView): boolean {
  return (
    message.time - before.time < groupMs &&
    message.user === before.user &&
    message.author === before.author &&
    message.imported === before.imported &&
    message.thread?.name === before.thread?.name &&
    message.signature !== 'forged' &&
    before.signature !== 'forged'
  )
}
