interface Browser {
  /** Null where the browser has no service workers. */
  workers: Pick<ServiceWorkerContainer, 'controller' | 'addEventListener'> | null
  caches: Pick<CacheStorage, 'match'>
  fetch: (address: string) => Promise<Response>
}

/**
 * Fetches the parts of the font that the service worker does not have yet, so that all emoji are drawn without a
 * network. Waits until there is a worker, since nothing else would keep them. The parts are not decoded here: the
 * browser does that when one of their characters is on screen.
 */
export const keepFont = async (parts: readonly string[], { workers, caches, fetch }: Browser): Promise<void> => {
  if (!workers) return
  if (!workers.controller) await taken(workers)
  for (const part of parts) if (!(await caches.match(part))) await (await fetch(part)).arrayBuffer()
}

const taken = (workers: Pick<ServiceWorkerContainer, 'addEventListener'>): Promise<unknown> =>
  new Promise((resolve) => workers.addEventListener('controllerchange', resolve, { once: true }))
