const cacheName = 'yabber/pictures'
/** At some 20 KB each. */
const mostPictures = 1_000

/** Pictures that were on screen here, for when there is no network: the ones that came first go first. */
export const pictureCache = (caches: CacheStorage, most = mostPictures) => {
  const keep = async (address: string | Request, picture: Response): Promise<void> => {
    const cache = await caches.open(cacheName)
    await cache.put(address, picture)
    const kept = await cache.keys()
    for (const old of kept.slice(0, Math.max(0, kept.length - most))) await cache.delete(old)
  }
  return {
    /** Takes what it has, else what the relay has. `later`: work that goes on behind the answer. */
    async serve(request: Request, later: (work: Promise<unknown>) => void): Promise<Response> {
      const kept = await (await caches.open(cacheName)).match(request)
      if (kept) return kept
      const fetched = await fetch(request)
      // A device without space shows the picture all the same.
      if (fetched.ok) later(keep(request, fetched.clone()).catch(() => {}))
      return fetched
    },
    /** One that was made here. */
    put: (hash: string, picture: Blob): Promise<void> => keep(`/pictures/${hash}`, new Response(picture)),
    forget: (): Promise<boolean> => caches.delete(cacheName),
  }
}

/** In the page. Where nothing can be kept, as outside of https, a picture comes from the relay again. */
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
