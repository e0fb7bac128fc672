import type { Client } from '@libsql/client'
import { cleanUsername } from './fields.ts'
import type { People, Person } from './people.ts'

/** Who governs the relay: the first account that it ever had, whoever follows it (see database.ts), and whom its host names. */
export const makeAdmins = (client: Client, people: People) => ({
  all: async (): Promise<Person[]> => (await people.all()).filter(({ admin }) => admin),

  /** One more; whether there is such an account. */
  async add(username: string): Promise<boolean> {
    const sql = 'UPDATE user SET admin = 1 WHERE username = ?'
    return (await client.execute({ sql, args: [cleanUsername(username)] })).rowsAffected === 1
  },
})
