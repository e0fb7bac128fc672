import type { Accounts } from './auth/accounts.ts'
import type { Leaver } from './auth/leaving.ts'
import type { Core } from './core.ts'

type Rooms = Pick<Core, 'deleteUser'>

/** Deletes an account, which is noted as leaving, here and in the rooms. May be called again where it was cut short. */
export const sayFarewell = async (accounts: Accounts, core: Rooms, { user, erase }: Leaver): Promise<void> => {
  await accounts.end(user)
  await core.deleteUser(user, { erase })
  await accounts.leaving.forget(user)
}

/** What an earlier run of the relay did not come to an end with. */
export const finishFarewells = async (accounts: Accounts, core: Rooms): Promise<void> => {
  for (const leaver of await accounts.leaving.all()) await sayFarewell(accounts, core, leaver)
}
