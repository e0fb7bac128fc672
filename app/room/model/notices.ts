import type { Erasure } from '../../../shared/room/message.ts'
import type { Roster, RosterMember } from '../../../shared/room/roster.ts'
import type { MembershipNotice } from './RoomView.ts'

/**
 * Who joined and left, who signed in on a new device, the room's old names, and who erased a message, oldest first. People who were in the
 * room when it was made get no `joined` notice.
 */
export const noticesOf = (
  { name: newest, made, members, formerly }: Roster,
  me: string | null = null,
  erasures: readonly Erasure[] = [],
): MembershipNotice[] => {
  const notices: MembershipNotice[] = formerly.map(({ name, until }, at) => {
    const to = formerly[at + 1]?.name ?? newest
    return { time: until, name, did: 'renamed', to }
  })
  const since = me === null ? null : joinedAt(members.get(me))
  for (const [user, member] of members) {
    const { name, spans } = member
    for (const [joined, left, ended = 'left', lifted] of spans) {
      if (joined > made) notices.push({ time: joined, name, did: 'joined', user })
      if (left !== null) notices.push({ time: left, name, did: ended, user })
      if (lifted !== undefined) notices.push({ time: lifted, name, did: 'unbanned', user })
    }
    if (since !== null) notices.push(...newDevices(user, member, since))
  }
  notices.push(...erasures.flatMap((erasure) => erasedNotice(erasure, members) ?? []))
  return notices.sort((a, b) => a.time - b.time)
}

/** Null: nobody here knows where the message stood. */
const erasedNotice = ({ time, author, by }: Erasure, members: Roster['members']): MembershipNotice | null => {
  if (time === null) return null
  const nameOf = (user: string | null) => members.get(user ?? '')?.name ?? ''
  return { time, name: nameOf(by), did: 'erased', user: by, ...(author !== by && { of: nameOf(author) }) }
}

/**
 * Only members see these notices, for devices that were added while both people were in the room. A person's first
 * device gets none, because everybody has one.
 */
const newDevices = (user: string, member: RosterMember, since: number): MembershipNotice[] => {
  const from = Math.max(since, joinedAt(member) ?? Number.POSITIVE_INFINITY)
  const first = Math.min(...member.devices.map(({ added }) => added))
  return member.devices
    .filter(({ added }) => added > from && added > first)
    .map(({ added }) => ({ time: added, name: member.name, did: 'device', user }))
}

/** When a person who is in the room joined it; null if they are not in it. */
const joinedAt = (member: RosterMember | undefined): number | null =>
  member === undefined || member.role === null ? null : (member.spans.at(-1)?.[0] ?? null)
