import type { Act } from '../../shared/room/acts.ts'
import { directRoomId } from '../../shared/room/direct.ts'
import type { Store } from '../store/store.ts'
import { isThere } from './act-context.ts'
import { consents } from './consent.ts'
import { type Outcome, type Refused, refuse } from './outcome.ts'
import { newMember, newRoom } from './rows.ts'

/** The same people share one conversation, whoever starts it and however often. */
export const direct = async (
  store: Pick<Store, 'rooms' | 'people'>,
  actor: string,
  { room, users }: Act & { do: 'direct' },
  now: number,
): Promise<Outcome | Refused> => {
  const all = [actor, ...users]
  if (users.includes(actor) || directRoomId(all) !== room) return refuse('not-allowed')
  if (await store.rooms.byId(room)) return {}
  for (const user of users) {
    if (!(await isThere(store.people, user))) return refuse('no-such-user')
    if (!(await consents(store, user, actor))) return refuse('invite-only')
  }
  return {
    change: {
      rooms: [newRoom({ id: room, kind: 'direct', made: now })],
      members: all.map((user) => newMember(room, user, 'member', now)),
    },
  }
}
