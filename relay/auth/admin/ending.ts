import type { Client } from '@libsql/client'
import { noteEnds } from '../session/session-ends.ts'

/**
 * Ends an account: nobody can sign in with it, and every session of it ends, even one that is being opened. Its user
 * name stays taken, because rooms still show it as the author of its messages.
 */
export const makeEnding =
  (client: Client, now: () => number, userEnded: (user: string) => void) =>
  async (user: string): Promise<void> => {
    await client.batch(
      [
        { sql: 'INSERT OR IGNORE INTO ended (user) SELECT id FROM user WHERE id = ?', args: [user] },
        ...noteEnds('userId = ?', [user], null, now()),
        { sql: 'DELETE FROM account WHERE userId = ?', args: [user] },
        { sql: 'DELETE FROM session WHERE userId = ?', args: [user] },
        { sql: 'DELETE FROM mail_claim WHERE user = ?', args: [user] },
        { sql: 'DELETE FROM passkey WHERE user = ?', args: [user] },
        { sql: 'DELETE FROM provider_account WHERE user = ?', args: [user] },
        { sql: 'DELETE FROM one_use_link WHERE user = ?', args: [user] },
      ],
      'write',
    )
    userEnded(user)
  }
