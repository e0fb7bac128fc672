import type { Client } from '@libsql/client'
import { adminTables } from './admin/admins.ts'

/** What better-auth does not keep; its own tables are there already. */
export const makeOwnTables = async (client: Client): Promise<void> => {
  await client.batch(ownTables, 'write')
}

const ownTables = [
  // Several accounts may claim a mail until one of them confirms it: refusing the second would tell that it is known.
  `CREATE TABLE IF NOT EXISTS mail_claim (
     mail TEXT NOT NULL,
     user TEXT NOT NULL REFERENCES user(id) ON DELETE CASCADE,
     made INTEGER NOT NULL,
     confirmed INTEGER,
     PRIMARY KEY (mail, user)
   )`,
  'CREATE INDEX IF NOT EXISTS mail_claim_of ON mail_claim (user)',
  `CREATE TABLE IF NOT EXISTS invitation (
     hash TEXT PRIMARY KEY,
     expires INTEGER NOT NULL,
     spent INTEGER
   )`,
  // How many accounts came by a link into a room.
  'CREATE TABLE IF NOT EXISTS room_link (hash TEXT PRIMARY KEY, accounts INTEGER NOT NULL)',
  `CREATE TABLE IF NOT EXISTS session_device (
     session TEXT PRIMARY KEY REFERENCES session(id) ON DELETE CASCADE,
     device TEXT NOT NULL
   )`,
  `CREATE TABLE IF NOT EXISTS session_use (
     session TEXT PRIMARY KEY REFERENCES session(id) ON DELETE CASCADE,
     agent TEXT NOT NULL,
     proved INTEGER,
     used INTEGER NOT NULL
   )`,
  // Of sessions that are over as well.
  `CREATE TABLE IF NOT EXISTS device_use (
     device TEXT PRIMARY KEY,
     user TEXT NOT NULL REFERENCES user(id) ON DELETE CASCADE,
     agent TEXT NOT NULL,
     used INTEGER NOT NULL
   )`,
  'CREATE INDEX IF NOT EXISTS device_use_of ON device_use (user)',
  `CREATE TABLE IF NOT EXISTS one_use_link (
     hash TEXT PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     kind TEXT NOT NULL,
     user TEXT REFERENCES user(id) ON DELETE CASCADE,
     mail TEXT,
     session TEXT REFERENCES session(id) ON DELETE CASCADE,
     expires INTEGER NOT NULL,
     used INTEGER
   )`,
  'CREATE INDEX IF NOT EXISTS one_use_link_of ON one_use_link (user)',
  // A passkey is bound to the host of the page that it was made on.
  `CREATE TABLE IF NOT EXISTS passkey (
     id TEXT PRIMARY KEY,
     user TEXT NOT NULL REFERENCES user(id) ON DELETE CASCADE,
     site TEXT NOT NULL,
     name TEXT NOT NULL,
     key BLOB NOT NULL,
     counter INTEGER NOT NULL,
     transports TEXT NOT NULL,
     added INTEGER NOT NULL,
     used INTEGER
   )`,
  'CREATE INDEX IF NOT EXISTS passkey_of ON passkey (user)',
  // Who an account is at a provider: its e-mail there proves nothing here.
  `CREATE TABLE IF NOT EXISTS provider_account (
     issuer TEXT NOT NULL,
     subject TEXT NOT NULL,
     user TEXT NOT NULL REFERENCES user(id) ON DELETE CASCADE,
     PRIMARY KEY (issuer, subject)
   )`,
  'CREATE INDEX IF NOT EXISTS provider_account_of ON provider_account (user)',
  // Who asked for their account to be deleted, until nothing of it is left.
  `CREATE TABLE IF NOT EXISTS leaving (
     user TEXT PRIMARY KEY REFERENCES user(id) ON DELETE CASCADE,
     erase INTEGER NOT NULL
   )`,
  // Accounts that were ended: a session that was being opened meanwhile is none.
  'CREATE TABLE IF NOT EXISTS ended (user TEXT PRIMARY KEY REFERENCES user(id) ON DELETE CASCADE)',
  // Names of deleted accounts: whoever took one could be held for who had it before.
  'CREATE TABLE IF NOT EXISTS retired_name (hash TEXT PRIMARY KEY)',
  // Links that were called off before they were used.
  'CREATE TABLE IF NOT EXISTS link_end (hash TEXT PRIMARY KEY, why TEXT NOT NULL, at INTEGER NOT NULL)',
  // Whose sessions are over, and why, for the device that comes back with one.
  `CREATE TABLE IF NOT EXISTS session_end (
     token TEXT PRIMARY KEY,
     user TEXT NOT NULL,
     why TEXT,
     at INTEGER NOT NULL
   )`,
  ...adminTables,
]
