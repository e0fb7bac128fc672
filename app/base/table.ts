/** Values by key that outlive the tab. Every method rejects when the disk fails. */
export interface Table<V> {
  get(key: string): Promise<V | undefined>
  put(key: string, value: V): Promise<void>
  /** Stores `value` only if the key is free, in one transaction. Resolves to the value that is stored. */
  putIfFree(key: string, value: V): Promise<V>
  delete(key: string): Promise<void>
  entries(): Promise<[string, V][]>
}

export const tableInMemory = <V>(entries: Iterable<[string, V]> = []): Table<V> => {
  const rows = new Map<string, V>(entries)
  return {
    get: async (key) => rows.get(key),
    put: async (key, value) => void rows.set(key, value),
    putIfFree: async (key, value) => {
      if (!rows.has(key)) rows.set(key, value)
      return rows.get(key) as V
    },
    delete: async (key) => void rows.delete(key),
    entries: async () => [...rows],
  }
}
