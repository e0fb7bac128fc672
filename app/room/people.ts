import { can, type Standing } from '../../shared/room/roles.ts'
import type { Roster } from '../../shared/room/roster.ts'
import type { presentIn } from './presence.ts'
import type { MemberView, RoomAct } from './view.ts'

const rank = { owner: 0, moderator: 1, member: 2 }

/** Those who are in the room now, by rank and name. */
export const membersOf = (roster: Roster, present: ReturnType<typeof presentIn>, me: string | null): MemberView[] => {
  const members: MemberView[] = []
  for (const [user, { name, username, role }] of roster.members) {
    if (role === null) continue
    members.push({ user, name, username, role, presence: present.get(user)?.status ?? 'offline', you: user === me })
  }
  return members.sort((a, b) => rank[a.role] - rank[b.role] || a.name.localeCompare(b.name))
}

export const typingIn = (roster: Roster, present: ReturnType<typeof presentIn>, me: string | null): string[] =>
  [...present].flatMap(([user, { typing }]) => {
    const name = roster.members.get(user)?.name
    return typing && user !== me && name !== undefined ? [name] : []
  })

export const standingIn = (roster: Roster, me: string | null): Standing =>
  (me === null ? null : roster.members.get(me)?.role) ?? 'guest'

/** What the screen may offer. `waiting`: the relay does not know the room, so nobody else can be in it. */
export const mayDo = (what: RoomAct, roster: Roster, me: string | null, waiting: boolean): boolean => {
  const standing = standingIn(roster, me)
  switch (what) {
    case 'post':
      return can(standing, 'post')
    case 'add':
      return can(standing, 'invite') && !waiting
    case 'remove':
      return can(standing, 'moderate') && !waiting
    case 'leave':
      return can(standing, 'leave') && !waiting
    case 'join':
      return me !== null && can(standing, 'join') && roster.visibility === 'public'
  }
}
