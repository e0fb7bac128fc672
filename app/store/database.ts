import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'
import type { ChainEnd, NotSent, Unsent } from './journal.ts'

export const tableNames = [
  'identity',
  'outbox',
  'summaries',
  'settings',
  'clientIds',
  'late',
  'visits',
  'verdicts',
  'pictures',
  'pins',
] as const
export type TableName = (typeof tableNames)[number]

export interface LocalSchema extends DBSchema {
  chains: { key: string; value: ChainEnd }
  unsent: { key: string; value: Unsent }
  notSent: { key: string; value: NotSent }
  identity: { key: string; value: unknown }
  outbox: { key: string; value: unknown }
  summaries: { key: string; value: unknown }
  settings: { key: string; value: unknown }
  clientIds: { key: string; value: unknown }
  late: { key: string; value: unknown }
  visits: { key: string; value: unknown }
  verdicts: { key: string; value: unknown }
  pictures: { key: string; value: unknown }
  pins: { key: string; value: unknown }
}
export type LocalDatabase = IDBPDatabase<LocalSchema>

export const localDatabaseName = (user: string): string => `yabber/${user}`

/** `ended`: the browser took the database away while it was open. Rejects, and never throws, where the browser forbids storage. */
export const openLocalDatabase = async (user: string, ended: () => void = () => {}): Promise<LocalDatabase> =>
  openDB<LocalSchema>(localDatabaseName(user), 3, {
    // A later version only ever adds a table.
    upgrade: (database) => {
      for (const name of ['chains', 'unsent', 'notSent', ...tableNames] as const)
        if (!database.objectStoreNames.contains(name)) database.createObjectStore(name)
    },
    blocking: (_, __, event) => (event.target as IDBDatabase).close(),
    terminated: ended,
  })

export const deleteLocalDatabase = (user: string): Promise<void> => deleteDB(localDatabaseName(user))
