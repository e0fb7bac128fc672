import { createHash, randomBytes } from 'node:crypto'
import type { Client } from '@libsql/client'

const lastsMs = 14 * 24 * 3_600_000

/**
 * An invitation is 128 random bits and is good for one account. Only hashes are stored, so that nobody can use
 * invitations by reading the file.
 */
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

  /** Spends the code. True if it was valid. */
  async spend(code: string): Promise<boolean> {
    const { rowsAffected } = await client.execute({
      sql: 'UPDATE invitation SET spent = ? WHERE hash = ? AND spent IS NULL AND expires > ?',
      args: [now(), hashOf(code), now()],
    })
    return rowsAffected === 1
  },

  /** Makes a code valid again, because no account was created with it. */
  async giveBack(code: string): Promise<void> {
    await client.execute({ sql: 'UPDATE invitation SET spent = NULL WHERE hash = ?', args: [hashOf(code)] })
  },
})
export type Invitations = ReturnType<typeof makeInvitations>

const hashOf = (code: string): string => createHash('sha256').update(code.trim()).digest('base64url')
