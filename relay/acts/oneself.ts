import type { Act } from '../../shared/room/acts.ts'
import type { StoredPeople, UserRow } from '../store/people.ts'
import type { Store } from '../store/store.ts'
import { type Outcome, type Refused, refuse } from './outcome.ts'

export const block = async (
  people: Pick<StoredPeople, 'byId'>,
  actor: string,
  { room, user, on }: Act & { do: 'block' },
): Promise<Outcome | Refused> => {
  if (room !== actor || user === actor) return refuse('not-allowed')
  if ((await people.byId(user)) === null) return refuse('no-such-user')
  return { change: { blocks: [{ user: actor, blocked: user, on }] }, name: '' }
}

export const changeProfile = async (
  store: Pick<Store, 'people' | 'pictures'>,
  actor: string,
  act: Act & { do: 'profile' },
): Promise<Outcome | Refused> => {
  const { do: _, room, ...wanted } = act
  if (room !== actor) return refuse('not-allowed')
  if (wanted.picture != null && (await store.pictures.byHash(wanted.picture)) === null) return refuse('no-such-picture')
  const before = await store.people.byId(actor)
  if (before === null || before.deleted) return refuse('no-such-user')
  const after: UserRow = { ...before, ...wanted }
  return { change: { users: [after] }, name: '' }
}
