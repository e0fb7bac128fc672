import type { Page } from 'playwright'
import { choosePicture, drawnPicture } from './pictures.ts'
import { roomScreenfuls, type Screenful } from './room-screenfuls.ts'
import { composer, expect, makePrivateRoom, myRooms, openRoom, showMembers, timeline, typeName } from './verbs.ts'

const atHome = async (page: Page) => {
  await page.goto('/')
  await expect(myRooms(page)).toBeVisible()
  await expect(myRooms(page).locator('.room-time').first()).toBeVisible()
}

const inRoom = async (page: Page, name: string) => {
  await atHome(page)
  await openRoom(page, name)
  await expect(timeline(page).locator('.message').first()).toBeVisible()
}

/** For people who are not signed in. */
export const outside: readonly Screenful[] = [
  {
    name: 'welcome',
    async show(page) {
      await page.goto('/')
      await expect(page.locator('.public-room').first()).toBeVisible()
    },
  },
  {
    name: 'sign-in',
    async show(page) {
      await page.goto('/sign-in')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page.getByText('Please fill this in.').first()).toBeVisible()
    },
  },
  {
    name: 'sign-up',
    async show(page) {
      await page.goto('/sign-up')
      await page.getByLabel('Username').fill('ada')
      await page.getByLabel('E-mail').fill('ada')
      await page.getByLabel('Password', { exact: true }).fill('qwertyuiop')
      await page.getByRole('button', { name: 'Create account' }).click()
      await expect(page.getByText('This password is too easy to guess.')).toBeVisible()
    },
  },
  {
    name: 'forgotten',
    async show(page) {
      await page.goto('/forgotten')
      await page.getByRole('button', { name: 'Send me a link' }).click()
      await expect(page.getByText('Please fill this in.')).toBeVisible()
    },
  },
  {
    name: 'new-password',
    async show(page) {
      await page.goto(`/reset#${'A'.repeat(22)}`)
      await expect(page.getByLabel('New password')).toBeVisible()
    },
  },
  {
    name: 'confirm-mail',
    async show(page) {
      await page.goto(`/confirm#${'A'.repeat(22)}`)
      await expect(page.getByRole('button', { name: 'Confirm e-mail' })).toBeVisible()
    },
  },
  {
    name: 'link-over',
    async show(page) {
      await page.goto(`/link#${'A'.repeat(22)}`)
      await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
    },
  },
  {
    name: 'guest',
    async show(page) {
      await page.goto('/')
      await page.locator('.public-room-link').first().click()
      await expect(timeline(page).locator('.message').first()).toBeVisible()
    },
  },
  {
    name: 'no-such-room',
    async show(page) {
      await page.goto(`/r/${'A'.repeat(22)}`)
      await expect(page.getByRole('heading', { name: 'Room not found' })).toBeVisible()
    },
  },
  {
    name: 'link-used-up',
    async show(page) {
      await page.goto(`/i/${'A'.repeat(22)}/${'A'.repeat(22)}`)
      await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
    },
  },
  {
    name: 'no-such-page',
    async show(page) {
      await page.goto('/nothing/here')
      await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
    },
  },
]

/** For people who are signed in. */
export const inside: readonly Screenful[] = [
  { name: 'lobby', show: atHome },
  {
    name: 'lobby-private',
    async show(page) {
      await atHome(page)
      await typeName(page, 'Lake weekend')
      await expect(page.getByText('“Lake weekend” is private. Ask a member to add you.')).toBeVisible()
    },
  },
  {
    name: 'activity',
    async show(page) {
      await page.goto('/activity')
      await expect(page.getByRole('main').locator('.activity-none, .activity-line').first()).toBeVisible()
    },
  },
  { name: 'room', show: (page) => inRoom(page, 'Market square') },
  { name: 'room-code', show: (page) => inRoom(page, 'Relay crew') },
  { name: 'room-imported', show: (page) => inRoom(page, 'Old channel') },
  {
    name: 'members',
    async show(page) {
      await inRoom(page, 'Market square')
      await showMembers(page)
    },
  },
  {
    name: 'room-menu',
    async show(page) {
      await inRoom(page, 'Market square')
      await page.getByRole('button', { name: 'Room menu' }).click()
      await expect(page.getByRole('menu')).toBeVisible()
    },
  },
  {
    name: 'leave-room',
    async show(page) {
      await inRoom(page, 'Book club')
      await page.getByRole('button', { name: 'Room menu' }).click()
      await page.getByRole('menuitem', { name: 'Leave room' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'new-room',
    async show(page) {
      await atHome(page)
      await page.getByRole('button', { name: 'New room' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Create room' }).click()
      await expect(page.getByText('A room needs a name.')).toBeVisible()
    },
  },
  {
    name: 'switcher',
    async show(page) {
      await atHome(page)
      await page.getByRole('button', { name: 'Go to a room or person' }).click()
      await page.getByRole('combobox', { name: 'Room or person' }).fill('a')
      await expect(page.getByRole('option', { name: /Ada Fenwick/ })).toBeVisible()
    },
  },
  {
    name: 'new-conversation',
    async show(page) {
      await atHome(page)
      await page.getByRole('button', { name: 'New conversation' }).click()
      const field = page.getByRole('combobox', { name: 'With' })
      await field.fill('grace')
      await field.press('Enter')
      await field.fill('a')
      await expect(page.getByRole('option', { name: /Ada Fenwick/ })).toBeVisible()
    },
  },
  {
    name: 'direct',
    async show(page) {
      await atHome(page)
      await page.getByRole('button', { name: 'Go to a room or person' }).click()
      await page.getByRole('combobox', { name: 'Room or person' }).fill('Ada Fenwick')
      await page
        .getByRole('option', { name: /^Ada Fenwick/ })
        .first()
        .click()
      await expect(composer(page)).toBeVisible()
    },
  },
  {
    name: 'line-menu',
    async show(page) {
      await atHome(page)
      await myRooms(page).getByRole('link').first().press('ContextMenu')
      await expect(page.getByRole('menu')).toBeVisible()
    },
  },
  {
    name: 'ask-to-enter',
    async show(page) {
      await atHome(page)
      await typeName(page, 'Lake weekend')
      await page.getByRole('button', { name: 'Ask to join' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'account-menu',
    async show(page) {
      await atHome(page)
      await page.getByRole('button', { name: /^Account of/ }).click()
      await expect(page.getByRole('menu')).toBeVisible()
    },
  },
  {
    name: 'looking-in',
    async show(page) {
      await atHome(page)
      await page.locator('.public-room-link').first().click()
      await expect(page.getByRole('button', { name: 'Join room' })).toBeVisible()
    },
  },
  {
    name: 'empty-room',
    async show(page) {
      await atHome(page)
      if (await myRooms(page).getByText('Quiet corner').isVisible()) return openRoom(page, 'Quiet corner')
      return makePrivateRoom(page, 'Quiet corner')
    },
  },
  ...['', 'profile', 'presence', 'email', 'password', 'passkeys', 'privacy', 'blocked', 'export', 'delete'].map(
    (section) => ({
      name: `settings-${section || 'list'}`,
      async show(page: Page) {
        await page.goto(`/settings/${section}`)
        await expect(page.locator('.prefs h1')).toBeVisible()
      },
    }),
  ),
  {
    name: 'settings-devices',
    async show(page) {
      await page.goto('/settings/devices')
      await expect(page.getByText('In use now')).toBeVisible()
    },
  },
  {
    name: 'settings-phone',
    async show(page) {
      await page.goto('/settings/phone')
      await page.getByRole('button', { name: 'Show code' }).click()
      await expect(page.getByRole('img', { name: 'QR code to link a phone' })).toBeVisible()
    },
  },
  {
    name: 'settings-cut',
    async show(page) {
      await page.goto('/settings/profile')
      await choosePicture(page, await drawnPicture(page))
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'status',
    async show(page) {
      await atHome(page)
      await page.getByRole('button', { name: /^Account of/ }).click()
      await page.getByRole('menuitem', { name: /status/ }).click()
      await expect(page.getByRole('dialog', { name: 'Your status' })).toBeVisible()
    },
  },
  {
    name: 'person',
    async show(page) {
      await inRoom(page, 'Market square')
      await timeline(page).locator('.message-face').last().click()
      await expect(page.getByRole('heading', { name: 'Devices' })).toBeVisible()
    },
  },
  ...roomScreenfuls,
]

/** For the administrator of the relay. */
export const ofAdmin: readonly Screenful[] = [
  {
    name: 'settings-admin',
    async show(page) {
      await page.goto('/settings/admin')
      await expect(page.getByRole('heading', { name: 'Reset someone’s password' })).toBeVisible()
      await page.getByRole('region', { name: 'Reset someone’s password' }).getByLabel('Username').fill('grace')
      await page.getByRole('button', { name: 'Create link' }).click()
      await expect(page.getByLabel('Give this link only to them')).toBeVisible()
    },
  },
]
