import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'

/** Names of the databases on the device. After a screen closes, its database may be deleted a moment later. */
export const databasesOn = (page: Page): Promise<string[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name = '' }) => name))

/** Files in a folder that contain a text. */
export const filesWith = (folder: string, text: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text))

/**
 * Where a browser has a text stored, in letters or in bytes: IndexedDB with its keys, localStorage, sessionStorage, and
 * what the service worker keeps.
 */
export const placesWith = (page: Page, text: string): Promise<string[]> => page.evaluate(searchStores, text)

/** Runs in the page. */
const searchStores = async (text: string): Promise<string[]> => {
  const letters = new TextDecoder('latin1')
  const wanted = letters.decode(new TextEncoder().encode(text))
  const has = (value: unknown): boolean => {
    if (typeof value === 'string') return value.includes(text)
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return letters.decode(value).includes(wanted)
    if (Array.isArray(value)) return value.some(has)
    if (value instanceof Map || value instanceof Set) return [...value].some(has)
    return typeof value === 'object' && value !== null && Object.entries(value).some(has)
  }
  const read = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  /** Null if it was deleted meanwhile: then it must not be made again. */
  const open = async (name: string): Promise<IDBDatabase | null> => {
    const request = indexedDB.open(name)
    request.onupgradeneeded = () => request.transaction?.abort()
    return read(request).catch(() => null)
  }
  const found: string[] = []
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await open(name)
    for (const table of database?.objectStoreNames ?? []) {
      const store = database!.transaction(table).objectStore(table)
      const [keys, values] = await Promise.all([read(store.getAllKeys()), read(store.getAll())])
      for (const [at, key] of keys.entries()) if (has([key, values[at]])) found.push(`${name} ${table} ${key}`)
    }
    database?.close()
  }
  for (const [name, storage] of Object.entries({ localStorage, sessionStorage }))
    for (const entry of Object.entries(storage)) if (has(entry)) found.push(`${name} ${entry[0]}`)
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const answer = await cache.match(request)
      if (has(request.url) || has(await answer?.arrayBuffer())) found.push(`${name} ${request.url}`)
    }
  }
  return found
}
