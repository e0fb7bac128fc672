import { describe, test } from 'vitest'
import { databasesOn, filesWith } from './disk.ts'
import { gather, newcomer } from './people.ts'
import { usePicture } from './pictures.ts'
import { setStage } from './set-stage.ts'
import { sizes } from './stage.ts'
import {
  answered,
  chooseInRoom,
  closeDialog,
  composer,
  confirm,
  enterRoom,
  expect,
  expectSent,
  expectTalk,
  message,
  openSettings,
  roomLine,
  roomTitle,
  say,
  soon,
  timeline,
  typeName,
} from './verbs.ts'

for (const [size, options] of sizes)
  describe(`the life of a room, ${size}`, () => {
    const stage = setStage()

    test('everybody sees a new name and topic, and old links still work', async () => {
      const [amy, bob] = await gather(stage, 'Shed', ['amy', 'bob'], { on: options })
      const address = new URL(bob.url()).pathname
      const settings = await openSettings(amy)
      await settings.getByLabel('Name').fill('Greenhouse')
      await settings.getByLabel('Topic').fill('what grows under glass')
      await settings.getByRole('button', { name: 'Save' }).click()
      await expect(settings.getByText('Saved.')).toBeVisible()
      await expect(roomTitle(bob)).toHaveText('Greenhouse', { timeout: 1_000 })
      await expect(bob.locator('.room-topic')).toHaveText('what grows under glass')
      await expect(roomLine(bob, 'Greenhouse')).toBeVisible()
      await expect(timeline(bob)).toContainText(/Room renamed from \W*Shed\W* to \W*Greenhouse/)
      await bob.goto(address)
      await expect(roomTitle(bob)).toHaveText('Greenhouse')

      await enterRoom(bob, 'Cellar')
      await settings.getByLabel('Name').fill('CELLAR')
      await settings.getByRole('button', { name: 'Save' }).click()
      const taken = 'There’s already a public room with that name. Open it, or choose another name.'
      await expect(settings.getByText(taken)).toBeVisible()
      await settings.getByLabel('Name').fill('Сellar')
      await expect(settings.getByText(taken)).toHaveCount(0)
      await expect(settings.getByRole('link', { name: 'Open that room' })).toHaveCount(0)
      await settings.getByRole('button', { name: 'Save' }).click()
      await expect(settings.getByText(taken)).toBeVisible()
      await expect(roomTitle(amy)).toHaveText('Greenhouse')
      await settings.getByRole('link', { name: 'Open that room' }).click()
      await expect(roomTitle(amy)).toHaveText('Cellar')
      await expect(amy.getByRole('dialog')).toHaveCount(0)
    })

    test('everybody sees a cropped picture', async () => {
      const [cy, dan] = await gather(stage, 'Gallery', ['cy', 'dan'], { on: options })
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

    test('guests can read a public room until its owner turns that off', async () => {
      const [eva] = await gather(stage, 'Forum', ['eva'], { on: options })
      await say(eva, 'open to all')
      await expectSent(eva, 'open to all', 'Sent')
      const address = new URL(eva.url()).pathname
      const guest = await stage.device(options)
      await guest.goto(address)
      await expectTalk(guest, ['open to all'])
      await expect(eva.getByText('1 guest reading')).toBeVisible()

      const settings = await openSettings(eva)
      await expect(settings.getByLabel('Public page')).toHaveValue(new RegExp(`/archive/${address.slice(3)}$`))
      await settings.getByLabel('Guests can read it').uncheck()
      await expect(guest.getByRole('heading', { name: 'Sign in to read this room' })).toBeVisible()
      await expect(settings.getByLabel('Public page')).toHaveCount(0)
      await answered(eva, { do: 'change' }, () => settings.getByLabel('Guests can read it').check())
      await guest.reload()
      await expectTalk(guest, ['open to all'])
      await settings.getByLabel('Private').check()
      await expect(guest.getByRole('heading', { name: 'Sign in to read this room' })).toBeVisible()
      await expect(settings.getByLabel('Guests can read it')).toHaveCount(0)
    })

    test('people can read an archived room, nobody can write or join, and the owner can unarchive it', async () => {
      const [finn, gus] = await gather(stage, 'Almanac', ['finn', 'gus'], { on: options })
      const hana = await newcomer(stage, 'hana')
      await say(finn, 'the last word')
      await expectTalk(gus, ['the last word'])
      const settings = await openSettings(finn)
      await settings.getByRole('button', { name: 'Archive' }).click()
      await expect(settings.getByText('This room is archived', { exact: true })).toBeVisible()
      await expect(settings.getByRole('textbox')).toHaveCount(0)
      await expect(gus.getByText('This room is archived. You can read it, but no one can write in it.')).toBeVisible()
      await expect(composer(gus)).toHaveCount(0)
      await expectTalk(gus, ['the last word'])
      await typeName(hana, 'Almanac')
      await expect(hana.getByText('This room is archived. You can read it')).toBeVisible()

      await closeDialog(finn)
      await finn.getByRole('button', { name: 'Unarchive' }).click()
      await expect(composer(finn)).toBeVisible()
      await say(gus, 'and one more')
      await expectTalk(finn, ['the last word', 'and one more'])
    })

    test("an owner deletes a room by typing its name, and it disappears from every device and from the relay's disk", async () => {
      const people = ['ida', 'jo', 'kai'] as const
      const [ida, jo, kai] = await gather(stage, 'Safe house', people, { on: options, visibility: 'private' })
      const secret = `burn after reading ${size} 7311`
      await say(ida, secret)
      await expectTalk(jo, [secret])
      await expectSent(ida, secret, 'Sent')
      const address = new URL(jo.url()).pathname
      await kai.goto('/')
      await expect(roomLine(kai, 'Safe house')).toContainText(secret)
      expect(filesWith(stage.relay.data, secret)).not.toEqual([])

      const settings = await openSettings(ida)
      await settings.getByRole('button', { name: 'Delete room' }).click()
      const dialog = ida.getByRole('dialog', { name: 'Delete this room?' })
      const really = dialog.getByRole('button', { name: 'Delete for everyone' })
      await dialog.getByLabel(/^Type/).fill('Safe hous')
      await expect(really).toHaveAttribute('aria-disabled', 'true')
      await dialog.getByLabel(/^Type/).fill('safe house')
      await really.click()
      await expect(ida).toHaveURL(/\/$/)
      await expect(roomLine(ida, 'Safe house')).toHaveCount(0)
      await expect(jo.getByRole('heading', { name: 'This room was deleted' })).toBeVisible()
      await expect(roomLine(jo, 'Safe house')).toHaveCount(0)
      await expect(kai.getByText('“Safe house”: its owner deleted this room.')).toBeVisible()
      await expect(roomLine(kai, 'Safe house')).toHaveCount(0)
      const held = address.replace('/r/', '/room/')
      for (const page of [ida, jo, kai]) {
        await expect.poll(async () => (await databasesOn(page)).filter((name) => name.includes(held))).toEqual([])
        await page.goto(address)
        await expect(page.getByRole('heading', { name: 'This room was deleted' })).toBeVisible()
        await expect(message(page, secret)).toHaveCount(0)
      }
      await expect.poll(() => filesWith(stage.relay.data, secret), soon).toEqual([])
    })

    test('an owner who is the only member can delete the room', async () => {
      const [kim] = await gather(stage, 'Leftover', ['kim'], { on: options })
      await chooseInRoom(kim, 'Room settings')
      await kim.getByRole('button', { name: 'Delete room' }).click()
      await kim.getByLabel(/^Type/).fill('Leftover')
      await confirm(kim, 'Delete for everyone')
      await expect(kim).toHaveURL(/\/$/)
      await enterRoom(kim, 'Leftover')
      await expectTalk(kim, [])
    })
  })

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='
