import { type Act, mostInvited } from '../../../shared/room/acts.ts'
import type { Home } from '../../../shared/room/home.ts'
import type { Roster } from '../../../shared/room/roster.ts'
import type { KeptSummary } from './summaries.ts'

/**
 * Acts that created rooms on this device, that the relay has answered, and that it knows nothing of in a home that is in
 * step: it was restored from a backup before it could list the rooms. Sending one again does no harm if it was not.
 */
export const actsWithoutRoom = (
  made: Iterable<Pick<KeptSummary, 'id' | 'listed' | 'madeBy'>>,
  { rooms, gone }: Home,
  isWaiting: (room: string) => boolean,
): Act[] =>
  [...made].flatMap(({ id, listed, madeBy }) =>
    madeBy === null || listed || rooms.has(id) || gone.has(id) || isWaiting(id) ? [] : [madeBy],
  )

/**
 * The acts that recreate a room that a restored relay lacks, from what this device knows. For a room only the owner's
 * device does this; for a conversation any member's device does. Members' devices then send their messages again, as
 * after any lost connection.
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

/**
 * The picture is an act of its own, so that the others succeed if the relay has lost the picture. Archiving comes last,
 * because an archived room accepts no changes.
 */
const factsAsTheyWere = (room: string, { guests, invites, threads, picture, archived }: Roster): Act[] => [
  { do: 'change', room, guests, invites },
  ...(threads === 'folded' ? [] : [{ do: 'threads', room, shown: threads } satisfies Act]),
  ...(picture === null ? [] : [{ do: 'change', room, picture } satisfies Act]),
  ...(archived === null ? [] : [{ do: 'archive', room, on: true } satisfies Act]),
]
