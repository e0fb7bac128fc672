import type { BrowserContext, Page } from 'playwright'

/**
 * A new device downloads and compiles all of the app's files for its service worker, which takes as long as
 * everything else about it. Most journeys are over before they need that. So the worker is not installed until a test
 * asks for it, as on a slow line.
 */
export const holdWorker = (context: BrowserContext): Promise<unknown> => context.addInitScript(holdInPage, channel)

/** Lets the worker be installed, in all tabs of the device. Returns when it controls the page. */
export const installWorker = (page: Page): Promise<void> =>
  page.evaluate(async (channel) => {
    const { serviceWorker } = navigator
    const taken = new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve, { once: true }))
    const tabs = new BroadcastChannel(channel)
    tabs.postMessage('install')
    tabs.close()
    await serviceWorker.ready
    if (!serviceWorker.controller) await taken
  }, channel)

const channel = 'worker-hold'

/** Runs in every page of the device, before the app. */
const holdInPage = (channel: string): void => {
  if (!('ServiceWorkerContainer' in globalThis)) return
  const { register } = ServiceWorkerContainer.prototype
  const allowed = new Promise((resolve) => new BroadcastChannel(channel).addEventListener('message', resolve))
  ServiceWorkerContainer.prototype.register = async function (...args) {
    if (!(await this.getRegistration())) await allowed
    return register.apply(this, args)
  }
}
