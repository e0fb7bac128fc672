import type { BrowserContext, BrowserContextOptions, CDPSession, Page } from 'playwright'

interface Device {
  context: BrowserContext
  /** Two devices with the same options can stand for each other. */
  options: string
  page: Page
  devtools: CDPSession
  /** Whether a test changed it in a way that wiping does not undo. */
  changed: boolean
}

/**
 * Devices that a test is done with. They are wiped and used again, since a new one takes 1 s of a core more: its
 * processes start, and it downloads and compiles the app.
 */
export class UsedDevices {
  readonly #known = new WeakMap<BrowserContext, Device>()
  #free: Device[] = []

  async add(page: Page, options: BrowserContextOptions): Promise<void> {
    const context = page.context()
    const devtools = await context.newCDPSession(page)
    const device = { context, options: JSON.stringify(options), page, devtools, changed: false }
    this.#known.set(context, device)
    noteChanges(device)
  }

  /** A wiped device with one empty tab, if there is one with these options. */
  take(options: BrowserContextOptions): Page | null {
    const wanted = JSON.stringify(options)
    const device = this.#free.find((device) => device.options === wanted)
    this.#free = this.#free.filter((other) => other !== device)
    return device?.page ?? null
  }

  /** Wipes the device for the next test, or closes it if that is not possible. */
  async give(context: BrowserContext, origin: string): Promise<void> {
    const device = this.#known.get(context)
    if (!device || device.changed || device.page.isClosed()) return context.close()
    for (const page of context.pages()) if (page !== device.page) await page.close()
    await wipe(device, origin)
    this.#free.push(device)
  }

  async close(): Promise<void> {
    await Promise.all(this.#free.splice(0).map(({ context }) => context.close()))
  }
}

const wipe = async ({ context, page, devtools }: Device, origin: string): Promise<void> => {
  page.removeAllListeners()
  await context.setOffline(false)
  await context.clearPermissions()
  await context.clearCookies()
  await page.goto(`${origin}/healthz`) // a page of the same origin without the app
  await page.evaluate(() => sessionStorage.clear())
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
  await page.goto('about:blank')
  await devtools.send('Page.resetNavigationHistory')
}

const ofPages = ['addInitScript', 'exposeBinding', 'exposeFunction', 'route', 'routeWebSocket', 'setExtraHTTPHeaders']

/** Notes calls whose effect outlives the pages that a test opened. */
const noteChanges = (device: Device): void => {
  const { context, page } = device
  const lasting: [object, string[]][] = [
    [context, [...ofPages, 'newCDPSession']],
    [page, [...ofPages, 'addLocatorHandler', 'emulateMedia', 'setDefaultTimeout', 'setViewportSize']],
    [context.clock, ['install', 'pauseAt', 'setFixedTime', 'setSystemTime']],
  ]
  for (const [thing, names] of lasting)
    for (const name of names) before(thing as Record<string, Method>, name, () => (device.changed = true))
}

type Method = (...args: unknown[]) => unknown

const before = (thing: Record<string, Method>, name: string, note: () => void): void => {
  const original = thing[name]!
  thing[name] = (...args) => {
    note()
    return original.apply(thing, args)
  }
}
