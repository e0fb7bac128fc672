import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { findBrowser, withWindows } from '../find-browser.mjs'
import { home } from '../world/bundle.ts'

export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } }
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
}

/** A browser with a profile on disk: after a restart it is the same device. */
export const openBrowser = async (
  profile: string,
  screen: BrowserContextOptions = desktop,
): Promise<BrowserContext> => {
  // What people use, where it is there. The shell also hears no gestures of a finger.
  const executablePath = withWindows.find(existsSync) ?? (await findBrowser(home))
  if (executablePath === null) throw new Error('no Chromium found, and it could not be installed. Set CHROMIUM_PATH.')
  const args = ['--disable-background-timer-throttling', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args,
    ...screen,
  })
  await context.addInitScript({ path: join(import.meta.dirname, 'in-page.js') })
  return context
}

/** What in-page.js adds to every page. */
declare global {
  interface Window {
    bench: {
      painted(text: string): Promise<number>
      countHeld(databasePrefix: string): Promise<number>
      clicked(selector: string, text: string): Promise<number>
      watchFrames(): void
      stop(): { gaps: number[]; longTasks: number[]; blankPx: number[] }
      climb(stepPx: number): Promise<number>
    }
  }
}

/** Opens an address. Returns after how many milliseconds a message with this text was on screen. */
export const timeToPaint = async (page: Page, url: string, text: string): Promise<number> => {
  await page.goto(`${url}#${encodeURIComponent(text)}`)
  return page.evaluate((sought) => window.bench.painted(sought), text)
}
