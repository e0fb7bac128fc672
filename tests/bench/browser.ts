import { type BrowserContext, chromium, type Page } from 'playwright'
import { findBrowser } from '../find-browser.mjs'
import { home } from '../world/bundle.ts'

/** A browser whose profile outlives it: closed and opened again it is the same device. */
export const openBrowser = async (profile: string): Promise<BrowserContext> => {
  const executablePath = await findBrowser(home)
  if (executablePath === null) throw new Error('there is no Chromium here')
  const args = ['--disable-background-timer-throttling', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args,
    viewport: { width: 1280, height: 800 },
  })
  await context.addInitScript(watchForText)
  return context
}

/** Runs in the page, before the app: notes when a text is painted first. */
const watchForText = () => {
  const noted = new Map<string, Promise<number>>()
  const paintedAt = (text: string): Promise<number> =>
    new Promise((resolve) => {
      const isThere = () =>
        [...document.querySelectorAll('article.message')].some((row) => row.textContent?.includes(text))
      const look = () => {
        if (!isThere()) return
        observer.disconnect()
        // After the next frame's paint, not before it.
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
      }
      const observer = new MutationObserver(look)
      observer.observe(document, { childList: true, subtree: true, characterData: true })
      look()
    })
  Object.assign(window, {
    painted: (text: string) => {
      const at = noted.get(text) ?? paintedAt(text)
      noted.set(text, at)
      return at
    },
  })
  const sought = new URL(location.href).hash.slice(1)
  if (sought) void (window as unknown as Painting).painted(decodeURIComponent(sought))
}

export interface Painting {
  /** Milliseconds since the navigation began at which a message with this text was on screen. */
  painted(text: string): Promise<number>
}

/** Goes to an address and says after how many milliseconds a message with this text was on screen. */
export const timeToPaint = async (page: Page, url: string, text: string): Promise<number> => {
  // The fragment tells the watcher, from the first moment on, what to look for.
  await page.goto(`${url}#${encodeURIComponent(text)}`)
  return page.evaluate((sought) => (window as unknown as Painting).painted(sought), text)
}
