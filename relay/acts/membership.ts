import { type Act, backWithinMs } from '../../shared/room/acts.ts'
import type { Role } from '../../shared/room/roles.ts'
import type { MemberSpan } from '../../shared/room/roster.ts'
import type { MemberRow } from '../store/rooms.ts'
import type { Change } from '../store/store.ts'
import { type ActContext, current, isThere } from './act-context.ts'
import type { Outcome, Refused } from './outcome.ts'
import { refuse } from './outcome.ts'
import { outsider } from './rows.ts'

/** Makes somebody a member. Their request, and the notice that the room was taken from them, are dropped. */
export const enter = (context: ActContext, user: string, change: Change = {}): Outcome => {
  const { room, at: time, members } = context
  const before = members.get(user) ?? outsider(room.id, user)
  const row: MemberRow = { ...before, role: 'member', spans: spansOnEntering(before.spans, time) }
  const at = { room: room.id, user }
  return { change: { ...change, members: [row], dropRequests: [at], dropGone: [at] } }
}

/** Somebody who left by themselves and soon comes back counts as never away. */
const spansOnEntering = (spans: readonly MemberSpan[], now: number): MemberSpan[] => {
  const [joined, left, ended] = spans.at(-1) ?? []
  const wentBriefly = joined !== undefined && left != null && !ended && now < left + backWithinMs
  return wentBriefly ? [...spans.slice(0, -1), [joined, null]] : [...spans, [now, null]]
}

export const add = async (context: ActContext, { user }: Act & { do: 'add' }): Promise<Outcome | Refused> =>
  (await isThere(context.store.people, user)) ? enter(context, user) : refuse('no-such-user')

/** When the last member leaves, the room closes and its name is free again. */
export const leave = (context: ActContext): Outcome => {
  const outcome = endMembership([end(context, context.actor)])
  if (current(context).length > 1) return outcome
  return { ...outcome, change: { ...outcome.change, rooms: [{ ...context.room, nameKey: null }] } }
}

export const remove = (context: ActContext, { user }: Act & { do: 'remove' }): Outcome =>
  endMembership([end(context, user, 'removed')], { gone: [gone(context, user, 'removed')] })

export const setRole = (context: ActContext, { user, role }: Act & { do: 'role' }): Outcome => ({
  change: { members: [withRole(context, user, role)] },
})

export const handOver = (context: ActContext, { user }: Act & { do: 'hand-over' }): Outcome => ({
  change: { members: [withRole(context, user, 'owner'), withRole(context, context.actor, 'moderator')] },
})

export const endMembership = (members: MemberRow[], change: Change = {}): Outcome => ({
  change: { ...change, members },
  closeUsers: members.map(({ user }) => user),
})

/** The member's row after they are out. `ended`: why, if they did not leave by themselves. */
export const end = (
  { members, at }: Pick<ActContext, 'members' | 'at'>,
  user: string,
  ended?: MemberSpan[2],
): MemberRow => {
  const row = rowOf(members, user)
  const endNow = ([joined]: MemberSpan): MemberSpan => (ended ? [joined, at, ended] : [joined, at])
  return { ...row, role: null, spans: row.spans.map((span) => (span[1] === null ? endNow(span) : span)) }
}

export const gone = ({ room, at }: ActContext, user: string, why: 'removed' | 'banned' | 'deleted') => ({
  user,
  room: room.id,
  name: room.name,
  why,
  at,
})

export const withRole = ({ members }: Pick<ActContext, 'members'>, user: string, role: Role): MemberRow => ({
  ...rowOf(members, user),
  role,
})

const rowOf = (members: ActContext['members'], user: string): MemberRow => {
  const row = members.get(user)
  if (row === undefined) throw new Error('the rules allowed an act on somebody who was never in the room')
  return row
}
