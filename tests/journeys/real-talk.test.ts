import type { Locator, Page } from 'playwright'
import { afterAll, describe, test } from 'vitest'
import { seriousInBothThemes } from './axe.ts'
import { climb, descend } from './climb.ts'
import { crowd, seedCrowd } from './crowd.ts'
import { demoPassword, forgetDemo, oldLine, seedDemo } from './demo.ts'
import { farThread, seedFarThread } from './far-thread.ts'
import { press } from './finger.ts'
import { returning } from './people.ts'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import {
  closeDialog,
  composer,
  enterRoom,
  expect,
  keptForOffline,
  message,
  openRoom,
  say,
  signIn,
  timeline,
} from './verbs.ts'

const lines = 2_200
const data = await seedDemo(lines)
await seedCrowd(data, ['ada', 'grace'])
await seedFarThread(data, 'ada', 'grace')
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
    // Otherwise the browser would scroll it on the main thread.
    await expect(timeline(page)).toHaveCSS('will-change', 'scroll-position')
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

  test('500 people with 40 emoji on one message stay readable, and one more changes one number on screen', async () => {
    const [ada, grace] = await Promise.all([returning(stage, 'ada'), returning(stage, 'grace', phone)])
    // Only six people chose what grace chose.
    const few = [
      [ada, shownAtFirst],
      [grace, shownAtFirst + 1],
    ] as const
    for (const [page, count] of few) {
      await openRoom(page, crowd.room)
      await expect(message(page, crowd.news)).toBeInViewport()
      await expect(chips(page)).toHaveCount(count)
    }
    expect(await heightOf(reactions(ada))).toBeLessThan(80)
    expect(await heightOf(reactions(grace))).toBeLessThan(160)
    for (const [page, count] of few) {
      await page.getByRole('button', { name: `Show ${crowd.emoji.length - count} more reactions` }).click()
      await expect(chips(page)).toHaveCount(crowd.emoji.length)
      expect(await countsIn(page)).toBe(crowd.people)
    }

    const changes = [await noteChanges(ada), await noteChanges(grace)]
    await chip(ada, '🧁', 4).click()
    await expect(chip(ada, '🧁', 5)).toHaveAttribute('aria-pressed', 'true')
    await expect(chip(grace, '🧁', 5)).toHaveAttribute('aria-pressed', 'false')
    for (const page of [ada, grace]) expect(await countsIn(page)).toBe(crowd.people + 1)
    for (const change of changes) expect(await change.jsonValue()).toEqual([])
    await ada.getByRole('button', { name: 'Show fewer' }).click()
    // The most frequent ones, and her own.
    await expect(chips(ada)).toHaveCount(shownAtFirst + 1)
    await expect(chip(ada, '🚀', 22)).toBeVisible()
    await expect(chip(ada, '🧁', 5)).toBeVisible()

    await press(grace, chip(grace, '🎉', 147))
    const who = grace.getByRole('list', { name: '147 people reacted with 🎉' })
    await expect(who.getByRole('listitem')).toHaveCount(147)
    await expect(who.getByRole('listitem').last()).not.toBeInViewport()
    await who.getByRole('listitem').last().scrollIntoViewIfNeeded()
    await expect(who.getByRole('listitem').last()).toBeInViewport()
    expect(await seriousInBothThemes(grace)).toEqual([])
    await grace
      .getByRole('dialog')
      .getByRole('button', { name: /^🍕, 6 / })
      .tap()
    await expect(grace.getByRole('list', { name: '6 people reacted with 🍕' }).getByRole('listitem')).toHaveCount(6)
    const names = await grace.evaluate(namesOfEach)
    expect(names.length).toBe(crowd.people + 1)
    expect(new Set(names).size).toBe(crowd.people)
    await closeDialog(grace)
    // So many reactions have moved the end of the room off her screen.
    await grace.locator('.jump').tap()
    await expect(grace.locator('.jump')).toHaveCount(0)
    await press(grace, chip(grace, '👩‍💻', 4))
    const rare = grace.getByRole('dialog').getByRole('button', { name: /^👩‍💻, / })
    await expect(rare).toBeInViewport()
    await rare.focus()
    await ada.getByRole('button', { name: /^Show \d+ more reactions/ }).click()
    await chip(ada, '👩‍💻', 4).click()
    await expect(grace.getByRole('list', { name: '5 people reacted with 👩‍💻' }).getByRole('listitem')).toHaveCount(5)
    await expect(rare).toHaveAccessibleName(/^👩‍💻, 5 /)
    await expect(rare).toBeFocused()
    await closeDialog(grace)

    const joke = 'What happened in March?'
    for (const key of ['Enter', 'ArrowRight+Enter']) {
      await message(ada, joke).focus()
      await ada.keyboard.press('+')
      await expect(ada.getByRole('menuitemcheckbox').first()).toBeFocused()
      for (const one of key.split('+')) await ada.keyboard.press(one)
      await expect(message(ada, joke)).toBeFocused()
    }
    const [one, other] = [0, 1].map((at) => message(grace, joke).locator('[aria-pressed]').nth(at))
    await press(grace, one!)
    const people = grace.getByRole('dialog').getByRole('listitem')
    await expect(people).toHaveCount(1)
    await message(ada, joke).locator('[aria-pressed]').first().click()
    await expect(other!).toHaveCount(0)
    await expect(people).toHaveCount(1)
    await message(ada, joke).locator('[aria-pressed]').first().click()
    await expect(grace.getByRole('dialog')).toHaveCount(0)
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

  test('a thread is whole however far apart its messages are, with the relay stopped too', async () => {
    const [ada, grace] = await Promise.all([returning(stage, 'ada'), returning(stage, 'grace', phone)])
    for (const page of [ada, grace]) {
      await page.bringToFront()
      await openRoom(page, farThread.room)
      await timeline(page).focus()
      await page.keyboard.press('Home')
      await expect(lineOf(page, farThread.question)).toContainText('4 replies')
      await page.keyboard.press('End')
      await expect(message(page, farThread.newest)).toBeInViewport()
      await expect(page.locator('.jump')).toHaveCount(0)
      await keptForOffline(page)
    }
    await stage.relay.kill('SIGKILL')

    // From here on, only the newest part of the room is in memory.
    for (const page of [ada, grace]) {
      await page.goto('/')
      await openRoom(page, farThread.room)
      await expect(message(page, farThread.newest)).toBeInViewport()
      await timeline(page).focus()
      await page.keyboard.press('Home')
      await expect(lineOf(page, farThread.question)).toContainText('4 replies')
      await lineOf(page, farThread.question).click()
      await expect(inThread(page)).toHaveText([farThread.question, ...farThread.replies])
    }
    expect(await seriousInBothThemes(grace)).toEqual([])

    await ada.goto('/')
    await ada.getByRole('link', { name: /^My threads/ }).click()
    await ada.locator('.my-thread', { hasText: farThread.question }).click()
    await expect(inThread(ada)).toHaveText([farThread.question, ...farThread.replies])
    await expect(message(ada, farThread.newest)).toBeInViewport()
    await ada.getByRole('textbox', { name: 'Reply in thread' }).fill('Oiled it, opens fine')
    await ada.keyboard.press('Control+Enter')
    await expect(inThread(ada)).toHaveText([farThread.question, ...farThread.replies, 'Oiled it, opens fine'])
    await ada.getByRole('button', { name: 'Close thread' }).click()
    await timeline(ada).focus()
    await ada.keyboard.press('Home')
    await expect(lineOf(ada, farThread.question)).toContainText('5 replies')
  })
})

const lineOf = (page: Page, question: string): Locator => message(page, question).locator('.thread-line')
const inThread = (page: Page): Locator => page.locator('.thread .message .text')

const shownAtFirst = 12
const reactions = (page: Page): Locator => message(page, crowd.news).getByRole('group', { name: 'Reactions' })
/** One for each emoji. */
const chips = (page: Page): Locator => reactions(page).locator('[aria-pressed]')
const chip = (page: Page, emoji: string, people: number): Locator =>
  reactions(page).getByRole('button', { name: new RegExp(`^${emoji}, ${people} `) })

const countsIn = async (page: Page): Promise<number> =>
  (await chips(page).locator('.reaction-count').allTextContents()).reduce((sum, count) => sum + Number(count), 0)

const heightOf = async (what: Locator): Promise<number> => (await what.boundingBox())!.height

/** What is drawn anew from now on: rows that were there before, and reactions other than the cupcake. */
const noteChanges = (page: Page) =>
  message(page, crowd.news).evaluateHandle((news) => {
    const list = news.closest('[role=log]')!
    const changes: string[] = []
    const rows = new Set([...list.querySelectorAll('article')].map((row) => row.dataset.key))
    const isRedrawn = (row: Node): boolean =>
      row instanceof Element && rows.has(row.querySelector('article')?.dataset.key) && row.isConnected
    const note = ({ target, type, addedNodes }: MutationRecord) => {
      const element = target instanceof Element ? target : target.parentElement!
      const row = element.closest('article')
      const isReaction = type !== 'attributes' && element.closest('.reactions')
      if (row === null && [...addedNodes].some(isRedrawn)) changes.push('a row is drawn anew')
      else if (row !== null && row !== news) changes.push(`${type} in the row ${row.ariaLabel}`)
      else if (isReaction && !element.closest('[aria-label^="🧁"]')) changes.push(`${type} at ${element.ariaLabel}`)
    }
    new MutationObserver((all) => all.forEach(note)).observe(list, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    })
    return changes
  })

/** Runs in the page: presses one emoji after the other in the list of who reacted, and returns all names. */
const namesOfEach = async (): Promise<string[]> => {
  const names: string[] = []
  for (const emoji of document.querySelectorAll<HTMLElement>('dialog .reaction')) {
    emoji.click()
    const count = Number(emoji.querySelector('.reaction-count')?.textContent)
    const people = () => [...document.querySelectorAll('dialog li')]
    while (people().length !== count) await new Promise((done) => setTimeout(done))
    names.push(...people().map((person) => person.textContent ?? ''))
  }
  return names
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
