import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { usePicture } from './pictures.ts'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import {
  addMember,
  chooseInRoom,
  closeDialog,
  composer,
  confirm,
  enterRoom,
  expect,
  expectSent,
  expectTalk,
  makePrivateRoom,
  message,
  openRoom,
  openSettings,
  roomLine,
  roomTitle,
  say,
  signUp,
  soon,
  timeline,
  typeName,
} from './verbs.ts'

for (const [size, options] of [
  ['desktop', {}],
  ['phone', phone],
] as const)
  describe(`rooms, 8, 11 and 12: the life of a room, ${size}`, () => {
    const stage = setStage()
    const on = async (name: string): Promise<Page> => {
      const page = await stage.device(options)
      await signUp(page, name)
      return page
    }
    const beside = async (name: string): Promise<Page> => {
      const page = await stage.device()
      await signUp(page, name)
      return page
    }

    test('a new name and topic are seen by everybody, and old links work', async () => {
      const [amy, bob] = [await on('amy'), await beside('bob')]
      await enterRoom(amy, 'Shed')
      await enterRoom(bob, 'Shed')
      const address = new URL(bob.url()).pathname
      const settings = await openSettings(amy)
      await settings.getByLabel('Name').fill('Greenhouse')
      await settings.getByLabel('Topic').fill('what grows under glass')
      await settings.getByRole('button', { name: 'Save' }).click()
      await expect(settings.getByText('Saved.')).toBeVisible()
      await expect(roomTitle(bob)).toHaveText('Greenhouse', { timeout: 1_000 })
      await expect(bob.locator('.room-topic')).toHaveText('what grows under glass')
      await expect(roomLine(bob, 'Greenhouse')).toBeVisible()
      await expect(timeline(bob)).toContainText(/Shed\W* was the name of this room until then/)
      await bob.goto(address)
      await expect(roomTitle(bob)).toHaveText('Greenhouse')

      await enterRoom(bob, 'Cellar')
      await settings.getByLabel('Name').fill('CELLAR')
      await settings.getByRole('button', { name: 'Save' }).click()
      await expect(settings.getByText('That name is taken.')).toBeVisible()
      await settings.getByLabel('Name').fill('Сellar')
      await settings.getByRole('button', { name: 'Save' }).click()
      await expect(settings.getByText('That name is taken.')).toBeVisible()
      await closeDialog(amy)
      await expect(roomTitle(amy)).toHaveText('Greenhouse')
    })

    test('a picture is cut, and seen by everybody', async () => {
      const [cy, dan] = [await on('cy'), await beside('dan')]
      await enterRoom(cy, 'Gallery')
      await enterRoom(dan, 'Gallery')
      const settings = await openSettings(cy)
      await settings.getByLabel('Picture: file').setInputFiles({
        name: 'wall.png',
        mimeType: 'image/png',
        buffer: Buffer.from(onePixel, 'base64'),
      })
      await usePicture(cy)
      await expect(settings.locator('.avatar-picture.loaded')).toHaveCount(1)
      await expect(dan.locator('.room-head .avatar-picture.loaded')).toHaveCount(1)
      await expect(dan.locator('.room-list .avatar-picture.loaded')).toHaveCount(1)
      await settings.getByRole('button', { name: 'Remove', exact: true }).click()
      await expect(dan.locator('.room-head .avatar')).toHaveCount(0)
      await expect(dan.locator('.room-list .avatar-picture')).toHaveCount(0)
    })

    test('guests read a public room until its owner says otherwise', async () => {
      const eva = await on('eva')
      await enterRoom(eva, 'Forum')
      await say(eva, 'open to all')
      await expectSent(eva, 'open to all', 'On the relay')
      const address = new URL(eva.url()).pathname
      const guest = await stage.device(options)
      await guest.goto(address)
      await expectTalk(guest, ['open to all'])
      await expect(eva.getByText('1 guest reading')).toBeVisible()

      const settings = await openSettings(eva)
      await expect(settings.getByLabel('Public page')).toHaveValue(new RegExp(`/archive/${address.slice(3)}$`))
      await settings.getByLabel('Guests may read it').uncheck()
      await expect(guest.getByRole('heading', { name: 'Sign in to read this room' })).toBeVisible()
      await expect(settings.getByLabel('Public page')).toHaveCount(0)
      await settings.getByLabel('Guests may read it').check()
      await guest.reload()
      await expectTalk(guest, ['open to all'])
      await settings.getByLabel('Private').check()
      await expect(guest.getByRole('heading', { name: 'Sign in to read this room' })).toBeVisible()
      await expect(settings.getByLabel('Guests may read it')).toHaveCount(0)
    })

    test('an archived room is read and not written, takes nobody new, and can be opened again', async () => {
      const [finn, gus, hana] = [await on('finn'), await beside('gus'), await beside('hana')]
      await enterRoom(finn, 'Almanac')
      await enterRoom(gus, 'Almanac')
      await say(finn, 'the last word')
      await expectTalk(gus, ['the last word'])
      const settings = await openSettings(finn)
      await settings.getByRole('button', { name: 'Archive' }).click()
      await expect(settings.getByText('This room is archived', { exact: true })).toBeVisible()
      await expect(settings.getByRole('textbox')).toHaveCount(0)
      await expect(
        gus.getByText('This room is archived: it can be read, and nothing is written any more.'),
      ).toBeVisible()
      await expect(composer(gus)).toHaveCount(0)
      await expectTalk(gus, ['the last word'])
      await typeName(hana, 'Almanac')
      await expect(hana.getByText('This room is archived: it can be read')).toBeVisible()

      await closeDialog(finn)
      await finn.getByRole('button', { name: 'Open it again' }).click()
      await expect(composer(finn)).toBeVisible()
      await say(gus, 'and one more')
      await expectTalk(finn, ['the last word', 'and one more'])
    })

    test('a room is deleted by typing its name, from every device and from the disk of the relay', async () => {
      const [ida, jo] = [await on('ida'), await beside('jo')]
      const secret = `burn after reading ${size} 7311`
      await makePrivateRoom(ida, 'Safe house')
      await addMember(ida, 'jo')
      if (size === 'phone') await ida.goBack()
      await openRoom(jo, 'Safe house')
      await say(ida, secret)
      await expectTalk(jo, [secret])
      await expectSent(ida, secret, 'On the relay')
      const address = new URL(jo.url()).pathname
      expect(filesWith(stage.relay.data, secret)).not.toEqual([])

      const settings = await openSettings(ida)
      await settings.getByRole('button', { name: 'Delete room' }).click()
      const dialog = ida.getByRole('dialog', { name: 'Delete this room?' })
      const really = dialog.getByRole('button', { name: 'Delete for everybody' })
      await dialog.getByLabel(/^Type/).fill('Safe hous')
      await expect(really).toHaveAttribute('aria-disabled', 'true')
      await dialog.getByLabel(/^Type/).fill('safe house')
      await really.click()
      await expect(ida).toHaveURL(/\/$/)
      await expect(roomLine(ida, 'Safe house')).toHaveCount(0)
      await expect(jo.getByRole('heading', { name: 'This room was deleted' })).toBeVisible()
      await expect(roomLine(jo, 'Safe house')).toHaveCount(0)
      for (const page of [ida, jo]) {
        await expect.poll(() => heldDatabases(page, address)).toEqual([])
        await page.goto(address)
        await expect(page.getByRole('heading', { name: 'This room was deleted' })).toBeVisible()
        await expect(message(page, secret)).toHaveCount(0)
      }
      await expect.poll(() => filesWith(stage.relay.data, secret), soon).toEqual([])
    })

    test('an owner alone may delete a room that was left to them', async () => {
      const kim = await on('kim')
      await enterRoom(kim, 'Leftover')
      await chooseInRoom(kim, 'Room settings')
      await kim.getByRole('button', { name: 'Delete room' }).click()
      await kim.getByLabel(/^Type/).fill('Leftover')
      await confirm(kim, 'Delete for everybody')
      await expect(kim).toHaveURL(/\/$/)
      await enterRoom(kim, 'Leftover')
      await expectTalk(kim, [])
    })
  })

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

/** Files of a folder that hold a text. */
const filesWith = (folder: string, text: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text))

/** What is still on the device's disk of the room at this address. */
const heldDatabases = (page: Page, address: string): Promise<string[]> =>
  page.evaluate(
    async (room) =>
      (await indexedDB.databases()).flatMap(({ name = '' }) => (name.includes(`/room/${room}`) ? [name] : [])),
    address.slice('/r/'.length),
  )
