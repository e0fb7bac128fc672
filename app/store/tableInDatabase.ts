import type { Table } from '../base/table.ts'
import { type LocalDatabase, onDisk, type TableName } from './database.ts'

export const tableInDatabase = <V>(database: LocalDatabase, table: TableName): Table<V> => {
  const name = onDisk(table)
  return {
    get: async (key) => (await database.get(name, key)) as V | undefined,
    put: async (key, value) => void (await database.put(name, value, key)),
    putIfFree: async (key, value) => {
      const { store, done } = database.transaction(name, 'readwrite')
      const kept = (await store.get(key)) as V | undefined
      if (kept === undefined) void store.put(value, key).catch(() => {}) // `done` rejects too
      await done
      return kept ?? value
    },
    delete: (key) => database.delete(name, key),
    entries: async () => {
      const { store } = database.transaction(name)
      const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()])
      return keys.map((key, at) => [key, values[at] as V])
    },
  }
}
