import type { Roster } from '../../shared/room/roster.ts'
import type { MembershipNotice } from './view.ts'

/** Who came and went, oldest first. Whoever was there when the room was made did not join it. */
export const noticesOf = ({ made, members }: Roster): MembershipNotice[] => {
  const notices: MembershipNotice[] = []
  for (const { name, spans, removed } of members.values())
    for (const [at, [joined, left]] of spans.entries()) {
      if (joined > made) notices.push({ time: joined, name, did: 'joined' })
      if (left !== null)
        notices.push({ time: left, name, did: removed && at === spans.length - 1 ? 'removed' : 'left' })
    }
  return notices.sort((a, b) => a.time - b.time)
}
