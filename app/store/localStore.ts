import { type Table, tableInMemory } from '../base/table.ts'
import { deleteLocalDatabase, openLocalDatabase, type TableName } from './database.ts'
import type { Journal } from './journal.ts'
import { journalInDatabase } from './journalInDatabase.ts'
import { journalInMemory } from './journalInMemory.ts'
import type { StorageTrouble } from './storageTrouble.ts'
import { tableInDatabase } from './tableInDatabase.ts'

/** All that this device keeps for one account besides the documents. */
export interface LocalStore {
  journal: Journal
  table<V>(name: TableName): Table<V>
  close(): void
  /** Closes it and takes it off the disk. */
  remove(): Promise<void>
}

const patienceMs = 4_000

/** `lost`: nothing can be kept here any more, until it is opened again. On the disk; where the browser will not open it, in memory, and the trouble is told. */
export const openLocalStore = async (
  user: string,
  trouble: (what: StorageTrouble) => void,
  lost: () => void = () => {},
): Promise<LocalStore> => {
  const opening = openLocalDatabase(user, (how) => {
    if (how === 'deleted') trouble('evicted')
    lost()
  })
  try {
    const database = await inTime(opening)
    return {
      journal: journalInDatabase(database),
      table: (name) => tableInDatabase(database, name),
      close: () => database.close(),
      remove: async () => {
        database.close()
        await deleteLocalDatabase(user)
      },
    }
  } catch {
    // Private windows, settings that forbid storage, and a browser whose database hangs all end here.
    void opening.then((database) => database.close()).catch(() => {})
    trouble('blocked')
    return storeInMemory()
  }
}

export const storeInMemory = (): LocalStore => {
  const tables = new Map<TableName, Table<unknown>>()
  return {
    journal: journalInMemory(),
    table: <V>(name: TableName) => {
      const table = tables.get(name) ?? tableInMemory<unknown>()
      tables.set(name, table)
      return table as Table<V>
    },
    close: () => {},
    remove: async () => {},
  }
}

const inTime = <T>(promise: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('storage does not open')), patienceMs)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
