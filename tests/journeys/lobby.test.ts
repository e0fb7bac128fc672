import type { Locator, Page } from 'playwright'
import { describe, test } from 'vitest'
import { newId } from '../world/person.ts'
import { usePicture } from './pictures.ts'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import {
  addMember,
  composer,
  confirm,
  enterRoom,
  expect,
  expectSent,
  expectTalk,
  keptForOffline,
  makePrivateRoom,
  myRooms,
  openRoom,
  removeMember,
  roomLine,
  roomTitle,
  say,
  send,
  signIn,
  signUp,
  soon,
  typeName,
} from './verbs.ts'

const section = (page: Page, name: string): Locator => myRooms(page).getByRole('group', { name })
const linesIn = (page: Page, name: string): Locator => section(page, name).locator('.room-name')

/** By the keyboard, which every size of screen has. */
const chooseFor = async (page: Page, room: string, item: string) => {
  await roomLine(page, room).press('ContextMenu')
  await page.getByRole('menuitem', { name: item }).click()
}

describe('rooms, 8: making one', () => {
  const stage = setStage()

  for (const [size, options] of [
    ['desktop', {}],
    ['phone', phone],
  ] as const)
    test(`${size}: with name, topic, picture and members, with no network`, async () => {
      const [amy, bob] = [await stage.device(options), await stage.device()]
      await Promise.all([signUp(amy, `amy-${size}`), signUp(bob, `bob-${size}`)])
      await enterRoom(amy, `Acquaintance ${size}`)
      await send(amy, 'welcome')
      await expectSent(amy, 'welcome', 'On the relay')
      await enterRoom(bob, `Acquaintance ${size}`)
      await send(bob, 'hello')
      await expectTalk(amy, ['welcome', 'hello'])
      const picture = await bob.screenshot()
      await keptForOffline(amy)
      await stage.relay.kill('SIGKILL')
      await expect(amy.getByText(/^Offline/).first()).toBeVisible()

      if (options === phone) await amy.getByRole('link', { name: 'Back to rooms' }).tap()
      await amy.getByRole('button', { name: 'New room' }).click()
      const dialog = amy.getByRole('dialog', { name: 'New room' })
      await dialog.getByLabel('Name', { exact: true }).fill(`Harbour ${size}`)
      await dialog.getByLabel('Topic').fill('boats')
      await dialog.getByLabel('Private').check()
      await dialog
        .getByLabel('Picture: file')
        .setInputFiles({ name: 'boats.png', mimeType: 'image/png', buffer: picture })
      await usePicture(amy)
      await dialog.getByLabel('Who is in it from the start').fill('bob')
      await dialog.getByRole('option', { name: `bob-${size}` }).click()
      await expect(dialog.getByRole('button', { name: new RegExp(`^Take out \\W*bob-${size}`) })).toBeVisible()
      await dialog.getByRole('button', { name: 'Make room' }).click()
      await expect(roomTitle(amy)).toHaveText(`Harbour ${size}`)
      await send(amy, 'the first word')

      await stage.relay.start()
      await expect(roomLine(bob, `Harbour ${size}`)).toContainText('the first word', soon)
      await expect(roomLine(bob, `Harbour ${size}`).locator('.avatar-picture.loaded')).toBeVisible(soon)
      await openRoom(bob, `Harbour ${size}`)
      await expect(bob.getByText('boats').first()).toBeVisible()
      await send(bob, 'aboard')
      await expectTalk(amy, ['the first word', 'aboard'], soon)
    })

  test('somebody whom this device does not know is found by exact user name, and nobody by a wrong one', async () => {
    const [cleo, dan] = [await stage.device(), await stage.device()]
    await Promise.all([signUp(cleo, 'cleo'), signUp(dan, 'dan')])
    await cleo.getByRole('button', { name: 'New room' }).click()
    const dialog = cleo.getByRole('dialog', { name: 'New room' })
    await dialog.getByLabel('Name', { exact: true }).fill('Attic')
    const field = dialog.getByLabel('Who is in it from the start')
    await field.fill('nobody-at-all')
    await field.press('Enter')
    await expect(dialog.getByText('There is nobody of that name here.')).toBeVisible()
    await field.fill('@dan')
    await field.press('Enter')
    await expect(dialog.getByRole('button', { name: /^Take out \W*dan/ })).toBeVisible()
    await dialog.getByRole('button', { name: 'Make room' }).click()
    await expect(roomTitle(cleo)).toHaveText('Attic')
    await openRoom(dan, 'Attic')
  })
})

describe('rooms, 14: the lobby', () => {
  const stage = setStage()

  test('favourites agree on all devices of a person, also one that was marked offline', async () => {
    const [here, there] = [await stage.device(), await stage.device(phone)]
    await signUp(here, 'amy')
    await enterRoom(here, 'Kitchen')
    await enterRoom(here, 'Garden')
    await signIn(there, 'amy')
    await expect(linesIn(there, 'Rooms')).toHaveText(['Garden', 'Kitchen'])
    await chooseFor(here, 'Kitchen', 'Make it a favourite')
    await expect(linesIn(here, 'Favourites')).toHaveText(['Kitchen'])
    await expect(linesIn(there, 'Favourites')).toHaveText(['Kitchen'])

    await stage.relay.kill('SIGKILL')
    await chooseFor(there, 'Kitchen', 'No favourite any more')
    await chooseFor(there, 'Garden', 'Make it a favourite')
    await expect(linesIn(there, 'Favourites')).toHaveText(['Garden'])
    await stage.relay.start()
    await expect(linesIn(here, 'Favourites')).toHaveText(['Garden'], soon)
    await expect(linesIn(here, 'Rooms')).toHaveText(['Kitchen'], soon)
  })

  test('a line has its menu by a right click, by its button and by a long press', async () => {
    const [page, hand] = [await stage.device(), await stage.device(phone)]
    await signUp(page, 'bea')
    await enterRoom(page, 'Hall')
    const item = (on: Page) => on.getByRole('menuitem', { name: 'Make it a favourite' })
    await roomLine(page, 'Hall').click({ button: 'right' })
    await expect(item(page)).toBeFocused()
    await page.keyboard.press('Escape')
    await roomLine(page, 'Hall').hover()
    await myRooms(page).getByRole('button', { name: 'More for' }).click()
    await expect(item(page)).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(myRooms(page).getByRole('button', { name: 'More for' })).toBeFocused()

    await signIn(hand, 'bea')
    const line = (await roomLine(hand, 'Hall').boundingBox())!
    const touch = await hand.context().newCDPSession(hand)
    const at = [{ x: line.x + 80, y: line.y + 20 }]
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at })
    await expect(item(hand)).toBeVisible()
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await expect(item(hand)).toBeVisible()
    await expect(roomTitle(hand)).toHaveCount(0)
    await item(hand).tap()
    await expect(linesIn(hand, 'Favourites')).toHaveText(['Hall'])
  })

  test('the order is by the last word or by name, as this device was told, and typing filters', async () => {
    const page = await stage.device()
    await signUp(page, 'cora')
    for (const name of ['Room 9', 'Room 10', 'attic']) await enterRoom(page, name)
    await openRoom(page, 'Room 9')
    await say(page, 'last word')
    await expect(linesIn(page, 'Rooms')).toHaveText(['Room 9', 'attic', 'Room 10'])
    await page.getByRole('button', { name: 'Order of rooms' }).click()
    await page.getByRole('menuitemradio', { name: 'By name' }).click()
    await page.keyboard.press('Escape')
    await expect(linesIn(page, 'Rooms')).toHaveText(['attic', 'Room 9', 'Room 10'])
    await page.reload()
    await expect(linesIn(page, 'Rooms')).toHaveText(['attic', 'Room 9', 'Room 10'])
    await page.getByLabel('Room name').fill('ÁTT')
    await expect(linesIn(page, 'Rooms')).toHaveText(['attic'])
  })

  test('who is there now and how many there are stands on the line', async () => {
    const [dora, emil] = [await stage.device(), await stage.device()]
    await Promise.all([signUp(dora, 'dora'), signUp(emil, 'emil')])
    await enterRoom(dora, 'Crowd')
    await enterRoom(emil, 'Crowd')
    await expect(roomLine(dora, 'Crowd')).toContainText('2 members')
    await expect(roomLine(dora, 'Crowd')).toContainText(/here now: \W*emil/)
    await enterRoom(emil, 'Elsewhere')
    await expect(roomLine(dora, 'Crowd')).not.toContainText('here now')
  })

  test('with 500 rooms each is reachable, and the filter finds the last', async () => {
    const page = await stage.device()
    await signUp(page, 'fran')
    await page.evaluate(
      makeRooms,
      Array.from({ length: 500 }, (_, at) => ({ id: newId(), room: newId(), at })),
    )
    const lines = myRooms(page).locator('.room-name')
    await expect(lines).toHaveCount(500, soon)
    await page.reload()
    await expect(lines).toHaveCount(500)
    const names = new Set(await lines.allTextContents())
    expect(Array.from({ length: 500 }, (_, at) => `Chamber ${at}`).filter((name) => !names.has(name))).toEqual([])

    await lines.last().scrollIntoViewIfNeeded()
    await expect(lines.last()).toBeInViewport()
    const last = (await lines.last().textContent()) ?? ''
    await page.getByLabel('Room name').fill(last)
    await expect(lines).toHaveText([last])
    await page.getByLabel('Room name').press('Enter')
    await expect(roomTitle(page)).toHaveText(last)
    await expect(composer(page)).toBeVisible()
  }, 300_000)

  test('an owner who leaves by the list is led to where they name an heir', async () => {
    const [kai, lou] = [await stage.device(), await stage.device()]
    await Promise.all([signUp(kai, 'kai'), signUp(lou, 'lou')])
    await makePrivateRoom(kai, 'Mill')
    await addMember(kai, 'lou')
    const heir = kai.getByLabel('Who shall own it after you?')
    for (const from of ['the room itself', 'elsewhere']) {
      if (from === 'elsewhere') await kai.goto('/')
      await chooseFor(kai, 'Mill', 'Leave room')
      await confirm(kai, 'Leave room')
      await expect(kai.getByText('You own this room. Hand it over to someone before you leave.')).toBeVisible()
      await kai.getByRole('link', { name: 'Choose who owns it' }).click()
      await expect(heir).toBeVisible()
      await kai.getByRole('button', { name: 'Cancel' }).click()
      await kai.reload()
      await expect(roomTitle(kai)).toHaveText('Mill')
      await expect(heir).toHaveCount(0)
    }
  })

  test('whoever was removed is told once, and all their devices know that they have seen it', async () => {
    const [gina, hal, halsPhone] = [await stage.device(), await stage.device(), await stage.device(phone)]
    await Promise.all([signUp(gina, 'gina'), signUp(hal, 'hal')])
    await signIn(halsPhone, 'hal')
    await makePrivateRoom(gina, 'Tower')
    await addMember(gina, 'hal')
    await expect(roomLine(hal, 'Tower')).toBeVisible()
    await removeMember(gina, 'hal')
    const card = (page: Page) => page.getByText('“Tower”: a moderator removed you from this room.')
    await expect(card(hal)).toBeVisible()
    await expect(card(halsPhone)).toBeVisible()
    await expect(roomLine(hal, 'Tower')).toHaveCount(0)
    await halsPhone.getByRole('button', { name: 'Dismiss' }).tap()
    await expect(card(halsPhone)).toHaveCount(0)
    await expect(card(hal)).toHaveCount(0)
  })
})

describe('rooms, 10: by request to a private room', () => {
  const stage = setStage()

  for (const [size, options] of [
    ['desktop', {}],
    ['phone', phone],
  ] as const)
    test(`${size}: whoever types its name can ask, and is let in or turned away`, async () => {
      const [ivy, jon] = [await stage.device(), await stage.device(options)]
      const room = `Cellar ${size}`
      const name = `jon-${size}`
      await Promise.all([signUp(ivy, `ivy-${size}`), signUp(jon, name)])
      await makePrivateRoom(ivy, room)
      const ask = async (page: Page, note: string) => {
        await typeName(page, room)
        await expect(page.getByText(`“${room}” is private.`)).toBeVisible()
        await page.getByRole('button', { name: 'Ask to be let in' }).click()
        await page.getByRole('dialog').getByLabel('A word to those inside').fill(note)
        await page.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click()
      }
      const asked = `“${room}”: you asked to be let in. It waits for a moderator.`
      const answer = async (what: RegExp, note: string) => {
        await openMembers(ivy)
        await expect(ivy.getByText(note)).toBeVisible()
        await ivy.getByRole('button', { name: what }).click()
      }
      await ask(jon, 'it is me')
      await expect(jon.getByText(asked)).toBeVisible()
      await answer(/^Let .* in$/, 'it is me')
      await openRoom(jon, room)
      await send(jon, 'inside')
      await expectTalk(ivy, ['inside'])

      const kit = await stage.device(options)
      await signUp(kit, `kit-${size}`)
      await ask(kit, 'me too')
      await expect(kit.getByText(asked)).toBeVisible()
      await answer(/^Turn .* away$/, 'me too')
      await expect(kit.getByText(`“${room}”: you asked to be let in, and a moderator said no.`)).toBeVisible()
      await kit.getByRole('button', { name: 'Dismiss' }).click()
      await expect(kit.getByText(`“${room}”`)).toHaveCount(0)
      await ask(kit, 'please')
      await expect(kit.getByText('After a no, you can ask again a day later.')).toBeVisible()
    })
})

const openMembers = async (page: Page) => {
  const pane = page.getByRole('complementary', { name: 'Members' })
  if (!(await pane.isVisible())) await page.getByRole('button', { name: /^Members:/ }).click()
}

/** In the page, as whoever is signed in there. */
const makeRooms = async (rooms: { id: string; room: string; at: number }[]) => {
  for (const { id, room, at } of rooms) {
    const act = { do: 'make', room, name: `Chamber ${at}`, topic: '', visibility: 'private' }
    const body = JSON.stringify({ id, act })
    const answer = await fetch('/api/acts', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    if (!answer.ok) throw new Error(await answer.text())
  }
}
