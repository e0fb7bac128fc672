import type { Roster } from '../../shared/room/roster.ts'
import type { MembershipNotice } from './view.ts'

/** Who came and went, and what the room was called before, oldest first. Whoever was there when the room was made did not join it. */
export const noticesOf = ({ made, members, formerly }: Roster): MembershipNotice[] => {
  const notices: MembershipNotice[] = formerly.map(({ name, until }) => ({ time: until, name, did: 'renamed' }))
  for (const { name, spans, removed, banned } of members.values())
    for (const [at, [joined, left]] of spans.entries()) {
      if (joined > made) notices.push({ time: joined, name, did: 'joined' })
      if (left !== null)
        notices.push({ time: left, name, did: at < spans.length - 1 ? 'left' : wayOut(left, removed, banned) })
    }
  return notices.sort((a, b) => a.time - b.time)
}

/** Whoever had left before they were banned left all the same. */
const wayOut = (left: number, removed = false, banned = Number.POSITIVE_INFINITY): MembershipNotice['did'] => {
  if (banned <= left) return 'banned'
  return removed ? 'removed' : 'left'
}
