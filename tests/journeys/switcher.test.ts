import type { Locator, Page } from 'playwright'
import { describe, test } from 'vitest'
import { enlist } from './people.ts'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import {
  enterRoom,
  expect,
  keptForOffline,
  noRoomOfThatName,
  openRoom,
  roomLine,
  roomTitle,
  say,
  soon,
  typeName,
} from './verbs.ts'

const field = (page: Page): Locator => page.getByRole('combobox', { name: 'Room or person' })
const chosen = (page: Page): Locator => page.getByRole('listbox').getByRole('option', { selected: true })

const callSwitcher = async (page: Page) => {
  await page.keyboard.press('Control+k')
  await expect(field(page)).toBeFocused()
}

describe('the switcher', () => {
  const stage = setStage()

  test('opens rooms with the keyboard alone from anywhere, and lists the previous room first', async () => {
    const page = await stage.device()
    await enlist(stage, page, 'amy')
    for (const name of ['Kitchen', 'Garden', 'Green room']) await enterRoom(page, name)
    await callSwitcher(page)
    await expect(chosen(page)).toContainText('Garden')
    await page.keyboard.press('ArrowDown')
    await expect(chosen(page)).toContainText('Kitchen')
    await page.keyboard.press('Enter')
    await expect(roomTitle(page)).toHaveText('Kitchen')

    await callSwitcher(page)
    await page.keyboard.type('#gre')
    await expect(chosen(page)).toContainText('Green room')
    await page.keyboard.press('Enter')
    await expect(roomTitle(page)).toHaveText('Green room')

    await callSwitcher(page)
    await page.keyboard.press('Escape')
    await expect(field(page)).toHaveCount(0)
    await expect(page.getByRole('textbox', { name: /^Message / })).toBeFocused()
  })

  test('creates no room when Enter finds nothing, creates one when that is chosen, and opens public rooms', async () => {
    const [bob, cleo] = [await stage.device(), await stage.device()]
    await Promise.all([enlist(stage, bob, 'bob'), enlist(stage, cleo, 'cleo')])
    await callSwitcher(bob)
    await bob.keyboard.type('Orchard')
    await expect(bob.getByRole('option', { name: 'Create room “Orchard”' })).toBeVisible()
    await bob.keyboard.press('Enter')
    await expect(chosen(bob)).toHaveCount(0)
    await expect(field(bob)).toHaveValue('Orchard')
    await bob.keyboard.press('Escape')
    await typeName(bob, 'Orchard')
    await expect(noRoomOfThatName(bob)).toBeVisible()
    const { rooms } = await (await bob.request.get('/api/rooms'))
      .json()
      .then((list) => ({ rooms: JSON.stringify(list) }))
    expect(rooms).not.toContain('Orchard')

    await callSwitcher(bob)
    await bob.keyboard.type('Orchard')
    await bob.keyboard.press('ArrowDown')
    await expect(chosen(bob)).toContainText('Create room “Orchard”')
    await bob.keyboard.press('Enter')
    const dialog = bob.getByRole('dialog', { name: 'New room' })
    await expect(dialog.getByText('Anyone can find, read and join it.')).toBeVisible()
    await dialog.getByRole('button', { name: 'Create room' }).click()
    await expect(roomTitle(bob)).toHaveText('Orchard')
    await say(bob, 'apples')
    await callSwitcher(cleo)
    await cleo.keyboard.type('orch')
    await expect(cleo.getByRole('option', { name: /Orchard.*public, 1 member/ })).toBeVisible()
    await expect(chosen(cleo)).toContainText('Orchard')
    await cleo.keyboard.press('Enter')
    await expect(roomTitle(cleo)).toHaveText('Orchard')
    await expect(cleo.getByRole('button', { name: 'Join room' })).toBeVisible()
  })

  test("finds a person whom this device doesn't know by exact username", async () => {
    const [dan, emil] = [await stage.device(), await stage.device()]
    await Promise.all([enlist(stage, dan, 'dan'), enlist(stage, emil, 'emil')])
    await callSwitcher(dan)
    await dan.keyboard.type('@nobody-here')
    await dan.keyboard.press('Enter')
    await expect(dan.getByText('No one here has that name.')).toBeVisible()
    await field(dan).fill('@emil')
    await dan.keyboard.press('Enter')
    await expect(roomTitle(dan)).toHaveText('emil')
    await expect(roomLine(emil, 'dan')).toBeVisible()
  })

  test('works without a network for all people whom this device knows', async () => {
    const profile = stage.profile()
    let fran = await profile.open()
    await enlist(stage, fran, 'fran')
    const gus = await stage.device()
    await enlist(stage, gus, 'gus')
    await enterRoom(fran, 'Shed')
    await enterRoom(gus, 'Shed')
    await expect(fran.getByRole('button', { name: 'Members: 2 members' })).toBeVisible()
    await keptForOffline(fran)
    await profile.close()
    await stage.relay.kill('SIGKILL')
    fran = await profile.open()
    await openRoom(fran, 'Shed')
    await callSwitcher(fran)
    await fran.keyboard.type('@gus')
    await expect(chosen(fran)).toContainText('gus')
    await fran.keyboard.press('Enter')
    await expect(roomTitle(fran)).toHaveText('gus')
    await stage.relay.start()
    await expect(roomLine(gus, 'fran')).toBeVisible(soon)
  })

  test('fills the screen on a phone, and opens and closes by touch', async () => {
    const page = await stage.device(phone)
    await enlist(stage, page, 'hana')
    await enterRoom(page, 'Pocket')
    await page.goto('/')
    await page.getByRole('button', { name: 'Go to a room or person' }).tap()
    await expect(field(page)).toBeFocused()
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).tap()
    await expect(field(page)).toHaveCount(0)
    await page.getByRole('button', { name: 'Go to a room or person' }).tap()
    await page.getByRole('option', { name: 'Pocket' }).tap()
    await expect(roomTitle(page)).toHaveText('Pocket')
  })
})
