import type { Client } from '@libsql/client'
import { adminTables } from './admin/admins.ts'

/** Tables that better-auth does not have. Its own tables exist already. */
export const makeOwnTables = async (client: Client): Promise<void> => {
  await client.batch(ownTables, 'write')
}

const ownTables = [
  // Several accounts may claim an address until one of them confirms it. Refusing the second would reveal that the
  // address is in use.
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
  // How many accounts were created by a link into a room.
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
  // Kept after the session has ended.
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
  // A passkey is bound to the host of the page on which it was made.
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
  // Links an account to a provider's subject. The mail address there proves nothing here.
  `CREATE TABLE IF NOT EXISTS provider_account (
     issuer TEXT NOT NULL,
     subject TEXT NOT NULL,
     user TEXT NOT NULL REFERENCES user(id) ON DELETE CASCADE,
     PRIMARY KEY (issuer, subject)
   )`,
  'CREATE INDEX IF NOT EXISTS provider_account_of ON provider_account (user)',
  // Accounts whose owners asked for deletion, until the deletion is complete.
  `CREATE TABLE IF NOT EXISTS leaving (
     user TEXT PRIMARY KEY REFERENCES user(id) ON DELETE CASCADE,
     erase INTEGER NOT NULL
   )`,
  // Accounts that were ended. A session that was being opened at that moment is not valid either.
  'CREATE TABLE IF NOT EXISTS ended (user TEXT PRIMARY KEY REFERENCES user(id) ON DELETE CASCADE)',
  // Names of deleted accounts. Somebody who took one could be mistaken for the previous owner.
  'CREATE TABLE IF NOT EXISTS retired_name (hash TEXT PRIMARY KEY)',
  // Links that were cancelled before they were used.
  'CREATE TABLE IF NOT EXISTS link_end (hash TEXT PRIMARY KEY, why TEXT NOT NULL, at INTEGER NOT NULL)',
  // Sessions that have ended and why, so that a device that comes back can be told.
  `CREATE TABLE IF NOT EXISTS session_end (
     token TEXT PRIMARY KEY,
     user TEXT NOT NULL,
     why TEXT,
     at INTEGER NOT NULL
   )`,
  ...adminTables,
]
