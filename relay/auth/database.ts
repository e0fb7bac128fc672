import { type Client, createClient } from '@libsql/client/sqlite3'
import { faultOf } from '../store/libsql/database.ts'
import { StoreFull } from '../store/store.ts'

/** Accounts have their own database file, so that signing in never waits for writes of the rooms. */
export const openAccountsDatabase = async (file: string): Promise<Client> => {
  // A second connection would not have the pragmas. One is enough, because each call runs to its end.
  const client = createClient({ url: `file:${file}`, timeout: 5_000, concurrency: 1 })
  await client.execute('PRAGMA journal_mode = WAL')
  await client.execute('PRAGMA synchronous = FULL')
  await client.execute('PRAGMA foreign_keys = ON')
  await client.execute('PRAGMA secure_delete = ON')
  return sayingFull(client)
}

/** If the disk is full, writes throw `StoreFull`, as in the rooms' store. */
const sayingFull = (client: Client): Client => {
  const { execute, batch } = client
  const told = <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((error) => {
      const fault = faultOf(error)
      throw fault instanceof StoreFull ? fault : error
    })
  // Their types are overloaded, so the arguments are passed on as they are.
  client.execute = (...args: unknown[]) => told(Reflect.apply(execute, client, args))
  client.batch = (...args: unknown[]) => told(Reflect.apply(batch, client, args))
  return client
}
