import { afterAll, describe, test } from 'vitest'
import { seriousInBothThemes } from './axe.ts'
import { climb, descend } from './climb.ts'
import { demoPassword, forgetDemo, oldLine, seedDemo } from './demo.ts'
import { setStage } from './set-stage.ts'
import { composer, enterRoom, expect, message, openRoom, say, signIn, timeline } from './verbs.ts'

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

  test('Home, End and a date lead through a long room, and nothing in between is loaded', async () => {
    const page = await stage.device()
    await signIn(page, 'ada', demoPassword)
    await openRoom(page, 'Old channel')
    await expect(message(page, oldLine(lines))).toBeInViewport()
    await timeline(page).focus()
    await page.keyboard.press('Home')
    await expect(message(page, oldLine(1))).toBeFocused()
    await expect(timeline(page)).toContainText('This is the start of the room.')
    await page.keyboard.press('End')
    await expect(message(page, oldLine(lines))).toBeFocused()
    await expect(page.getByRole('button', { name: 'Latest' })).toBeHidden()

    await page.getByRole('button', { name: 'Room menu' }).click()
    await page.getByRole('menuitem', { name: 'Jump to a date' }).click()
    await page.getByLabel('Date', { exact: true }).fill('2004-11-02')
    expect(await seriousInBothThemes(page)).toEqual([])
    await page.getByRole('button', { name: 'Jump', exact: true }).click()
    await expect(message(page, oldLine(721))).toBeFocused()
    await expect(message(page, oldLine(721))).toBeInViewport()
    await expect(timeline(page).getByRole('button', { name: /November.* 2004|2 Nov/ })).toBeInViewport()
    const jumps = await descend(page)
    expect(jumps).toEqual([])
    await expect(message(page, oldLine(lines))).toBeInViewport()
    await expect(page.getByRole('button', { name: 'Latest' })).toBeHidden()

    await timeline(page).focus()
    await page.keyboard.press('Home')
    await expect(message(page, oldLine(1))).toBeFocused()
    await say(page, 'and that was that')
    await expect(message(page, 'and that was that')).toBeInViewport()
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
