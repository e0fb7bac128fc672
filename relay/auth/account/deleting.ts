import type { Client } from '@libsql/client'
import { lookHash, nameHash, type People } from './people.ts'

export interface PendingDeletion {
  user: string
  /** Whether everything they wrote is deleted too. */
  erase: boolean
}

/**
 * Accounts that are being deleted. The request is stored first, so that the relay goes on with it after a crash. From
 * then on no session of the account is valid.
 */
export const makeDeletions = (client: Client, people: People) => ({
  async note({ user, erase }: PendingDeletion): Promise<void> {
    await client.execute({
      sql: 'INSERT OR REPLACE INTO leaving (user, erase) VALUES (?, ?)',
      args: [user, erase ? 1 : 0],
    })
  },

  async all(): Promise<PendingDeletion[]> {
    const { rows } = await client.execute('SELECT user, erase FROM leaving')
    return rows.map(({ user, erase }) => ({ user: String(user), erase: Number(erase) === 1 }))
  },

  /**
   * The last step, once the rooms no longer know the user. Only hashes of the user name remain, so that nobody takes
   * the name again.
   */
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
