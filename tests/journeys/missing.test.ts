import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { newcomer } from './people.ts'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import { chooseInRoom, enterRoom, expect, roomTitle } from './verbs.ts'

const title = (page: Page) => page.getByRole('heading', { name: 'This part could not be loaded' })

const openSettings = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Settings' }).click()
}

/** Blocks files of this name until the returned function is called. */
const keepFrom = async (page: Page, name: string): Promise<() => Promise<void>> => {
  const files = new RegExp(`/assets/${name}-`)
  await page.context().route(files, (route) => route.abort())
  return () => page.context().unroute(files)
}

for (const [size, options] of [
  ['desktop', {}],
  ['phone', phone],
] as const)
  describe(`a part of the app that can't be loaded is a page with a link back, ${size}`, () => {
    const stage = setStage()

    test('the main pane says why, loads when "Try again" works, and links back', async () => {
      const page = await newcomer(stage, `amy-${size}`, options)
      const come = await keepFrom(page, 'SettingsPage')
      await openSettings(page)
      await expect(title(page)).toBeVisible()
      await expect(page.getByText('The server didn’t send it.')).toBeVisible()
      await page.getByRole('link', { name: 'Back to your rooms' }).click()
      await expect(page).toHaveURL(/\/$/)
      await expect(title(page)).toHaveCount(0)

      await page.goBack()
      await expect(title(page)).toBeVisible()
      const inVain = page.waitForEvent('requestfailed', (request) => request.url().includes('SettingsPage'))
      await page.getByRole('button', { name: 'Try again' }).click()
      await inVain
      await expect(title(page)).toBeVisible()
      await come()
      await page.getByRole('button', { name: 'Try again' }).click()
      await expect(page.getByRole('link', { name: 'Profile' }).first()).toBeVisible()
      await expect(title(page)).toHaveCount(0)
    })

    test('while the relay is away the page says so, and it loads once the relay is back', async () => {
      const page = await newcomer(stage, `bob-${size}`, options)
      await stage.relay.kill('SIGKILL')
      await openSettings(page)
      await expect(title(page)).toBeVisible()
      await expect(page.getByText('You’re offline, and this device doesn’t have it yet.')).toBeVisible()
      await page.getByRole('button', { name: 'Try again' }).click()
      await expect(title(page)).toBeVisible()
      await page.getByRole('button', { name: 'Try again' }).click()
      await expect(title(page)).toBeVisible()
      await stage.relay.start()
      await page.getByRole('button', { name: 'Try again' }).click()
      await expect(page.getByRole('link', { name: 'Profile' }).first()).toBeVisible()
    })

    test('a part with an error also shows a page, and the browser still reports the error', async () => {
      const page = await newcomer(stage, `dan-${size}`, options)
      stage.expected = /on purpose/
      const body = "export default () => { throw new Error('on purpose') }"
      const loud = page.waitForEvent('pageerror', (error) => error.message === 'on purpose')
      await page
        .context()
        .route(/assets\/SettingsPage-.*js/, (route) => route.fulfill({ contentType: 'text/javascript', body }))
      await openSettings(page)
      await expect(page.getByRole('heading', { name: 'Something went wrong here' })).toBeVisible()
      await loud
      await page.getByRole('link', { name: 'Back to your rooms' }).click()
      await expect(page).toHaveURL(/\/$/)
    })

    test('a dialog: the page below stays, and the dialog opens the next time', async () => {
      const page = await newcomer(stage, `cy-${size}`, options)
      await enterRoom(page, `Quay ${size}`)
      const come = await keepFrom(page, 'RoomSettings')
      await chooseInRoom(page, 'Room settings')
      const dialog = page.getByRole('dialog', { name: 'This part could not be loaded' })
      await expect(dialog).toBeVisible()
      await expect(roomTitle(page)).toHaveText(`Quay ${size}`)
      await dialog.getByRole('button', { name: 'Close' }).last().click()
      await expect(dialog).toHaveCount(0)
      await come()
      await chooseInRoom(page, 'Room settings')
      await expect(page.getByRole('dialog', { name: 'Room settings' })).toBeVisible()
    })
  })
