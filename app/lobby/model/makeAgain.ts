import { type Act, mostInvited } from '../../../shared/room/acts.ts'
import type { Roster } from '../../../shared/room/roster.ts'

/**
 * What makes a room again that a restored relay lacks, as this device knows it: the owner's device all of it, of a
 * conversation anybody's. Whoever was in it then brings what they wrote, as after every break of the network.
 */
export const actsToMakeAgain = (room: string, me: string, roster: Roster): Act[] => {
  const { kind, name, topic, visibility, members } = roster
  const others = [...members].filter(([user, { role }]) => user !== me && role !== null).map(([user]) => user)
  if (kind === 'direct') return others.length > 0 ? [{ do: 'direct', room, users: others }] : []
  if (members.get(me)?.role !== 'owner') return []
  return [
    { do: 'make', room, name, topic, visibility, members: others.slice(0, mostInvited) },
    ...others.slice(mostInvited).map((user): Act => ({ do: 'add', room, user })),
    ...peopleAsTheyWere(room, roster),
    ...factsAsTheyWere(room, roster),
  ]
}

const peopleAsTheyWere = (room: string, { members }: Roster): Act[] =>
  [...members].flatMap(([user, { role, banned }]): Act[] => {
    if (banned !== undefined) return [{ do: 'ban', room, user, erase: false }]
    return role === 'moderator' ? [{ do: 'role', room, user, role }] : []
  })

/** The picture by itself: where the relay has lost it, the rest is taken all the same. What is archived takes no more. */
const factsAsTheyWere = (room: string, { guests, invites, picture, archived }: Roster): Act[] => [
  { do: 'change', room, guests, invites },
  ...(picture === null ? [] : [{ do: 'change', room, picture } satisfies Act]),
  ...(archived === null ? [] : [{ do: 'archive', room, on: true } satisfies Act]),
]
