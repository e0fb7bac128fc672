import type { Client } from '@libsql/client'
import { lookHash, nameHash, type People } from './people.ts'

export interface Leaver {
  user: string
  /** Whether all that they wrote goes as well. */
  erase: boolean
}

/**
 * Accounts that are being deleted. That is noted first, so that a relay that dies on the way goes on with it; from then on no
 * session of theirs counts.
 */
export const makeLeaving = (client: Client, people: People) => ({
  async note({ user, erase }: Leaver): Promise<void> {
    await client.execute({
      sql: 'INSERT OR REPLACE INTO leaving (user, erase) VALUES (?, ?)',
      args: [user, erase ? 1 : 0],
    })
  },

  async all(): Promise<Leaver[]> {
    const { rows } = await client.execute('SELECT user, erase FROM leaving')
    return rows.map(({ user, erase }) => ({ user: String(user), erase: Number(erase) === 1 }))
  },

  /** The last of it: the rooms have let go of the user, and nothing of the account is left here but that its name was used. */
  async forget(user: string): Promise<void> {
    const person = await people.byId(user)
    if (!person) return
    await client.batch(
      [
        retire(nameHash(person.username)),
        retire(lookHash(person.username)),
        { sql: 'DELETE FROM user WHERE id = ?', args: [user] },
      ],
      'write',
    )
  },
})

const retire = (hash: string) => ({ sql: 'INSERT OR IGNORE INTO retired_name (hash) VALUES (?)', args: [hash] })
