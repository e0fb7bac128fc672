import type { Locator, Page } from 'playwright'
import { describe, test } from 'vitest'
import { gather, makeRoom, newcomer, newcomers } from './people.ts'
import { choosePicture, drawnPicture } from './pictures.ts'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import { expect, memberLine, showMembers, typeName } from './verbs.ts'

describe('a dialog focuses the control that people need first, and gives the focus back when it closes', () => {
  const stage = setStage()

  // The first account of a relay is its admin's.
  test('in the settings', async () => {
    const page = await newcomer(stage, 'ada')
    await page.goto('/settings/admin')
    await page.getByLabel('Username of the account').fill('bob')
    await visit(page, page.getByRole('button', { name: 'Close account…' }), focused(page, 'Cancel'))
    await page.goto('/settings/devices')
    await visit(page, page.getByRole('button', { name: /^Remove / }), focused(page, 'Cancel'))
    await page.goto('/settings/profile')
    const picture = page.getByRole('button', { name: 'Choose a picture' })
    await picture.focus()
    await choosePicture(page, await drawnPicture(page, 800, 400))
    await expect(focused(page, /^Part of the picture/)).toBeVisible()
    await expectBack(page, picture)
  })

  test('in the list of rooms', async () => {
    const [ann, ben] = await newcomers(stage, ['ann', 'ben'])
    await makeRoom(stage, ann, 'Cellar')
    await makeRoom(stage, ben, 'Attic')
    await visit(ben, ben.getByRole('button', { name: 'New room' }), focused(ben, 'Name'))
    await visit(ben, ben.getByRole('button', { name: 'New conversation' }), focused(ben, 'With'))
    await visit(ben, ben.getByRole('button', { name: 'Go to a room or person' }), focused(ben, 'Room or person'))
    await visit(ben, ben.getByRole('button', { name: /^Account of/ }), focused(ben, 'Emoji'), 'Set a status')
    await visit(ben, ben.getByRole('button', { name: /^More for .*Attic/ }), focused(ben, 'Cancel'), 'Leave room')
    await typeName(ben, 'Cellar')
    await visit(ben, ben.getByRole('button', { name: 'Ask to join' }), focused(ben, /^Message to the moderators/))
  })

  test('in a room', async () => {
    const [cat, dan] = await gather(stage, 'Kitchen', ['cat', 'dan'])
    const menu = cat.getByRole('button', { name: 'Room menu' })
    await visit(cat, menu, focused(cat, 'Expires after'), 'Invite by link')
    await visit(cat, menu, focused(cat, 'Choose a picture'), 'Room settings')
    await visit(cat, menu, focused(cat, /^You own this room/), 'Leave room')
    await menu.press('Enter')
    await choose(cat, 'Room settings')
    await cat.getByRole('dialog').getByRole('button', { name: 'Delete room' }).press('Enter')
    await expect(focused(cat, /^Type .*Kitchen/)).toBeVisible()
    await expectBack(cat, menu)
    await showMembers(cat)
    const more = memberLine(cat, 'dan').getByRole('button', { name: /^More about/ })
    await visit(cat, more, focused(cat, /^Delete all their/), 'Ban')
    await visit(cat, more, focused(cat, 'Cancel'), 'Remove')
    const text = dan.getByRole('dialog').locator(':focus').getByText('Only the owner can change this.')
    await visit(dan, dan.getByRole('button', { name: 'Room menu' }), text, 'Room settings')
  })

  test('on a touch screen it focuses no field, because that would open the keyboard', async () => {
    const [, fay] = await gather(stage, 'Garden', ['eve', 'fay'], { beside: phone })
    const text = fay.getByRole('dialog').locator(':focus').getByText('Only the owner can change this.')
    const menu = fay.getByRole('button', { name: 'Room menu' })
    await visit(fay, menu, text, 'Room settings')
    await visit(fay, menu, focused(fay, 'Cancel'), 'Leave room')
    await fay.goto('/')
    await visit(fay, fay.getByRole('button', { name: /^Account of/ }), focused(fay, 'Add emoji'), 'Set a status')
  })

  test("when its code can't be loaded, and after a second try", async () => {
    const [gil] = await gather(stage, 'Hall', ['gil'])
    await gil.context().route(/\/assets\/Invite-/, (route) => route.abort())
    const menu = gil.getByRole('button', { name: 'Room menu' })
    await visit(gil, menu, focused(gil, 'Try again'), 'Invite by link')
    await menu.press('Enter')
    await choose(gil, 'Invite by link')
    await expect(focused(gil, 'Try again')).toBeVisible()
    await gil.context().unroute(/\/assets\/Invite-/)
    await gil.keyboard.press('Enter')
    await expect(focused(gil, 'Expires after')).toBeVisible()
    await expectBack(gil, menu)
  })
})

/** Opens the dialog by keys, waits until the focus is where it should be, and closes it. */
const visit = async (page: Page, opener: Locator, inside: Locator, item?: string): Promise<void> => {
  await opener.focus()
  await page.keyboard.press('Enter')
  if (item !== undefined) await choose(page, item)
  await expect(inside).toBeVisible()
  await expectBack(page, opener)
}

const choose = (page: Page, item: string): Promise<void> =>
  page.getByRole('menuitem', { name: item, exact: true }).press('Enter')

/** What has the focus in the dialog, if that is its name. */
const focused = (page: Page, name: string | RegExp): Locator => {
  const dialog = page.getByRole('dialog')
  return dialog.locator(':focus').and(dialog.getByLabel(name).or(dialog.getByRole('button', { name, exact: true })))
}

const expectBack = async (page: Page, opener: Locator): Promise<void> => {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(opener).toBeFocused()
}
