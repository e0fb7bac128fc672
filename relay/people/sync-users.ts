import type { PublicAccount } from '../auth/account/people.ts'
import type { Accounts } from '../auth/accounts.ts'
import type { StoredPeople } from '../store/people.ts'
import { StoreConflict } from '../store/store.ts'
import type { People } from './people.ts'

type AllAccounts = { people: Pick<Accounts['people'], 'all'> }
type Log = (line: string) => void

/**
 * Repairs the rooms after a crash: an account created or renamed just before it may be missing there, or have its old
 * name.
 */
export const syncUsers = async (
  accounts: AllAccounts,
  stored: Pick<StoredPeople, 'byIds'>,
  people: Pick<People, 'put'>,
  log: Log,
): Promise<void> => {
  const all = await accounts.people.all()
  const known = new Map((await stored.byIds(all.map(({ id }) => id))).map(({ id, username }) => [id, username]))
  let strange = all.filter(({ id, username }) => known.get(id) !== username)
  let left = Number.POSITIVE_INFINITY
  // If a user name still belongs to somebody who has been renamed too, that rename must come first, so try again.
  while (strange.length > 0 && strange.length < left) {
    left = strange.length
    strange = await introduce(people, strange)
  }
  for (const { username } of strange) log(`somebody else still has the user name ${username} in the rooms`)
}

/** Returns those whose user name still belongs to another user. */
const introduce = async (people: Pick<People, 'put'>, strange: readonly PublicAccount[]): Promise<PublicAccount[]> => {
  const again: PublicAccount[] = []
  for (const person of strange) {
    try {
      await people.put(person)
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error
      again.push(person)
    }
  }
  return again
}
