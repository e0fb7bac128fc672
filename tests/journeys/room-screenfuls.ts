import type { Page } from 'playwright'
import {
  addMember,
  chooseFor,
  chooseInRoom,
  composer,
  confirm,
  enterRoom,
  expect,
  makeLink,
  membersPane,
  myRooms,
  openMemberMenu,
  openRoom,
  openSettings,
  roomTitle,
  say,
  showMembers,
  timeline,
} from './verbs.ts'

/** One screen of the app, and how to get there on a device whose relay has the demo's people and rooms. */
export interface Screenful {
  name: string
  show(page: Page): Promise<void>
}

const own = 'Reading room'

/** A room that the person owns, with somebody banned from it. */
const inOwnRoom = async (page: Page) => {
  await page.goto('/')
  await expect(myRooms(page).locator('.room-time').first()).toBeVisible()
  if (await myRooms(page).getByText(own).isVisible()) return openRoom(page, own)
  await enterRoom(page, own)
  await say(page, 'Nobody reads aloud here, please.')
  await addMember(page, 'margaret')
  await addMember(page, 'alan')
  await chooseFor(page, 'Alan', 'Ban')
  await page.getByRole('dialog').getByRole('checkbox').check()
  await confirm(page, 'Ban')
  await expect(membersPane(page).getByRole('button', { name: /^Lift the ban/ })).toBeVisible()
  await page.goto(new URL(page.url()).pathname)
  await expect(roomTitle(page)).toHaveText(own)
  return undefined
}

const inSquare = async (page: Page) => {
  await page.goto('/')
  await openRoom(page, 'Market square')
  await expect(timeline(page).locator('.message').first()).toBeVisible()
}

/** What a room shows to its members besides the messages. */
export const roomScreenfuls: readonly Screenful[] = [
  {
    name: 'room-settings',
    async show(page) {
      await inOwnRoom(page)
      await openSettings(page)
    },
  },
  {
    name: 'room-settings-of-another',
    async show(page) {
      await inSquare(page)
      await openSettings(page)
    },
  },
  {
    name: 'invite',
    async show(page) {
      await inOwnRoom(page)
      await chooseInRoom(page, 'Invite by link')
      await makeLink(page)
      await expect(page.getByText('Invite links')).toBeVisible()
    },
  },
  {
    name: 'emoji',
    async show(page) {
      await inSquare(page)
      await page.getByRole('button', { name: 'Add emoji' }).click()
      await expect(page.getByRole('gridcell', { name: 'grinning face' }).first()).toBeVisible()
    },
  },
  {
    name: 'completion',
    async show(page) {
      await inSquare(page)
      await composer(page).fill('')
      await composer(page).pressSequentially('@')
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  },
  {
    name: 'member-menu',
    async show(page) {
      await inSquare(page)
      await openMemberMenu(page, 'Grace')
    },
  },
  {
    name: 'thread',
    async show(page) {
      await inSquare(page)
      await timeline(page).locator('.message').last().focus()
      await page.keyboard.press('t')
      await page.getByRole('textbox', { name: 'Reply in thread' }).fill('Count me in.')
      await page.keyboard.press('Control+Enter')
      await expect(page.locator('.thread .message', { hasText: 'Count me in.' }).first()).toBeVisible()
    },
  },
  {
    name: 'my-threads',
    async show(page) {
      await page.goto('/')
      await page.getByRole('link', { name: /^My threads/ }).click()
      await expect(page.locator('.my-thread').first()).toBeVisible()
    },
  },
  {
    name: 'banned',
    async show(page) {
      await inOwnRoom(page)
      const pane = await showMembers(page)
      await pane.getByRole('button', { name: /^Lift the ban/ }).scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'ban',
    async show(page) {
      await inOwnRoom(page)
      await chooseFor(page, 'Margaret', 'Ban')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'archived',
    async show(page) {
      await page.goto('/')
      await page.locator('.public-room-link').filter({ hasText: 'The old oven' }).click()
      await expect(page.getByText('This room is archived')).toBeVisible()
    },
  },
  {
    name: 'leave-as-owner',
    async show(page) {
      await inOwnRoom(page)
      await chooseInRoom(page, 'Leave room')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'delete-room',
    async show(page) {
      await inOwnRoom(page)
      await openSettings(page).then((dialog) => dialog.getByRole('button', { name: 'Delete room' }).click())
      await expect(page.getByRole('dialog', { name: 'Delete this room?' })).toBeVisible()
    },
  },
  {
    name: 'commands',
    async show(page) {
      await inSquare(page)
      const formatting = page.getByRole('button', { name: 'Formatting' })
      if ((await formatting.getAttribute('aria-pressed')) === 'false') await formatting.click()
      await page.getByRole('toolbar', { name: 'Formatting' }).getByRole('button', { name: 'Preview' }).click()
      await composer(page).fill('')
      await composer(page).pressSequentially('/')
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  },
]
