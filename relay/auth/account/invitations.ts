import { createHash, randomBytes } from 'node:crypto'
import type { Client } from '@libsql/client'

const lastsMs = 14 * 24 * 3_600_000

/** Invitations are 128 random bits, each good for one account. Only hashes are kept: who reads the file cannot use them. */
export const makeInvitations = (client: Client, now: () => number) => ({
  async make(): Promise<{ code: string; expires: number }> {
    const code = randomBytes(16).toString('base64url')
    const expires = now() + lastsMs
    await client.execute({
      sql: 'INSERT INTO invitation (hash, expires) VALUES (?, ?)',
      args: [hashOf(code), expires],
    })
    return { code, expires }
  },

  /** Whether the code was good; from now on it is not. */
  async spend(code: string): Promise<boolean> {
    const { rowsAffected } = await client.execute({
      sql: 'UPDATE invitation SET spent = ? WHERE hash = ? AND spent IS NULL AND expires > ?',
      args: [now(), hashOf(code), now()],
    })
    return rowsAffected === 1
  },

  /** The account was not made after all. */
  async giveBack(code: string): Promise<void> {
    await client.execute({ sql: 'UPDATE invitation SET spent = NULL WHERE hash = ?', args: [hashOf(code)] })
  },
})
export type Invitations = ReturnType<typeof makeInvitations>

const hashOf = (code: string): string => createHash('sha256').update(code.trim()).digest('base64url')
