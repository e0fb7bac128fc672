import { nameKeyOf } from '../../shared/names/look-alikes.ts'
import type { Act } from '../../shared/room/acts.ts'
import type { FormerName } from '../../shared/room/roster.ts'
import type { RoomRow } from '../store/rooms.ts'
import type { Change } from '../store/store.ts'
import { type ActContext, current } from './act-context.ts'
import { end, gone } from './membership.ts'
import { type Outcome, type Refused, refuse } from './outcome.ts'
import { roomNamed } from './room-named.ts'

/** How many former names a room remembers. The newest are kept. */
export const mostFormerNames = 20

export const change = async (context: ActContext, act: Act & { do: 'change' }): Promise<Outcome | Refused> => {
  const { store, room } = context
  const { do: _, room: __, ...wanted } = act
  if (wanted.picture != null && (await store.pictures.byHash(wanted.picture)) === null) return refuse('no-such-picture')
  const after: RoomRow = { ...room, ...wanted }
  const holder = await roomNamed(store.rooms, after.name)
  if (holder && holder.id !== room.id) return refuse('name-taken')
  const row = { ...after, nameKey: nameKeyOf(after.name), formerly: formerNames(context, after.name) }
  const isOpened = room.visibility === 'private' && row.visibility === 'public'
  return { change: { rooms: [row], ...(isOpened && dropRequests(context)) }, name: row.name }
}

const formerNames = ({ room, at }: ActContext, name: string): FormerName[] =>
  name === room.name ? room.formerly : [...room.formerly, { name: room.name, until: at }].slice(-mostFormerNames)

/** Drops all requests, because nobody asks to join a room that is open to all or to nobody. */
const dropRequests = ({ room, requests }: ActContext): Change => ({
  dropRequests: [...requests.keys()].map((user) => ({ room: room.id, user })),
})

export const showThreads = ({ room }: ActContext, { shown }: Act & { do: 'threads' }): Outcome =>
  shown === room.threads ? {} : { change: { rooms: [{ ...room, threads: shown }] } }

export const archive = (context: ActContext, { on }: Act & { do: 'archive' }): Outcome => {
  const { room, at } = context
  if (on === (room.archived !== null)) return {}
  return { change: { rooms: [{ ...room, archived: on ? at : null }] } }
}

/**
 * Only the room's row stays, and it says nothing. Its name is told only to those who lose the room. What was written in
 * it is taken off the disk afterwards in small steps.
 */
export const deleteRoom = (context: ActContext): Outcome => {
  const { room, now, actor } = context
  const users = current(context).map(({ user }) => user)
  const empty = { name: '', nameKey: null, topic: '', picture: null, formerly: [], deleted: now }
  return {
    change: {
      ...dropRequests(context),
      rooms: [{ ...room, ...empty }],
      members: users.map((user) => end(context, user)),
      gone: users.filter((user) => user !== actor).map((user) => gone(context, user, 'deleted')),
    },
    name: '',
  }
}
