export interface Precache {
  caches: CacheStorage
  cacheName: string
  /** The URL of each file of this version, and the key under which it is cached. */
  files: ReadonlyMap<string, string>
  fetch(request: Request): Promise<Response>
  /** Asks the relay whether it still serves this version. */
  isServed(): Promise<boolean>
}

/**
 * Fetches missing files of this version, because the browser or the user may delete the cache and leave the worker.
 * Stores either all missing files or none, so that files of a newer version on the relay are never mixed in.
 */
export const refill = async ({ caches, cacheName, files, fetch, isServed }: Precache): Promise<void> => {
  const cache = await caches.open(cacheName)
  const kept = new Set((await cache.keys()).map(({ url }) => url))
  const found = new Map<string, Response>()
  for (const [url, key] of files) {
    if (kept.has(key)) continue
    const response = await fetch(new Request(url, { cache: 'no-cache' }))
    if (!response.ok) return
    // A response that is not read to its end keeps its connection open.
    found.set(key, new Response(await response.blob(), response))
  }
  // This asks after the downloads: if this version is still served now, it was also served while the files came.
  if (found.size === 0 || !(await isServed())) return
  for (const [key, response] of found) await cache.put(key, response)
}
