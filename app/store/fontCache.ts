const cacheName = 'yabber/fonts'
/** The emoji font comes in eleven parts. */
const mostParts = 11

/**
 * Answers from the cache, else from the relay, and keeps what came. The oldest parts are deleted first: a changed font
 * has other names. `later` receives work that continues after the answer.
 */
export const fontFromCache = async (
  caches: CacheStorage,
  request: Request,
  later: (work: Promise<unknown>) => void,
  most = mostParts,
): Promise<Response> => {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(request)
  if (kept) return kept
  const fetched = await fetch(request)
  // The font is shown even if the disk has no space to keep it.
  if (fetched.ok) later(keep(cache, request, fetched.clone(), most).catch(() => {}))
  return fetched
}

const keep = async (cache: Cache, request: Request, font: Response, most: number): Promise<void> => {
  await cache.put(request, font)
  const kept = await cache.keys()
  for (const old of kept.slice(0, Math.max(0, kept.length - most))) await cache.delete(old)
}
