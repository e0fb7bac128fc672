import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { ensureBuilt } from '../../relay/start/built.mjs'
import { findBrowser } from '../find-browser.mjs'
import { home } from '../world/bundle.ts'
import type { Relay } from '../world/relay.ts'
import { UsedDevices } from './used-devices.ts'
import { holdWorker } from './worker-hold.ts'

export const output = join(home, 'tests/output')

/** A phone held upright. */
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
}

const desktop: BrowserContextOptions = {
  viewport: { width: 1280, height: 800 },
  locale: 'en-GB',
  timezoneId: 'UTC',
}

/** Most journeys run at each of these sizes. */
export const sizes = [
  ['desktop', {}],
  ['phone', phone],
] as const

/** One relay, one browser and the devices in it. */
export class Stage {
  readonly relay: Relay
  readonly #contexts = new Set<BrowserContext>()
  readonly #used = new UsedDevices()
  readonly #folders: string[] = []
  readonly #faults: string[] = []
  /** Matches faults that the test causes on purpose. */
  expected: RegExp | null = null
  #browser!: Browser

  constructor(relay: Relay) {
    this.relay = relay
  }

  /** The browser stays open when the stage closes. */
  async open(browser: Promise<Browser>): Promise<void> {
    ensureBuilt(home)
    const [opened] = await Promise.all([browser, this.relay.start()])
    this.#browser = opened
  }

  /** A new device with one empty tab. It can start without a network from `keptForOffline` on. */
  async device(options: BrowserContextOptions = {}): Promise<Page> {
    const whole = { ...desktop, baseURL: this.relay.url, ...options }
    const used = this.#used.take(whole)
    if (used) {
      this.#contexts.add(used.context())
      return used
    }
    const context = await this.#browser.newContext(whole)
    await holdWorker(context)
    const page = await this.watch(context).newPage()
    await this.#used.add(page, whole)
    return page
  }

  /** A device that can be closed and opened again with everything on its disk. */
  profile(options: BrowserContextOptions = {}): Profile {
    const folder = mkdtempSync(join(tmpdir(), 'yabber-profile-'))
    this.#folders.push(folder)
    return new Profile(folder, this, { ...desktop, baseURL: this.relay.url, ...options })
  }

  /** Records faults that no page may have: uncaught errors and violations of the content security policy. */
  watch(context: BrowserContext): BrowserContext {
    this.#contexts.add(context)
    context.on('close', () => this.#contexts.delete(context))
    context.on('weberror', (error) => this.#faults.push(`${error.error()}\n${error.error().stack}`))
    context.on('console', (message) => {
      if (/content security policy|trusted(html|script)/i.test(message.text())) this.#faults.push(message.text())
    })
    context.setDefaultTimeout(20_000)
    return context
  }

  get #pages(): Page[] {
    return [...this.#contexts].flatMap((context) => context.pages())
  }

  /** Takes a picture of every open page, for people to look at. */
  async photograph(name: string): Promise<void> {
    mkdirSync(output, { recursive: true })
    const file = name.replace(/\W+/g, '-').slice(0, 60)
    // the page may be closing
    for (const [number, page] of this.#pages.entries())
      await page.screenshot({ path: join(output, `failed-${file}-${number}.png`) }).catch(() => {})
  }

  /** Ends what a test opened. Its devices are wiped for the next test, or closed. */
  async clear(devices: 'wipe' | 'close'): Promise<void> {
    // A test may leave the relay down. The next ones need it again.
    if (!this.relay.isAlive) await this.relay.start()
    const contexts = [...this.#contexts]
    this.#contexts.clear()
    const end = (context: BrowserContext) =>
      devices === 'close' ? context.close() : this.#used.give(context, this.relay.url).catch(() => context.close())
    await Promise.all(contexts.map(end))
    for (const folder of this.#folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    const faults = this.#faults.splice(0).filter((fault) => !this.expected?.test(fault))
    this.expected = null
    if (faults.length > 0) throw new Error(`pages had errors during the test:\n${faults.join('\n')}`)
  }

  async close(): Promise<void> {
    await this.#used.close()
    await this.relay.stop()
  }
}

/** One browser profile on disk. */
export class Profile {
  readonly folder: string
  readonly #stage: Stage
  readonly #options: BrowserContextOptions
  #context: BrowserContext | null = null

  constructor(folder: string, stage: Stage, options: BrowserContextOptions) {
    this.folder = folder
    this.#stage = stage
    this.#options = options
  }

  /** Starts the browser and opens a page of the app in it. */
  async open(path = '/'): Promise<Page> {
    const context = await chromium.launchPersistentContext(this.folder, { ...(await howToLaunch()), ...this.#options })
    this.#context = this.#stage.watch(context)
    const page = context.pages()[0] ?? (await context.newPage())
    await page.goto(path)
    return page
  }

  async close(): Promise<void> {
    await this.#context?.close()
    this.#context = null
  }
}

export const launchBrowser = async (): Promise<Browser> => chromium.launch(await howToLaunch())

const howToLaunch = async () => {
  const executablePath = await findBrowser(home)
  if (executablePath === null) throw new Error('no Chromium found, and it could not be installed. Set CHROMIUM_PATH.')
  return { executablePath, args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...quiet] }
}

/**
 * Features of the browser's own window. The two popups of the address bar are web pages, and loading them for every
 * device took 1 s of a core. The browser also starts a process for the next page of each device, which few of them open.
 * Playwright turns the others off; of two such switches the browser reads only the last.
 */
const unwanted = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'SpareRendererForSitePerProcess',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
]

const quiet = [
  `--disable-features=${unwanted.join()}`,
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-quic',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
