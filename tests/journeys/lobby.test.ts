import type { Locator, Page } from 'playwright'
import { describe, test } from 'vitest'
import { newId } from '../world/person.ts'
import { act, gather, makeRoom, newcomer, newcomers, returning } from './people.ts'
import { usePicture } from './pictures.ts'
import { setStage } from './set-stage.ts'
import { phone, sizes } from './stage.ts'
import {
  composer,
  expect,
  expectSent,
  expectTalk,
  keptForOffline,
  myRooms,
  openRoom,
  removeMember,
  roomLine,
  roomTitle,
  send,
  showMembers,
  signIn,
  soon,
  typeName,
  writeTo,
} from './verbs.ts'

const section = (page: Page, name: string): Locator => myRooms(page).getByRole('group', { name })
const linesIn = (page: Page, name: string): Locator => section(page, name).locator('.room-name')

/** Uses the keyboard, which works at every screen size. */
const chooseFor = async (page: Page, room: string, item: string) => {
  await roomLine(page, room).press('ContextMenu')
  await page.getByRole('menuitem', { name: item }).click()
}

describe('a new room', () => {
  const stage = setStage()

  test('has the colour that its picture had while it was made', async () => {
    const page = await newcomer(stage, 'hue')
    const colour = (picture: Locator) =>
      picture.evaluate((element: HTMLElement) => element.style.getPropertyValue('--hue'))
    await page.getByRole('button', { name: 'New room' }).click()
    const dialog = page.getByRole('dialog', { name: 'New room' })
    await dialog.getByLabel('Name', { exact: true }).fill('Paint shop')
    const shown = await colour(dialog.locator('.avatar'))
    await dialog.getByRole('button', { name: 'Create room' }).click()
    await expect(roomLine(page, 'Paint shop')).toBeVisible()
    expect(await colour(roomLine(page, 'Paint shop').locator('.avatar'))).toBe(shown)
  })

  for (const [size, options] of sizes)
    test(`${size}: is created offline with name, topic, picture and members`, async () => {
      const people = [`amy-${size}`, `bob-${size}`] as const
      const [amy, bob] = await gather(stage, `Acquaintance ${size}`, people, { on: options })
      await send(bob, 'hello')
      await expectTalk(amy, ['hello'])
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
      await dialog.getByLabel('Add people').fill('bob')
      await dialog.getByRole('option', { name: `bob-${size}` }).click()
      await expect(dialog.getByRole('button', { name: new RegExp(`^Remove \\W*bob-${size}`) })).toBeVisible()
      await dialog.getByRole('button', { name: 'Create room' }).click()
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

  test("a person whom this device doesn't know is found by exact username, and a wrong name finds nobody", async () => {
    const [cleo, dan] = await newcomers(stage, ['cleo', 'dan'])
    await cleo.getByRole('button', { name: 'New room' }).click()
    const dialog = cleo.getByRole('dialog', { name: 'New room' })
    await dialog.getByLabel('Name', { exact: true }).fill('Attic')
    const field = dialog.getByLabel('Add people')
    await field.fill('nobody-at-all')
    await field.press('Enter')
    await expect(dialog.getByText('No one here has that name.')).toBeVisible()
    await field.fill('@dan')
    await field.press('Enter')
    await expect(dialog.getByRole('button', { name: /^Remove \W*dan/ })).toBeVisible()
    await dialog.getByRole('button', { name: 'Create room' }).click()
    await expect(roomTitle(cleo)).toHaveText('Attic')
    await openRoom(dan, 'Attic')
  })
})

describe('the lobby', () => {
  const stage = setStage()

  test('the list shows its rooms in one order from the start, on a new device and after a reload', async () => {
    const here = await newcomer(stage, 'gil')
    const names = ['Attic', 'Barn', 'Cellar']
    for (const name of names) await makeRoom(stage, here, name)
    for (const name of names.toReversed()) {
      await openRoom(here, name)
      await send(here, `hello ${name}`)
      await expectSent(here, `hello ${name}`, 'Sent')
    }
    const there = await stage.device()
    await there.addInitScript(noteOrders)
    await signIn(there, 'gil')
    for (const name of names) await expect(roomLine(there, name)).toContainText(`hello ${name}`)
    await expect.poll(() => ordersSeen(there)).toEqual(['Attic, Barn, Cellar'])
    await chooseFor(there, 'Cellar', 'Add to favourites')
    await expect(linesIn(there, 'Favourites')).toHaveText(['Cellar'])
    await there.reload()
    for (const name of names) await expect(roomLine(there, name)).toContainText(`hello ${name}`)
    expect(await ordersSeen(there)).toEqual(['Cellar, Attic, Barn'])
  })

  test('favourites are the same on all devices of a person, even if one of them changed them offline', async () => {
    const here = await newcomer(stage, 'amy')
    for (const name of ['Kitchen', 'Garden']) await makeRoom(stage, here, name)
    const there = await returning(stage, 'amy', phone)
    await expect(linesIn(there, 'Rooms')).toHaveText(['Garden', 'Kitchen'])
    await chooseFor(here, 'Kitchen', 'Add to favourites')
    await expect(linesIn(here, 'Favourites')).toHaveText(['Kitchen'])
    await expect(linesIn(there, 'Favourites')).toHaveText(['Kitchen'])

    await keptForOffline(there)
    await stage.relay.kill('SIGKILL')
    await chooseFor(there, 'Kitchen', 'Remove from favourites')
    await chooseFor(there, 'Garden', 'Add to favourites')
    await expect(linesIn(there, 'Favourites')).toHaveText(['Garden'])
    await stage.relay.start()
    await expect(linesIn(here, 'Favourites')).toHaveText(['Garden'], soon)
    await expect(linesIn(here, 'Rooms')).toHaveText(['Kitchen'], soon)
  })

  for (const [size, options] of sizes)
    test(`${size}: rooms are in sections, can be sorted and filtered, and show a menu, the number of members and who is here`, async () => {
      const [cora, dora, crowd] = [`cora-${size}`, `dora-${size}`, `Crowd ${size}`]
      const [nine, ten, attic, old] = [`Room 9 ${size}`, `Room 10 ${size}`, `attic ${size}`, `Almanac ${size}`]
      const [page, other] = await gather(stage, crowd, [cora, dora], { on: options })
      await page.goto('/')
      await expect(roomLine(page, crowd)).toContainText('2 members')
      await expect(roomLine(page, crowd)).toContainText(`here now: \u2068${dora}\u2069`)
      await other.goto('/')
      await expect(roomLine(page, crowd)).not.toContainText('here now')

      for (const name of [nine, ten, attic]) await makeRoom(stage, page, name)
      await act(stage, page, { do: 'archive', room: await makeRoom(stage, page, old), on: true })
      await writeTo(page, dora)
      await send(page, 'only for you')
      await expect(roomLine(other, cora)).toContainText('only for you')
      await page.goto('/')
      await expect(linesIn(page, 'Direct')).toHaveText([dora])
      await expect(linesIn(page, 'Rooms')).toHaveText([attic, ten, nine, crowd])
      await section(page, 'Archived').getByRole('button', { name: 'Archived 1' }).click()
      await expect(linesIn(page, 'Archived')).toHaveText([old])

      const item = page.getByRole('menuitem', { name: 'Add to favourites' })
      if (size === 'phone') await pressLong(page, roomLine(page, nine), item)
      else await openMenuByMouse(page, nine, item)
      await expect(roomTitle(page)).toHaveCount(0)
      await item.click()
      await expect(linesIn(page, 'Favourites')).toHaveText([nine])
      await expect(linesIn(page, 'Rooms')).toHaveText([attic, ten, crowd])

      await openRoom(page, ten)
      await send(page, 'last word')
      await expectSent(page, 'last word', 'Sent')
      await page.goto('/')
      await expect(linesIn(page, 'Rooms')).toHaveText([ten, attic, crowd])
      await page.getByRole('button', { name: 'Sort rooms' }).click()
      await page.getByRole('menuitemradio', { name: 'By name' }).click()
      await page.keyboard.press('Escape')
      await expect(linesIn(page, 'Rooms')).toHaveText([attic, crowd, ten])
      await page.reload()
      await expect(linesIn(page, 'Rooms')).toHaveText([attic, crowd, ten])
      await page.getByLabel('Room name').fill('ÁTT')
      await expect(myRooms(page).locator('.room-name')).toHaveText([attic])
    })

  test('with 500 rooms each one can be reached and the filter finds the last, on a desktop and a phone', async () => {
    const maker = await newcomer(stage, 'fran')
    await maker.goto('/healthz') // a page that has no database open
    await maker.evaluate(
      makeRooms,
      chambers.map((name) => ({ id: newId(), room: newId(), name })),
    )
    for (const [, options] of sizes) {
      const page = await returning(stage, 'fran', options)
      const lines = myRooms(page).locator('.room-name')
      await expect(lines).toHaveCount(500, soon)
      const missing = async () => {
        const names = await lines.allTextContents()
        return chambers.filter((name) => !names.includes(name))
      }
      await expect.poll(missing).toEqual([])

      await lines.last().scrollIntoViewIfNeeded()
      await expect(lines.last()).toBeInViewport()
      const last = (await lines.last().textContent()) ?? ''
      await page.getByLabel('Room name').fill(last)
      await expect(lines).toHaveText([last])
      await page.getByLabel('Room name').press('Enter')
      await expect(roomTitle(page)).toHaveText(last)
      await expect(composer(page)).toBeVisible()
      await page.context().close()
    }
  }, 300_000)

  test('an owner who leaves from the list is led to where they choose a new owner', async () => {
    const [kai] = await gather(stage, 'Mill', ['kai', 'lou'], { visibility: 'private' })
    const heir = kai.getByLabel('Choose a new owner')
    for (const from of ['the room itself', 'elsewhere']) {
      if (from === 'elsewhere') await kai.goto('/')
      await chooseFor(kai, 'Mill', 'Leave room')
      await kai.getByRole('dialog').getByRole('button', { name: 'Leave room' }).click()
      await expect(kai.getByText('You own this room. Transfer ownership before you leave.')).toBeVisible()
      await kai.getByRole('link', { name: 'Choose a new owner' }).click()
      await expect(heir).toBeVisible()
      await kai.getByRole('button', { name: 'Cancel' }).click()
      await kai.reload()
      await expect(roomTitle(kai)).toHaveText('Mill')
      await expect(heir).toHaveCount(0)
    }
  })

  test('a removed member sees a notice, and dismissing it on one device dismisses it on all', async () => {
    const [gina, hal] = await gather(stage, 'Tower', ['gina', 'hal'], { visibility: 'private' })
    await hal.goto('/')
    await expect(roomLine(hal, 'Tower')).toBeVisible()
    const halsPhone = await returning(stage, 'hal', phone)
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

describe('asking to join a private room', () => {
  const stage = setStage()

  for (const [size, options] of sizes)
    test(`${size}: somebody who types its name can ask, and a moderator accepts or declines`, async () => {
      const room = `Cellar ${size}`
      const [ivy] = await gather(stage, room, [`ivy-${size}`], { visibility: 'private' })
      const jon = await newcomer(stage, `jon-${size}`, options)
      const ask = async (page: Page, note: string) => {
        await typeName(page, room)
        await expect(page.getByText(`“${room}” is private.`)).toBeVisible()
        await page.getByRole('button', { name: 'Ask to join' }).click()
        await page.getByRole('dialog').getByLabel('Message to the moderators (optional)').fill(note)
        await page.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click()
      }
      const asked = `“${room}”: you asked to join. A moderator hasn’t answered yet.`
      const answer = async (what: RegExp, note: string) => {
        await showMembers(ivy)
        await expect(ivy.getByText(note)).toBeVisible()
        await ivy.getByRole('button', { name: what }).click()
      }
      await ask(jon, 'it is me')
      await expect(jon.getByText(asked)).toBeVisible()
      await answer(/^Accept /, 'it is me')
      await openRoom(jon, room)
      await send(jon, 'inside')
      await expectTalk(ivy, ['inside'])

      const kit = await newcomer(stage, `kit-${size}`, options)
      await ask(kit, 'me too')
      await expect(kit.getByText(asked)).toBeVisible()
      await answer(/^Decline /, 'me too')
      await expect(kit.getByText(`“${room}”: a moderator declined your request.`)).toBeVisible()
      await kit.getByRole('button', { name: 'Dismiss' }).click()
      await expect(kit.getByText(`“${room}”`)).toHaveCount(0)
      await ask(kit, 'please')
      await expect(kit.getByText('If you were declined, you can ask again after a day.')).toBeVisible()
    })
})

const openMenuByMouse = async (page: Page, room: string, item: Locator) => {
  await roomLine(page, room).click({ button: 'right' })
  await expect(item).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(item).toHaveCount(0)
  const more = myRooms(page).getByRole('listitem').filter({ hasText: room }).getByRole('button', { name: 'More for' })
  await roomLine(page, room).hover()
  await more.click()
  await expect(item).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(more).toBeFocused()
  await more.click()
}

const pressLong = async (page: Page, line: Locator, item: Locator) => {
  const { x, y } = (await line.boundingBox())!
  const touch = await page.context().newCDPSession(page)
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: x + 80, y: y + 20 }] })
  await expect(item).toBeVisible()
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await expect(item).toBeVisible()
}

/** No name is the start of another name, so the filter finds each of them alone. */
const chambers = Array.from({ length: 500 }, (_, at) => `Chamber ${String(at).padStart(3, '0')}`)

/** Runs in the page, as the person who is signed in there. */
const makeRooms = async (rooms: { id: string; room: string; name: string }[]) => {
  const make = async ({ id, room, name }: (typeof rooms)[number]) => {
    const act = { do: 'make', room, name, topic: '', visibility: 'private' }
    const body = JSON.stringify({ id, act })
    const answer = await fetch('/api/acts', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    if (!answer.ok) throw new Error(await answer.text())
  }
  // The browser sends six requests at a time.
  await Promise.all(rooms.map(make))
}

/**
 * Runs in the page before everything else: records every order in which the list of rooms is drawn, and whether the
 * list said that it was empty.
 */
const noteOrders = () => {
  const orders: string[] = []
  Object.assign(globalThis, { orders })
  const note = () => {
    const names = [...document.querySelectorAll('nav .room-item .room-name')].map(({ textContent }) => textContent)
    const now = document.querySelector('.lobby-empty') ? 'empty' : names.join(', ')
    if (now && orders.at(-1) !== now) orders.push(now)
  }
  new MutationObserver(note).observe(document, { childList: true, subtree: true, characterData: true })
}

const ordersSeen = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { orders: string[] }).orders)
