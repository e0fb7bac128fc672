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
  'signatureChecks',
  'pictures',
  'knownKeys',
  'aboveHead',
  'again',
  'erasing',
  'activity',
  'threads',
  'vanished',
  'restored',
  'takenClients',
] as const
export type TableName = (typeof tableNames)[number]

/** Two tables had other names before, and still have them on disk, because another name there would lose their rows. */
export const onDisk = (name: TableName): StoreName =>
  name === 'signatureChecks' ? 'verdicts' : name === 'knownKeys' ? 'pins' : name
type StoreName = Exclude<TableName, 'signatureChecks' | 'knownKeys'> | 'verdicts' | 'pins'

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
  aboveHead: { key: string; value: unknown }
  again: { key: string; value: unknown }
  erasing: { key: string; value: unknown }
  activity: { key: string; value: unknown }
  threads: { key: string; value: unknown }
  vanished: { key: string; value: unknown }
  restored: { key: string; value: unknown }
  takenClients: { key: string; value: unknown }
}
export type LocalDatabase = IDBPDatabase<LocalSchema>

export const localDatabaseName = (user: string): string => `yabber/${user}`

/** `deleted`: its content is gone. `closed`: a newer version of the app needs exclusive access for a moment. */
export type EndOfDatabase = 'deleted' | 'closed'

/**
 * `ended` is called if the database is closed from outside while it is open. If the browser forbids storage, this
 * rejects and never throws.
 */
export const openLocalDatabase = async (
  user: string,
  ended: (how: EndOfDatabase) => void = () => {},
): Promise<LocalDatabase> =>
  openVersion(user, 8, ended).catch((error) => {
    // A newer version of the app was used here before. Versions only ever add tables, so its database can be opened as
    // it is.
    if (error instanceof DOMException && error.name === 'VersionError') return openVersion(user, undefined, ended)
    throw error
  })

const openVersion = async (user: string, version: number | undefined, ended: (how: EndOfDatabase) => void) =>
  openDB<LocalSchema>(localDatabaseName(user), version, {
    // Versions only ever add tables, so missing ones are created.
    upgrade: (database) => {
      for (const name of ['chains', 'unsent', 'notSent', ...tableNames.map(onDisk)] as const)
        if (!database.objectStoreNames.contains(name)) database.createObjectStore(name)
    },
    blocking: (_, blockedVersion, event) => {
      ;(event.target as IDBDatabase).close()
      ended(blockedVersion === null ? 'deleted' : 'closed')
    },
    terminated: () => ended('deleted'),
  })

export const deleteLocalDatabase = (user: string): Promise<void> => deleteDB(localDatabaseName(user))
