/// <reference lib="webworker" />
import { cleanupOutdatedCaches, PrecacheController, type PrecacheEntry, PrecacheRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { fontFromCache } from './store/fontCache.ts'
import { pictureCache } from './store/pictureCache.ts'
import { refill } from './store/precache.ts'

/**
 * Keeps one complete version of the app on the device and serves pages from it, with or without a network. A newer
 * version is downloaded beside it and waits until a person accepts it, so files of two versions never meet in one page.
 * Requests under /api and /sync are not touched. Messages live in IndexedDB, not here.
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

// Cached for good: the address of a picture is the hash of its bytes, so its content never changes.
registerRoute(/^https?:\/\/[^/]+\/pictures\/[\w-]{43}$/, ({ request, event }) =>
  pictureCache(self.caches).serve(request, (work) => event.waitUntil(work)),
)

// The emoji font is not part of the version that every device keeps, because most never need it.
registerRoute(/\/assets\/[\w.-]+\.woff2$/, ({ request, event }) =>
  fontFromCache(self.caches, request, (work) => event.waitUntil(work)),
)

self.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') self.skipWaiting()
  // Without a network or free space this fails; a later message tries again.
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
      // If a newer worker exists, the relay serves its files and not ours.
      return !self.registration.installing && !self.registration.waiting
    },
  })

// Take control at once, so that the page that installed the first version works offline without a reload.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
