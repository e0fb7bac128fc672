import { startOfDay } from '../ui/times.ts'
import type { MembershipNotice, MessageView, Position } from './view.ts'

/** One line of the timeline. Its key stays the same while the line means the same, whatever is loaded around it. */
export type Row =
  | { kind: 'start'; key: string; time: number }
  | { kind: 'day'; key: string; time: number }
  | { kind: 'new'; key: string; time: number }
  | { kind: 'coming-and-going'; key: string; time: number; notices: readonly MembershipNotice[] }
  | MessageRow
  | { kind: 'end'; key: string; time: number }

/** `leads`: bears the author's name and face; the messages after it in the same group do not. */
export type MessageRow = { kind: 'message'; key: string; time: number; message: MessageView; leads: boolean }

const groupMs = 5 * 60_000

/**
 * Lays messages and notices, each oldest first, out as rows: a divider before each local day, a line before the first message
 * that others wrote after `readTo`, joins and leaves in a row folded into one line.
 */
export function layOut(
  messages: readonly MessageView[],
  notices: readonly MembershipNotice[],
  readTo: Position | null,
): Row[] {
  const rows: Row[] = [{ kind: 'start', key: 'start', time: messages[0]?.time ?? 0 }]
  let dayEnds = Number.NEGATIVE_INFINITY
  let lead: MessageView | null = null
  let lineDue = readTo !== null
  let notice = 0

  const openDay = (time: number) => {
    if (time < dayEnds) return
    const day = startOfDay(time)
    dayEnds = startOfDay(time, 1)
    lead = null
    rows.push({ kind: 'day', key: `day ${day}`, time: day })
  }
  const tellNoticesUntil = (time: number) => {
    for (let next = notices[notice]; next && next.time <= time; next = notices[++notice]) {
      openDay(next.time)
      lead = null
      foldIn(rows, next)
    }
  }

  for (const message of messages) {
    tellNoticesUntil(message.time)
    openDay(message.time)
    if (lineDue && readTo && !message.own && isAfter(message, readTo)) {
      lineDue = false
      lead = null
      rows.push({ kind: 'new', key: 'new', time: message.time })
    }
    const leads = lead === null || !isSameGroup(lead, message)
    lead = message
    rows.push({ kind: 'message', key: message.name, time: message.time, message, leads })
  }
  tellNoticesUntil(Number.POSITIVE_INFINITY)
  rows.push({ kind: 'end', key: 'end', time: Number.POSITIVE_INFINITY })
  return rows
}

/** The order of the timeline: by time, then by name. */
export const isAfter = (a: Position, b: Position): boolean => a.time > b.time || (a.time === b.time && a.name > b.name)

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
    message.verdict !== 'forged' &&
    before.verdict !== 'forged'
  )
}
