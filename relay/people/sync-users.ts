import type { PublicAccount } from '../auth/account/people.ts'
import type { Accounts } from '../auth/accounts.ts'
import type { Core } from '../core.ts'
import { type Store, StoreConflict } from '../store/store.ts'

type People = { people: Pick<Accounts['people'], 'all'> }
type Rooms = Pick<Core, 'putUser'>
type Log = (line: string) => void

/** An account that was made or renamed just before a crash may be unknown to the rooms, or known by its old name. */
export const syncUsers = async (
  accounts: People,
  store: Pick<Store, 'users'>,
  core: Rooms,
  log: Log,
): Promise<void> => {
  const people = await accounts.people.all()
  const known = new Map((await store.users(people.map(({ id }) => id))).map(({ id, username }) => [id, username]))
  let strange = people.filter(({ id, username }) => known.get(id) !== username)
  let left = Number.POSITIVE_INFINITY
  // Who wants a name that another has yet to give up comes again after them.
  while (strange.length > 0 && strange.length < left) {
    left = strange.length
    strange = await introduce(core, strange)
  }
  for (const { username } of strange) log(`the rooms know somebody else as ${username}`)
}

/** Returns those whose name is another's still. */
const introduce = async (core: Rooms, people: readonly PublicAccount[]): Promise<PublicAccount[]> => {
  const again: PublicAccount[] = []
  for (const person of people) {
    try {
      await core.putUser(person)
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error
      again.push(person)
    }
  }
  return again
}
