import type { Page } from 'playwright'
import { afterAll, describe, test } from 'vitest'
import { demoPassword, forgetDemo, oldLine, seedDemo } from './demo.ts'
import { setStage } from './set-stage.ts'
import { composer, enterRoom, expect, message, openRoom, signIn, timeline } from './verbs.ts'

const lines = 2_200
const data = await seedDemo(lines)
afterAll(() => forgetDemo(data))

describe('real conversations', () => {
  const stage = setStage({ data })

  test('an imported room opens at its newest message, and imported messages are marked', async () => {
    const page = await stage.device()
    await signIn(page, 'ada', demoPassword)
    await openRoom(page, 'Old channel')
    const newest = message(page, oldLine(lines))
    await expect(newest).toBeInViewport()
    const head = timeline(page).locator('.message.leads').last()
    await expect(head.locator('.message-author')).toHaveText(/kestrel|mo|a_very_long|tinker|ota/)
    await expect(head.locator('.message-tag')).toHaveText('imported')
    await expect(newest).toHaveAccessibleName(/imported/)
    await expect(timeline(page).locator('.message-warning')).toHaveCount(0)
    await expect(composer(page)).toBeVisible()
  })

  test("older segments load while a person scrolls up, and the messages on screen don't move", async () => {
    const page = await stage.device()
    await signIn(page, 'grace', demoPassword)
    await openRoom(page, 'Old channel')
    await expect(message(page, oldLine(lines))).toBeInViewport()
    const jumps = await climb(page)
    expect(jumps).toEqual([])
    await expect(message(page, oldLine(1))).toBeVisible()
    await expect(timeline(page)).toContainText('This is the start of the room.')
    await page.getByRole('button', { name: /Latest|new message/ }).click()
    await expect(message(page, oldLine(lines))).toBeInViewport()
  })

  test('a person who scrolls up as soon as a room opens stays where they scrolled to', async () => {
    const page = await stage.device()
    await signIn(page, 'alan', demoPassword)
    const left = page.evaluate(scrollUpAtOnce)
    await openRoom(page, 'Old channel')
    expect(await left).toBeGreaterThan(300)
  })

  test('a message can be clicked while the list still counts as scrolling', async () => {
    const page = await stage.device()
    await signIn(page, 'margaret', demoPassword)
    await openRoom(page, 'Old channel')
    await expect(message(page, oldLine(lines))).toBeInViewport()
    expect(await page.evaluate(pointAtAfterScroll)).toBe('ARTICLE')
  })

  test('a room shows its newest messages as soon as somebody joins it', async () => {
    const page = await stage.device()
    await page.goto('/sign-up')
    await page.getByLabel('Username').fill('newcomer')
    await page.getByLabel('E-mail').fill('newcomer@example.org')
    await page.getByLabel('Password', { exact: true }).fill(demoPassword)
    await page.getByRole('button', { name: 'Create account' }).click()
    await enterRoom(page, 'Old channel')
    await expect(message(page, oldLine(lines))).toBeInViewport()
  })
})

/**
 * Scrolls with the wheel to the start of the room. Returns the messages that moved on screen although nobody scrolled.
 */
const climb = async (page: Page): Promise<string[]> => {
  const jumps: string[] = []
  await timeline(page).hover()
  for (let turn = 0; turn < 600 && !(await isAtStart(page)); turn++) {
    await page.mouse.wheel(0, -2_400)
    jumps.push(...(await page.evaluate(watchStillness)))
  }
  return jumps
}

/**
 * Runs in the page: scrolls up by 600 pixels in the moment in which the messages are first on screen. Returns how far
 * from the end the list is some frames later, when the rows above have been drawn.
 */
const scrollUpAtOnce = async (): Promise<number> => {
  const box = await new Promise<Element>((found) => {
    const observer = new MutationObserver(() => {
      const box = document.querySelector('.message-list.placed')
      if (!box) return
      observer.disconnect()
      found(box)
    })
    observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ['class'] })
  })
  box.scrollTop -= 600
  for (let turn = 0; turn < 40; turn++) await new Promise((done) => requestAnimationFrame(done))
  return box.scrollHeight - box.clientHeight - box.scrollTop
}

/** Runs in the page: scrolls, and right after the scroll event looks what is under a pointer over a message. */
const pointAtAfterScroll = async (): Promise<string | undefined> => {
  const box = document.querySelector('[role=log]')!
  const scrolled = new Promise((done) => box.addEventListener('scroll', done, { once: true }))
  box.scrollTop -= 40
  await scrolled
  const row = [...box.querySelectorAll('article')].at(-2)!.getBoundingClientRect()
  return document.elementFromPoint(row.left + 2, row.top + 2)?.closest('article, [role=log]')?.tagName
}

const isAtStart = async (page: Page): Promise<boolean> =>
  (await timeline(page).evaluate((box) => box.scrollTop)) === 0 &&
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
