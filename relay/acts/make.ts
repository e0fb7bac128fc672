import { nameKeyOf } from '../../shared/names/look-alikes.ts'
import type { Act } from '../../shared/room/acts.ts'
import { isDirectId } from '../../shared/room/direct.ts'
import type { RoomRow, StoredRooms } from '../store/rooms.ts'
import type { Store } from '../store/store.ts'
import { isThere } from './act-context.ts'
import { consents } from './consent.ts'
import { type Outcome, type Refused, refuse } from './outcome.ts'
import { roomNamed } from './room-named.ts'
import { newMember, newRoom } from './rows.ts'

export const make = async (
  store: Pick<Store, 'rooms' | 'people' | 'pictures'>,
  actor: string,
  { room: id, name, topic, visibility, picture, members = [] }: Act & { do: 'make' },
  now: number,
): Promise<Outcome | Refused> => {
  if (isDirectId(id)) return refuse('not-allowed')
  const there = await store.rooms.byId(id)
  if (there) return (await isFounder(store.rooms, there, actor)) ? {} : refuse('already')
  if (picture !== undefined && (await store.pictures.byHash(picture)) === null) return refuse('no-such-picture')
  if ((await roomNamed(store.rooms, name)) !== null) return refuse('name-taken')
  const room = newRoom({
    id,
    kind: 'room',
    name,
    nameKey: nameKeyOf(name),
    topic,
    visibility,
    picture: picture ?? null,
    made: now,
  })
  const { others, leftOut } = await thoseWhoMayBeAdded(store, members, actor)
  const rows = [newMember(id, actor, 'owner', now), ...others.map((user) => newMember(id, user, 'member', now))]
  return { change: { rooms: [room], members: rows }, name, leftOut }
}

/** The room is created without people who don't allow being added, and its creator is told who they are. */
const thoseWhoMayBeAdded = async (store: Pick<Store, 'people' | 'rooms'>, users: readonly string[], actor: string) => {
  const others: string[] = []
  const leftOut: string[] = []
  for (const user of users) {
    if (user === actor || !(await isThere(store.people, user))) continue
    if (await consents(store, user, actor)) others.push(user)
    else leftOut.push(user)
  }
  return { others, leftOut }
}

/**
 * True for somebody who has been in since the room was created, and is in now. People outside must not learn its
 * current name.
 */
const isFounder = async (rooms: Pick<StoredRooms, 'members'>, room: RoomRow, actor: string): Promise<boolean> => {
  const member = (await rooms.members(room.id)).find(({ user }) => user === actor)
  return room.kind === 'room' && room.deleted === null && member?.role != null && member.spans[0]?.[0] === room.made
}
