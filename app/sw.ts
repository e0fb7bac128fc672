/// <reference lib="webworker" />
import { cleanupOutdatedCaches, PrecacheController, type PrecacheEntry, PrecacheRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { pictureCache } from './store/pictureCache.ts'
import { refill } from './store/precache.ts'

/**
 * Keeps one whole version of the app on the device and serves pages from it, with or without a network. A newer version is
 * fetched beside it and waits until a person asks for it: files of two versions never meet in one page. What is under
 * /api and /sync passes by untouched; messages live in IndexedDB, not here.
 */
declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] }

const version = new PrecacheController()
version.precache(self.__WB_MANIFEST)
registerRoute(new PrecacheRoute(version))
cleanupOutdatedCaches()

registerRoute(
  new NavigationRoute(version.createHandlerBoundToURL('/index.html'), {
    denylist: [
      /^\/api\//,
      /^\/sync(\/|$)/,
      /^\/healthz$/,
      /^\/pictures\//,
      /^\/archive(\/|$)/,
      /^\/(robots\.txt|sitemap\.xml)$/,
    ],
  }),
)

// What a picture shows never changes: its address is the hash of its bytes.
registerRoute(/^https?:\/\/[^/]+\/pictures\/[\w-]{43}$/, ({ request, event }) =>
  pictureCache(self.caches).serve(request, (work) => event.waitUntil(work)),
)

self.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') self.skipWaiting()
  // With no network, or no space, there will be another time.
  if (event.data?.type === 'REFILL') event.waitUntil(refillThis().catch(() => {}))
})

const refillThis = () =>
  refill({
    caches: self.caches,
    cacheName: version.strategy.cacheName,
    files: version.getURLsToCacheKeys(),
    fetch: (request) => fetch(request),
    isServed: async () => {
      await self.registration.update()
      // A newer worker keeps the files of its own version.
      return !self.registration.installing && !self.registration.waiting
    },
  })

// The page that installed the first version works without a network at once, not only after a reload.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
