import type { Page } from 'playwright'
import { timeline } from './verbs.ts'

/**
 * Scrolls with the wheel to the start of the room, or for some turns of the wheel. Returns the messages that moved on screen although nobody scrolled.
 */
export const climb = (page: Page, turns?: number): Promise<string[]> => wheel(page, -2_400, isAtStart, turns)

/** The same, down to the newest message. */
export const descend = (page: Page): Promise<string[]> =>
  wheel(page, 6_000, async () => !(await page.getByRole('button', { name: 'Latest' }).isVisible()))

const wheel = async (
  page: Page,
  by: number,
  isThere: (page: Page) => Promise<boolean>,
  turns = 600,
): Promise<string[]> => {
  const jumps: string[] = []
  await timeline(page).hover()
  for (let turn = 0; turn < turns && !(await isThere(page)); turn++) {
    await page.mouse.wheel(0, by)
    jumps.push(...(await page.evaluate(watchStillness)))
  }
  return jumps
}

const isAtStart = async (page: Page): Promise<boolean> =>
  (await page.evaluate(() => document.querySelector('[role=log]')!.scrollTop)) === 0 &&
  (await timeline(page).getByText('This is the start of the room.').isVisible())

/**
 * Runs in the page: once the wheel scroll has ended, no visible message may move for some frames, even if older ones
 * load above.
 */
const watchStillness = async (): Promise<string[]> => {
  const box = document.querySelector('[role=log]')!
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  const places = () => {
    const { top, bottom } = box.getBoundingClientRect()
    const rows = [...box.querySelectorAll<HTMLElement>('article')].map((row) => [row.dataset.key!, row] as const)
    const inSight = rows.map(([key, row]) => [key, row.getBoundingClientRect().top] as const)
    return new Map(inSight.filter(([, y]) => y > top && y < bottom))
  }
  let before = places()
  for (let rest = 0; rest < 3; ) {
    await frame()
    const now = places()
    const isSame = [...before].every(([key, y]) => Math.abs((now.get(key) ?? Number.NaN) - y) < 0.5)
    rest = isSame ? rest + 1 : 0
    before = now
  }
  const moved: string[] = []
  for (let frames = 0; frames < 6; frames++) {
    await frame()
    for (const [key, y] of places()) {
      const was = before.get(key)
      if (was !== undefined && Math.abs(was - y) > 2) moved.push(`${key} by ${Math.round(y - was)} px`)
    }
  }
  return moved
}
