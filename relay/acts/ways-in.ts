import { type Act, askAgainMs } from '../../shared/room/acts.ts'
import type { InvitationRow } from '../store/invitations.ts'
import { type ActContext, isGood } from './act-context.ts'
import { enter } from './membership.ts'
import { type Outcome, type Refused, refuse } from './outcome.ts'

/** A link counts as used only when somebody joins through it. */
export const join = (context: ActContext): Outcome => {
  const { invitation, actor } = context
  return enter(context, actor, invitation ? { invitations: [{ ...invitation, used: invitation.used + 1 }] } : {})
}

export const request = (
  { requests, room, actor, now }: ActContext,
  { name = '', note }: Act & { do: 'request' },
): Outcome | Refused => {
  const before = requests.get(actor)
  if (before && (before.refused === null || now < before.refused + askAgainMs)) return refuse('already')
  const row = { room: room.id, user: actor, name, note, at: now, refused: null }
  return { change: { requests: [row] }, name }
}

export const answer = (context: ActContext, act: Act & { do: 'answer' }): Outcome => {
  const { requests, now } = context
  if (act.let) return enter(context, act.user)
  const row = requests.get(act.user)
  if (row === undefined) throw new Error('the rules allowed an answer to somebody who did not ask')
  return { change: { requests: [{ ...row, refused: now }] } }
}

/** How many working links one member may have in one room. */
const mostInvitations = 50
/**
 * Links that ended because their maker lost the right to invite are listed for so long, and at most so many of them.
 */
const endedShowsMs = 30 * 24 * 3_600_000
const mostEnded = 50

/**
 * Creates a link and drops those that no longer work. Links that ended with their maker's right stay listed for a
 * while.
 */
export const invite = async (
  { store, room, actor, now }: ActContext,
  { invitation: id, hash, expires, uses }: Act & { do: 'invite' },
): Promise<Outcome | Refused> => {
  const all = await store.invitations.of(room.id)
  if (all.some((row) => row.id === id || row.hash === hash)) return refuse('already')
  const good = all.filter((other) => isGood(other, now))
  if (good.filter(({ by }) => by === actor).length >= mostInvitations) return refuse('too-many')
  const row: InvitationRow = { room: room.id, id, hash, by: actor, made: now, expires, uses, used: 0, ended: null }
  const kept = new Set([...good, ...lastEnded(all, now)])
  const over = all.filter((other) => !kept.has(other)).map((other) => ({ room: room.id, id: other.id }))
  return { change: { invitations: [row], dropInvitations: over } }
}

const lastEnded = (all: readonly InvitationRow[], now: number): InvitationRow[] => {
  const endedAt = ({ ended }: InvitationRow) => ended?.at ?? Number.NEGATIVE_INFINITY
  const ended = all.filter((row) => endedAt(row) > now - endedShowsMs)
  return ended.sort((a, b) => endedAt(b) - endedAt(a)).slice(0, mostEnded)
}

export const uninvite = ({ room }: ActContext, { invitation: id }: Act & { do: 'uninvite' }): Outcome => ({
  change: { dropInvitations: [{ room: room.id, id }] },
})
