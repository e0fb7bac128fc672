import type { BrowserContextOptions, Page } from 'playwright'
import { quantile } from '../world/figures.ts'
import { desktop, openBrowser, phone, timeToPaint } from './browser.ts'
import { count, type Figure, ms, type Row } from './figure.ts'
import { type HeldRoom, heldRooms, type OtherRoom } from './held-rooms.ts'

const switches = 10
const screens = { desktop, phone }
const budgets = { 1: 'at most 100 ms', 4: 'at most 300 ms' }

/** Time from a click on another room with a long history to its newest messages on screen. */
export const roomSwitch: Figure = {
  name: 'room-switch',
  async run(bench) {
    const rows: Row[] = []
    for (const held of await heldRooms(bench)) if (held.beside) rows.push(...(await switchBetween(held, held.beside)))
    return rows
  },
}

const switchBetween = async (held: HeldRoom, beside: OtherRoom): Promise<Row[]> => {
  const rows: Row[] = []
  for (const [name, screen] of Object.entries(screens))
    for (const slowed of [1, 4] as const) {
      const taken = await switchOften(held, beside, { screen, slowed })
      rows.push({
        what: `switch between rooms of ${count(held.messages)} and ${count(beside.messages)}, ${name}${slowed > 1 ? `, CPU slowed ${slowed} times` : ''}`,
        value: ms(quantile(taken, 0.5)),
        beside: `worst ${ms(Math.max(...taken))}; ${budgets[slowed]}`,
      })
    }
  return rows
}

const switchOften = async (
  { profile, origin, room, newest }: HeldRoom,
  beside: OtherRoom,
  { screen, slowed }: { screen: BrowserContextOptions; slowed: number },
): Promise<number[]> => {
  const browser = await openBrowser(profile, screen)
  try {
    const page = browser.pages()[0] ?? (await browser.newPage())
    await timeToPaint(page, `${origin}/r/${room}`, newest)
    await page.waitForTimeout(2_000)
    const devtools = await browser.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowed })
    const taken: number[] = []
    for (let round = 0; round < switches; round++) {
      const next = round % 2 === 0 ? beside : { room, newest }
      taken.push(await switchTo(page, next))
      await page.waitForTimeout(500)
    }
    return taken
  } finally {
    await browser.close()
  }
}

/** On a phone the list of rooms is on a screen of its own. */
const switchTo = async (page: Page, { room, newest }: Pick<OtherRoom, 'room' | 'newest'>): Promise<number> => {
  const link = `a[href="/r/${room}"]`
  if (!(await page.locator(link).first().isVisible())) await page.locator('.room-back').click()
  await page.locator(link).first().waitFor()
  return page.evaluate(([selector, text]) => window.bench.clicked(selector!, text!), [link, newest])
}
