import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { enlist } from './people.ts'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import {
  answered,
  chooseFor,
  chooseInRoom,
  closeDialog,
  confirm,
  enterRoom,
  expect,
  makeLink,
  makePrivateRoom,
  openSettings,
} from './verbs.ts'

for (const [size, options] of [
  ['desktop', {}],
  ['phone', phone],
] as const)
  describe(`every error is a page with a link back, ${size}`, () => {
    const stage = setStage()
    const nowhere = 'A'.repeat(22)

    const expectPage = async (page: Page, path: string, title: string) => {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      await page.getByRole('link', { name: /^(Back to your rooms|Public rooms)$/ }).click()
      await expect(page).toHaveURL(/\/$/)
    }

    test('no such room, a private room, a room you are banned from, a deleted room', async () => {
      const amy = await stage.device()
      const bob = await stage.device(options)
      const guest = await stage.device(options)
      await enlist(stage, amy, 'amy')
      await enlist(stage, bob, 'bob')
      await makePrivateRoom(amy, 'Locked')
      const locked = new URL(amy.url()).pathname
      await enterRoom(amy, 'Bench')
      const bench = new URL(amy.url()).pathname
      await enterRoom(bob, 'Bench')
      await chooseFor(amy, 'bob', 'Ban')
      await confirm(amy, 'Ban')
      await expect(bob.getByRole('heading', { name: 'You’re banned from this room' })).toBeVisible()
      await enterRoom(amy, 'Short-lived')
      const deleted = new URL(amy.url()).pathname
      await openSettings(amy).then((dialog) => dialog.getByRole('button', { name: 'Delete room' }).click())
      await amy.getByLabel(/^Type/).fill('Short-lived')
      await confirm(amy, 'Delete for everyone')
      await expect(amy).toHaveURL(/\/$/)

      await expectPage(bob, `/r/${nowhere}`, 'Room not found')
      await expectPage(bob, locked, 'This room is private')
      await expectPage(bob, bench, 'You’re banned from this room')
      await expectPage(bob, deleted, 'This room was deleted')
      await expectPage(bob, `/u/${nowhere}`, 'Person not found')
      await expectPage(guest, `/r/${nowhere}`, 'Room not found')
      await expectPage(guest, locked, 'Sign in to read this room')
      await expectPage(guest, deleted, 'This room was deleted')
    })

    test("a link that doesn't work, a link to an archived room, a link to a deleted room", async () => {
      const cy = await stage.device()
      const dan = await stage.device(options)
      await enlist(stage, cy, 'cy')
      await enterRoom(cy, 'Vanishing')
      await chooseInRoom(cy, 'Invite by link')
      const link = await makeLink(cy)
      await closeDialog(cy)
      await expectPage(dan, link.replace(/[^/]+$/, nowhere), 'This link no longer works')
      const settings = await openSettings(cy)
      await answered(cy, { do: 'archive' }, () => settings.getByRole('button', { name: 'Archive' }).click())
      await expectPage(dan, link, 'The room is archived')
      await settings.getByRole('button', { name: 'Delete room' }).click()
      await cy.getByLabel(/^Type/).fill('Vanishing')
      await confirm(cy, 'Delete for everyone')
      await expect(cy).toHaveURL(/\/$/)
      await expectPage(dan, link, 'The room was deleted')
    })
  })
