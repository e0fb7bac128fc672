import { type ActCase, mayInvite, type RoomAct, type Subject } from '../../shared/room/act-rules.ts'
import type { Act } from '../../shared/room/acts.ts'
import { invitationHash } from '../../shared/room/invitation.ts'
import type { Standing } from '../../shared/room/roles.ts'
import type { InvitationRow, RequestRow } from '../store/invitations.ts'
import type { StoredPeople } from '../store/people.ts'
import type { StoredRecords } from '../store/records.ts'
import type { MemberRow, RoomRow } from '../store/rooms.ts'
import type { Store } from '../store/store.ts'
import { consents } from './consent.ts'

export type ActOnRoom = Extract<Act, { do: RoomAct }>

/** An act on an existing room, with everything that the rules need to know about it. */
export interface ActContext {
  store: Store
  now: number
  /** The time of the act in the room: later than all its records, whatever the relay's clock says. */
  at: number
  room: RoomRow
  actor: string
  /** Rows by user, including past and banned members. */
  members: ReadonlyMap<string, MemberRow>
  /** Includes refused requests. */
  requests: ReadonlyMap<string, RequestRow>
  /** The invitation that the act uses or is about. */
  invitation: InvitationRow | null
  /** Whether the person to be added allows the actor to add them. */
  consents: boolean
}

export const openActContext = async (
  store: Store,
  room: RoomRow,
  actor: string,
  act: ActOnRoom,
  now: number,
): Promise<ActContext> => ({
  store,
  now,
  at: await timeIn(store.records, room.id, now),
  room,
  actor,
  members: new Map((await store.rooms.members(room.id)).map((row) => [row.user, row])),
  requests: new Map((await store.invitations.requests(room.id)).map((row) => [row.user, row])),
  invitation: await invitationOf(store, act),
  consents: act.do !== 'add' || (await consents(store, act.user, actor)),
})

export const timeIn = async (records: Pick<StoredRecords, 'newestTime'>, room: string, now: number): Promise<number> =>
  Math.max(now, (await records.newestTime(room)) + 1)

const invitationOf = async (store: Store, act: ActOnRoom): Promise<InvitationRow | null> => {
  if (act.do === 'join' && act.invitation !== undefined) return linkOf(store, act.room, act.invitation)
  if (act.do !== 'uninvite') return null
  return (await store.invitations.of(act.room)).find(({ id }) => id === act.invitation) ?? null
}

/** The link with this token, unless its maker's account is deleted. */
export const linkOf = async (
  store: Pick<Store, 'invitations' | 'people'>,
  room: string,
  token: string,
): Promise<InvitationRow | null> => {
  const link = await store.invitations.byHash(room, invitationHash(token))
  return link && (await isThere(store.people, link.by)) ? link : null
}

export const current = ({ members }: Pick<ActContext, 'members'>): MemberRow[] =>
  [...members.values()].filter(({ role }) => role !== null)

export const standingOf = ({ members }: ActContext, user: string): Standing => members.get(user)?.role ?? 'guest'

const timesIn = ({ members }: ActContext, user: string): number => members.get(user)?.spans.length ?? 0

export const isAsking = ({ requests }: ActContext, user: string): boolean => requests.get(user)?.refused === null

const isBanned = ({ members }: ActContext, user: string): boolean => (members.get(user)?.banned ?? null) !== null

/**
 * True if the link was not ended, has not expired and has uses left. Whether its maker may still invite is checked
 * separately.
 */
export const isGood = ({ expires, uses, used, ended }: InvitationRow, now: number): boolean =>
  ended === null && (expires === null || expires > now) && (uses === null || used < uses)

/** Everything that the rules look at. */
export const caseOf = (context: ActContext, act: ActOnRoom): ActCase => {
  const { actor, room } = context
  return {
    do: act.do,
    actor,
    standing: standingOf(context, actor),
    kind: room.kind === 'direct' ? 'direct' : 'room',
    visibility: room.visibility,
    archived: room.archived !== null,
    invites: room.invites,
    banned: isBanned(context, actor),
    timesIn: timesIn(context, actor),
    invitation: worthOf(context, act),
    subject: subjectOf(context, act),
    members: current(context).length,
  }
}

const worthOf = (context: ActContext, act: ActOnRoom): ActCase['invitation'] => {
  const { invitation, room, now } = context
  if (act.do !== 'join' || act.invitation === undefined) return 'none'
  if (invitation === null || !isGood(invitation, now)) return 'over'
  return mayInvite(standingOf(context, invitation.by), room.invites) ? 'good' : 'over'
}

const subjectOf = (context: ActContext, act: ActOnRoom): Subject | null => {
  const user = act.do === 'uninvite' ? context.invitation?.by : 'user' in act ? act.user : undefined
  if (user === undefined) return null
  return {
    user,
    standing: standingOf(context, user),
    banned: isBanned(context, user),
    timesIn: timesIn(context, user),
    asking: isAsking(context, user),
    consents: context.consents,
  }
}

/** True if acts can be about this user: they have an account that was not deleted. */
export const isThere = async (people: Pick<StoredPeople, 'byId'>, user: string): Promise<boolean> => {
  const row = await people.byId(user)
  return row !== null && !row.deleted
}
