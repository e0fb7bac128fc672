import type { Roster, RosterMember } from '../../../shared/room/roster.ts'
import type { MembershipNotice } from './RoomView.ts'

/**
 * Who came and went, who signed in on a new device, and what the room was called before, oldest first. Whoever was there when
 * the room was made did not join it.
 */
export const noticesOf = ({ made, members, formerly }: Roster, me: string | null = null): MembershipNotice[] => {
  const notices: MembershipNotice[] = formerly.map(({ name, until }) => ({ time: until, name, did: 'renamed' }))
  const since = me === null ? null : joinedAt(members.get(me))
  for (const [user, member] of members) {
    const { name, spans } = member
    for (const [joined, left, ended = 'left'] of spans) {
      if (joined > made) notices.push({ time: joined, name, did: 'joined', user })
      if (left !== null) notices.push({ time: left, name, did: ended, user })
    }
    if (since !== null) notices.push(...newDevices(user, member, since))
  }
  return notices.sort((a, b) => a.time - b.time)
}

/** Members alone are told: of what came while both were here, and never of the first, which everybody has to have. */
const newDevices = (user: string, member: RosterMember, since: number): MembershipNotice[] => {
  const from = Math.max(since, joinedAt(member) ?? Number.POSITIVE_INFINITY)
  const first = Math.min(...member.devices.map(({ added }) => added))
  return member.devices
    .filter(({ added }) => added > from && added > first)
    .map(({ added }) => ({ time: added, name: member.name, did: 'device', user }))
}

/** When somebody who is in the room came into it; null: they are not in it. */
const joinedAt = (member: RosterMember | undefined): number | null =>
  member === undefined || member.role === null ? null : (member.spans.at(-1)?.[0] ?? null)
