import type { RelayLimits } from '../../relay/pace/relay-limits.ts'
import { segmentName } from '../../shared/wire/documents.ts'
import { House } from './house.ts'

/** A room with an owner and a member, both connected to its first segment. */
export const stage = async (limits: Partial<RelayLimits> = {}) => {
  const house = new House(limits)
  const owner = await house.person('olga')
  const member = await house.person('milo')
  const room = await house.room(owner)
  await member.act({ do: 'join', room })
  const document = segmentName(room, 1)
  return {
    house,
    owner,
    member,
    room,
    document,
    peers: { owner: await owner.hear(document), member: await member.hear(document) },
  }
}
