export interface Precache {
  caches: CacheStorage
  cacheName: string
  /** Where each file of this version comes from, and the address it is kept under. */
  files: ReadonlyMap<string, string>
  fetch(request: Request): Promise<Response>
  /** Asks the relay whether it serves this version. */
  isServed(): Promise<boolean>
}

/**
 * Fetches the files of this version that are missing: a browser, or a person, may delete the cache and leave the worker.
 * Keeps all that is missing or nothing: a relay that has a newer version by now must not fill in files of that one.
 */
export const refill = async ({ caches, cacheName, files, fetch, isServed }: Precache): Promise<void> => {
  const cache = await caches.open(cacheName)
  const kept = new Set((await cache.keys()).map(({ url }) => url))
  const found = new Map<string, Response>()
  for (const [url, key] of files) {
    if (kept.has(key)) continue
    const response = await fetch(new Request(url, { cache: 'no-cache' }))
    if (!response.ok) return
    // An answer that is not read to its end keeps its connection.
    found.set(key, new Response(await response.blob(), response))
  }
  // Asked afterwards: a version that is served now was also served while these files came.
  if (found.size === 0 || !(await isServed())) return
  for (const [key, response] of found) await cache.put(key, response)
}
