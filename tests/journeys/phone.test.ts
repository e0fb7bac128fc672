import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { enlist } from './people.ts'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import {
  chooseInRoom,
  closeDialog,
  composer,
  enterRoom,
  expect,
  expectSent,
  expectTalk,
  makeLink,
  message,
  myRooms,
  openRoom,
  roomTitle,
  say,
  signUp,
} from './verbs.ts'

describe('on a phone', () => {
  const stage = setStage()

  test('the app shows one pane at a time, and back leads to the one before', async () => {
    const page = await stage.device(phone)
    await enlist(stage, page, 'amy')
    await enterRoom(page, 'Pocket')
    await expect(myRooms(page)).toHaveCount(0)
    await say(page, 'hello')
    await expectSent(page, 'hello', 'Sent')
    await page.getByRole('link', { name: 'Back to rooms' }).tap()
    await expect(myRooms(page)).toBeVisible()
    // At once: the relay was reached long ago.
    expect(await page.locator('.status').getByRole('status').textContent()).toBe('Up to date')
    await expect(roomTitle(page)).toHaveCount(0)
    await openRoom(page, 'Pocket')
    await page.getByRole('button', { name: /^Members:/ }).tap()
    const members = page.getByRole('complementary', { name: 'Members' })
    await expect(members).toBeInViewport({ ratio: 0.99 })
    await page.goBack()
    await expect(members).toHaveCount(0)
    await expect(roomTitle(page)).toHaveText('Pocket')
    await page.goBack()
    await expect(myRooms(page)).toBeVisible()
  })

  test('Enter starts a new line, the button sends, and nothing is wider than the screen', async () => {
    const page = await stage.device(phone)
    await enlist(stage, page, 'bob')
    await enterRoom(page, 'Thumbs')
    await composer(page).tap()
    await page.keyboard.type('first line')
    await page.keyboard.press('Enter')
    await page.keyboard.type('second line')
    await expect(composer(page)).toHaveValue('first line\nsecond line')
    await page.getByRole('button', { name: 'Send' }).tap()
    await expect(composer(page)).toHaveValue('')
    await expect(composer(page)).toBeFocused()
    await expectTalk(page, ['first line\nsecond line'], { useInnerText: true })
    await composer(page).fill(`a word of ${'x'.repeat(200)} letters and https://example.org/${'long/'.repeat(60)}`)
    await page.getByRole('button', { name: 'Send' }).tap()
    await expectSent(page, 'a word of', 'Sent')
    await expect(message(page, 'a word of')).toBeInViewport()
    expect(await overflow(page)).toBe(0)
  })

  test('the composer stays above the keyboard, and the newest message above the composer', async () => {
    const page = await stage.device(phone)
    await enlist(stage, page, 'cleo')
    await enterRoom(page, 'Keyboard')
    for (let line = 1; line <= 30; line++) {
      await composer(page).fill(`line ${line}.`)
      await page.getByRole('button', { name: 'Send' }).tap()
    }
    await expect(message(page, 'line 30.')).toBeInViewport()
    // An on-screen keyboard makes the content smaller: see the viewport of index.html.
    await page.setViewportSize({ width: 390, height: 460 })
    await expect(message(page, 'line 30.')).toBeInViewport({ ratio: 0.9 })
    await expect(composer(page)).toBeInViewport({ ratio: 1 })
  })

  test('every control is at least 44 px high and wide, on every screen', async () => {
    const page = await stage.device(phone)
    const small: string[] = []
    const look = async (screen: string) => small.push(...(await tooSmall(page)).map((what) => `${screen}: ${what}`))
    await page.goto('/')
    await expect(page.getByRole('link', { name: 'Create account' })).toBeVisible()
    await look('welcome')
    await page.goto('/sign-in')
    await expect(page.getByLabel('Username or e-mail')).toBeVisible()
    await look('sign in')
    await page.goto('/sign-up')
    await expect(page.getByLabel('Username')).toBeVisible()
    await look('sign up')
    await signUp(page, 'dora')
    await enterRoom(page, 'Targets')
    await say(page, 'hello')
    await look('room')
    await page.getByRole('button', { name: 'Room menu' }).tap()
    await look('room menu')
    await page.getByRole('menuitem', { name: 'Room settings' }).tap()
    await expect(page.getByRole('dialog', { name: 'Room settings' })).toBeVisible()
    await look('room settings')
    await closeDialog(page)
    await chooseInRoom(page, 'Invite by link')
    await makeLink(page)
    await look('invite')
    await closeDialog(page)
    await page.getByRole('button', { name: /^Members:/ }).tap()
    await expect(page.getByRole('complementary', { name: 'Members' })).toBeVisible()
    await look('members')
    await page.goto('/')
    await expect(myRooms(page)).toContainText('Targets')
    await look('lobby')
    await page.getByRole('button', { name: 'New room' }).tap()
    await expect(page.getByRole('dialog', { name: 'New room' })).toBeVisible()
    await look('new room')
    await closeDialog(page)
    await page.getByRole('button', { name: 'New conversation' }).tap()
    await page.getByRole('combobox', { name: 'With' }).fill('dora')
    await look('new conversation')
    await closeDialog(page)
    await page.getByRole('button', { name: 'Go to a room or person' }).tap()
    await expect(page.getByRole('option', { name: 'Targets' })).toBeVisible()
    await look('switcher')
    expect(small).toEqual([])
  })
})

/** How many pixels the page is wider than the screen. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth))

/**
 * Controls that are too small for a finger. Three kinds are left out or measured differently: a link inside a paragraph
 * is as high as its line; a control with a label is as large as its label; a control that is hidden or takes no pointer
 * events is reached through another element.
 */
const tooSmall = (page: Page): Promise<string[]> =>
  page.locator('a[href], button, input, textarea, [role=menuitem], [role=menuitemradio]').evaluateAll((all) =>
    all.flatMap((control) => {
      const isSeen = control.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      const isFound = getComputedStyle(control).pointerEvents !== 'none'
      if (!isSeen || !isFound || control.closest('p, .unseen')) return []
      const { width, height } = (control.closest('label') ?? control).getBoundingClientRect()
      const name = control.getAttribute('aria-label') ?? control.textContent ?? control.tagName
      return Math.min(width, height) < 43.5 ? [`${name} (${Math.round(width)} × ${Math.round(height)})`] : []
    }),
  )
