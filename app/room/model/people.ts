import { statusAt } from '../../../shared/room/profile.ts'
import type { Standing } from '../../../shared/room/roles.ts'
import type { Roster } from '../../../shared/room/roster.ts'
import { seenOr } from '../../../shared/visible.ts'
import type { Present } from '../../presence/present.ts'
import { byName } from '../../ui/text/names.ts'
import { t as common } from '../../words/common.ts'
import type { BannedView, FormerView, MemberView, RequestView } from './RoomView.ts'

const rank = { owner: 0, moderator: 1, member: 2 }

/** The current members, sorted by rank and name. `present` is null while this device can't know who is there. */
export const membersOf = (
  roster: Roster,
  present: ReadonlyMap<string, Present> | null,
  me: string | null,
  now: number,
): MemberView[] => {
  const members: MemberView[] = []
  for (const [user, { name, username, role, picture = null, status }] of roster.members) {
    if (role === null) continue
    const found = present?.get(user)
    members.push({
      user,
      name,
      username,
      role,
      picture,
      status: statusAt(status, now) ?? null,
      presence: present ? (found?.status ?? 'offline') : 'unknown',
      here: found?.here ?? false,
      you: user === me,
    })
  }
  return members.sort((a, b) => rank[a.role] - rank[b.role] || byName(a, b))
}

export const isPresenceKnown = (members: readonly MemberView[]): boolean =>
  members.every(({ presence }) => presence !== 'unknown')

/** Reuses the object of an unchanged member, and the whole list if nothing changed, so that nothing is drawn again. */
export const keepSame = (before: readonly MemberView[], after: readonly MemberView[]): readonly MemberView[] => {
  const known = new Map(before.map((member) => [member.user, member]))
  const kept = after.map((member) => {
    const old = known.get(member.user)
    return old && isSame(old, member) ? old : member
  })
  return kept.length === before.length && kept.every((member, at) => member === before[at]) ? before : kept
}

const isSame = ({ status: a, ...one }: MemberView, { status: b, ...other }: MemberView): boolean =>
  (Object.keys(one) as (keyof typeof one)[]).every((key) => one[key] === other[key]) &&
  JSON.stringify(a) === JSON.stringify(b)

/** The oldest request first. */
export const requestsIn = ({ requests }: Roster): RequestView[] =>
  [...requests].map(([user, request]) => ({ user, ...request })).sort((a, b) => a.at - b.at)

export const bannedIn = ({ members }: Roster): BannedView[] =>
  [...members].flatMap(([user, { name, username, picture = null, banned, erasing = null }]) =>
    banned === undefined ? [] : [{ user, name, username, picture, erasing }],
  )

/** People who left or were removed and could come back. Without banned people and deleted accounts. */
export const formerIn = ({ members }: Roster): FormerView[] =>
  [...members]
    .flatMap(([user, { name, username, picture = null, role, banned, deleted }]) =>
      role !== null || banned !== undefined || deleted ? [] : [{ user, name, username, picture }],
    )
    .sort(byName)

/** Display names of the people who are typing and for whom `isHeard` is true. */
export const typingIn = (
  roster: Roster,
  present: ReadonlyMap<string, Present>,
  isHeard: (user: string) => boolean,
): string[] =>
  [...present].flatMap(([user, { typing }]) => {
    const name = roster.members.get(user)?.name
    return typing && isHeard(user) && name !== undefined ? [name] : []
  })

export const standingIn = (roster: Roster, me: string | null): Standing =>
  (me === null ? null : roster.members.get(me)?.role) ?? 'guest'

/** A direct conversation has the names of the other people in it, or of those who left if nobody else is there. */
export const titleOf = (roster: Roster, me: string | null): string => {
  if (roster.kind === 'room') return roster.name === '' ? '' : seenOr(roster.name, common('unseen.room'))
  const others = [...roster.members].flatMap(([user, member]) => (user === me ? [] : [member]))
  const there = others.filter(({ role }) => role !== null)
  const names = (there.length > 0 ? there : others).map(({ name }) => name)
  return names.sort((a, b) => a.localeCompare(b)).join(', ')
}

/** When the next status of a member ends; null if none ends. */
export const nextStatusEnd = ({ members }: Pick<Roster, 'members'>, now: number): number | null => {
  const ends = [...members.values()].flatMap(({ role, status }) =>
    role !== null && status?.until != null && status.until > now ? [status.until] : [],
  )
  return ends.length > 0 ? Math.min(...ends) : null
}
