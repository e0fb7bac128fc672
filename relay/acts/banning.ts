import { type Act, eraseAfterMs } from '../../shared/room/acts.ts'
import type { MemberSpan } from '../../shared/room/roster.ts'
import type { GoneRow, MemberRow } from '../store/rooms.ts'
import { type ActContext, isAsking, isThere } from './act-context.ts'
import { end, endMembership, gone } from './membership.ts'
import { type Outcome, type Refused, refuse } from './outcome.ts'
import { outsider } from './rows.ts'

/** Also works for somebody who has left the room or was never in it. */
export const ban = async (context: ActContext, { user, erase }: Act & { do: 'ban' }): Promise<Outcome | Refused> => {
  const { store, room, now, at, members } = context
  if (!(await isThere(store.people, user))) return refuse('no-such-user')
  const row = members.has(user) ? end(context, user, 'banned') : outsider(room.id, user)
  const banned: MemberRow = { ...row, banned: at, erasing: erase ? now + eraseAfterMs : row.erasing }
  return endMembership([banned], { dropRequests: [{ room: room.id, user }], gone: told(context, user) })
}

/**
 * What the banned user is told. They hear nothing of a room that they never were in nor asked to join. If they had left
 * by themselves, it comes without the room's name.
 */
const told = (context: ActContext, user: string): GoneRow[] => {
  const spans = context.members.get(user)?.spans ?? []
  const asked = isAsking(context, user)
  if (spans.length === 0 && !asked) return []
  const [, left = null, ended] = spans.at(-1) ?? []
  const hadLeft = left !== null && ended === undefined && !asked
  const row = gone(context, user, 'banned')
  return [hadLeft ? { ...row, name: '' } : row]
}

/** What was due to be erased is erased before this runs, so lifting a ban too late brings nothing back. */
export const unban = (context: ActContext, { user }: Act & { do: 'unban' }): Outcome => {
  const row = context.members.get(user)
  if (row === undefined) throw new Error('the rules allowed to unban somebody who was not banned')
  const spans = lifted(row.spans, context.at)
  return {
    change: { members: [{ ...row, banned: null, erasing: null, spans }], dropGone: [{ room: context.room.id, user }] },
  }
}

/** Only a ban that ended a membership is told in the timeline, so only there the end of the ban is. */
const lifted = (spans: readonly MemberSpan[], at: number): MemberSpan[] => {
  const last = spans.at(-1)
  if (last?.[2] !== 'banned' || last[3] !== undefined) return [...spans]
  return [...spans.slice(0, -1), [last[0], last[1], last[2], at]]
}
