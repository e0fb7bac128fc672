import type { Client } from '@libsql/client'
import { cleanUsername } from '../fields.ts'

/** The admins of the relay: its first account, the successor of the last admin, and anybody whom the operator names. */
export const makeAdmins = (client: Client) => ({
  /** Makes one more admin. False if no active account has that user name. */
  async add(username: string): Promise<boolean> {
    const sql = 'UPDATE user SET admin = 1 WHERE username = ? AND id NOT IN (SELECT user FROM ended)'
    return (await client.execute({ sql, args: [cleanUsername(username)] })).rowsAffected === 1
  },
})

/**
 * Triggers do this in the statement that changes the accounts, so that two simultaneous first sign-ups make only one
 * admin.
 */
export const adminTables = [
  // Facts about this relay that stay true for ever.
  'CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY)',
  `INSERT OR IGNORE INTO fact (name) SELECT 'had-accounts'
   WHERE EXISTS (SELECT 1 FROM user) OR EXISTS (SELECT 1 FROM retired_name)`,
  'DROP TRIGGER IF EXISTS first_is_admin',
  // Only the first account ever becomes admin. Somebody who signs up after everybody has left is a stranger and does
  // not.
  `CREATE TRIGGER IF NOT EXISTS first_ever_is_admin AFTER INSERT ON user
   WHEN NOT EXISTS (SELECT 1 FROM fact WHERE name = 'had-accounts')
   BEGIN
     UPDATE user SET admin = 1 WHERE id = new.id;
     INSERT INTO fact (name) VALUES ('had-accounts');
   END`,
  'DROP TRIGGER IF EXISTS last_admin_has_heir',
  // The successor is the oldest account that somebody can sign in to.
  `CREATE TRIGGER last_admin_has_heir AFTER DELETE ON user
   WHEN old.admin = 1 AND NOT EXISTS (SELECT 1 FROM user WHERE admin = 1 AND id NOT IN (SELECT user FROM ended))
   BEGIN
     UPDATE user SET admin = 1 WHERE id = (
       SELECT id FROM user
       WHERE id NOT IN (SELECT user FROM leaving) AND id NOT IN (SELECT user FROM ended) AND (
         EXISTS (SELECT 1 FROM account WHERE userId = user.id)
         OR EXISTS (SELECT 1 FROM passkey WHERE passkey.user = user.id)
         OR EXISTS (SELECT 1 FROM provider_account WHERE provider_account.user = user.id)
       )
       ORDER BY createdAt, rowid LIMIT 1
     );
   END`,
]
