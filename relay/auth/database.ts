import { type Client, createClient } from '@libsql/client/sqlite3'
import { faultOf } from '../store/libsql/database.ts'
import { StoreFull } from '../store/store.ts'

/** Accounts have a file of their own, so that signing in never waits behind the rooms' log. */
export const openAccountsDatabase = async (file: string): Promise<Client> => {
  // A second connection would not have the pragmas; one is enough, since each call runs to its end.
  const client = createClient({ url: `file:${file}`, timeout: 5_000, concurrency: 1 })
  await client.execute('PRAGMA journal_mode = WAL')
  await client.execute('PRAGMA synchronous = FULL')
  await client.execute('PRAGMA foreign_keys = ON')
  await client.execute('PRAGMA secure_delete = ON')
  return sayingFull(client)
}

/** Where the disk has no room, whatever writes throws `StoreFull`, as the rooms' store does. */
const sayingFull = (client: Client): Client => {
  const { execute, batch } = client
  const told = <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((error) => {
      const fault = faultOf(error)
      throw fault instanceof StoreFull ? fault : error
    })
  // Their types are overloaded; what they are given goes on as it is.
  client.execute = (...args: unknown[]) => told(Reflect.apply(execute, client, args))
  client.batch = (...args: unknown[]) => told(Reflect.apply(batch, client, args))
  return client
}
