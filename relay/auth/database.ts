import { type Client, createClient } from '@libsql/client/sqlite3'

/** Accounts have a file of their own, so that signing in never waits behind the rooms' log. */
export const openAccountsDatabase = async (file: string): Promise<Client> => {
  // A second connection would not have the pragmas; one is enough, since each call runs to its end.
  const client = createClient({ url: `file:${file}`, timeout: 5_000, concurrency: 1 })
  await client.execute('PRAGMA journal_mode = WAL')
  await client.execute('PRAGMA synchronous = FULL')
  await client.execute('PRAGMA foreign_keys = ON')
  await client.execute('PRAGMA secure_delete = ON')
  return client
}
