import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserContextOptions, Page } from 'playwright'
import { quantile } from '../world/figures.ts'
import { desktop, openBrowser, phone } from './browser.ts'
import { type Figure, ms, type Row } from './figure.ts'
import { fill, seat, temporaryFolder } from './folder.ts'
import { type PlainRelay, startPlainRelay } from './plain-relay.ts'
import { signIn } from './sign-in.ts'

const screens = { desktop, phone }
const rounds = 5
/** Long enough for a page to try as seldom as it ever does. */
const longMs = 40_000
const shortMs = 3_000

/** Time from the relay's return to a page that is online again. Nothing tells the browser, and nobody presses "Try now". */
export const comingBack: Figure = {
  name: 'coming-back',
  async run({ short, tell }) {
    const folder = temporaryFolder()
    await fill(folder, async (seeding) => {
      for (const username of Object.keys(screens)) await seat(seeding, username)
    })
    const rows: Row[] = []
    for (const [username, screen] of Object.entries(screens))
      for (const awayMs of short ? [shortMs] : [shortMs, longMs]) {
        tell(`${username}, away for ${awayMs / 1_000} s`)
        rows.push(row(username, awayMs, await comeBack(folder, username, screen, awayMs)))
      }
    return rows
  },
}

const row = (screen: string, awayMs: number, taken: number[]): Row => ({
  what: `coming back after ${awayMs / 1_000} s without the relay, ${screen}`,
  value: ms(quantile(taken, 0.5)),
  beside: `slowest of ${rounds}: ${ms(Math.max(...taken))}; at most 2 s`,
})

const comeBack = async (folder: string, username: string, screen: BrowserContextOptions, awayMs: number) => {
  let relay = await startPlainRelay(folder)
  const port = Number(new URL(relay.url).port)
  const browser = await openBrowser(temporaryFolder(), screen)
  try {
    const page = await signIn(browser, relay.url, username)
    await isOnline(page)
    const taken: number[] = []
    for (let round = 0; round < rounds; round++) {
      relay = await away(relay, folder, port, awayMs)
      const before = performance.now()
      await isOnline(page)
      taken.push(performance.now() - before)
    }
    return taken
  } finally {
    await browser.close()
    await relay.stop()
  }
}

/** Stops the relay for a while. Resolves when the new one listens. */
const away = async (relay: PlainRelay, folder: string, port: number, ms: number): Promise<PlainRelay> => {
  await relay.stop()
  await sleep(ms)
  return startPlainRelay(folder, port)
}

const isOnline = (page: Page) => page.locator('.status-dot.online').first().waitFor({ state: 'attached' })
