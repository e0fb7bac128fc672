import { type Table, tableInMemory } from '../base/table.ts'
import { deleteLocalDatabase, openLocalDatabase, type TableName } from './database.ts'
import type { Journal } from './journal.ts'
import { journalInDatabase } from './journalInDatabase.ts'
import { journalInMemory } from './journalInMemory.ts'
import type { StorageTrouble } from './storageTrouble.ts'
import { tableInDatabase } from './tableInDatabase.ts'

/** Everything that this device keeps for one account, apart from the documents. */
export interface LocalStore {
  /** Whether all tabs of the account have the same store. Otherwise each has one in its memory. */
  isShared: boolean
  journal: Journal
  table<V>(name: TableName): Table<V>
  close(): void
  /** Closes it and deletes it from the disk. */
  remove(): Promise<void>
}

const patienceMs = 4_000

/**
 * Opens the store on disk. If the browser does not open it, the store is in memory and `trouble` is called. `lost` is
 * called when nothing can be kept any more until the store is opened again.
 */
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
      isShared: true,
      journal: journalInDatabase(database),
      table: (name) => tableInDatabase(database, name),
      close: () => database.close(),
      remove: async () => {
        database.close()
        await deleteLocalDatabase(user)
      },
    }
  } catch {
    // Reasons to end here: a private window, settings that forbid storage, or a database that hangs.
    void opening.then((database) => database.close()).catch(() => {})
    trouble('blocked')
    return storeInMemory()
  }
}

export const storeInMemory = (): LocalStore => {
  const tables = new Map<TableName, Table<unknown>>()
  return {
    isShared: false,
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
    const timer = setTimeout(() => reject(new Error('the local database did not open in time')), patienceMs)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
