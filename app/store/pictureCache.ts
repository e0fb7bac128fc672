const cacheName = 'yabber/pictures'
/** About 20 KB each. */
const mostPictures = 1_000

/** Caches pictures that were on screen, for use without network. The oldest are deleted first. */
export const pictureCache = (caches: CacheStorage, most = mostPictures) => {
  const keep = async (address: string | Request, picture: Response): Promise<void> => {
    const cache = await caches.open(cacheName)
    await cache.put(address, picture)
    const kept = await cache.keys()
    for (const old of kept.slice(0, Math.max(0, kept.length - most))) await cache.delete(old)
  }
  return {
    /** Answers from the cache, else from the relay. `later` receives work that continues after the answer. */
    async serve(request: Request, later: (work: Promise<unknown>) => void): Promise<Response> {
      const kept = await (await caches.open(cacheName)).match(request)
      if (kept) return kept
      const fetched = await fetch(request)
      // The picture is shown even if the disk has no space to keep it.
      if (fetched.ok) later(keep(request, fetched.clone()).catch(() => {}))
      return fetched
    },
    /** Adds a picture that was made on this device. */
    put: (hash: string, picture: Blob): Promise<void> => keep(`/pictures/${hash}`, new Response(picture)),
    forget: (): Promise<boolean> => caches.delete(cacheName),
  }
}

/**
 * For use in the page. If nothing can be kept, for example without https, the picture is fetched from the relay again.
 */
export const keepPicture = (hash: string, picture: Blob): void => {
  if (globalThis.caches)
    pictureCache(caches)
      .put(hash, picture)
      .catch(() => {})
}

export const forgetPictures = async (): Promise<void> => {
  if (globalThis.caches)
    await pictureCache(caches)
      .forget()
      .catch(() => {})
}
