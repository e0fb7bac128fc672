import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { readPieces } from '../../shared/picture/picture.ts'
import { act, gather, newcomer, newcomers, returning } from './people.ts'
import { choosePicture, drawnPicture, usePicture, withPlace } from './pictures.ts'
import { setStage } from './set-stage.ts'
import { sizes } from './stage.ts'
import {
  answered,
  composer,
  expect,
  keptForOffline,
  membersPane,
  message,
  openRoom,
  roomLine,
  say,
  showMembers,
  soon,
} from './verbs.ts'

const stage = setStage()

const openSettings = async (page: Page, section: string) => {
  await page.goto(`/settings/${section}`)
  await expect(page.locator('.prefs h1')).toBeVisible()
}
const pictureIn = (page: Page, where: string) => page.locator(`${where} img.avatar-picture.loaded`)

describe.each(sizes)('your own page, on a %s', (size, options) => {
  const [ada, bob, room] = [`ada${size}`, `bob${size}`, `Garden ${size}`]

  test('a photograph is turned upright, cropped, cleared of the place where it was taken, and shown to others within a second', async () => {
    const [hers, his] = await gather(stage, room, [ada, bob], { on: options })
    await say(hers, 'an old message')
    await expect(message(his, 'an old message')).toBeVisible()
    const pane = await showMembers(his)

    await openSettings(hers, 'profile')
    await choosePicture(hers, withPlace(await drawnPicture(hers, 1200, 800)))
    await usePicture(hers)
    await expect(hers.getByRole('dialog')).toHaveCount(0)

    await expect(pictureIn(his, '.message')).toBeVisible({ timeout: 1_000 })
    await expect(pane.locator('.member', { hasText: ada }).locator('img.loaded')).toBeVisible()
    const address = await pictureIn(his, '.message').getAttribute('src')
    const shown = await his.evaluate(lookAt, String(address))
    expect(shown).toMatchObject({ width: 512, height: 512 })
    // The camera was on its side, so the left of the stored photo is shown at the top.
    expect(shown.top[0]).toBeGreaterThan(shown.top[2])
    expect(shown.bottom[2]).toBeGreaterThan(shown.bottom[0])
    const { pieces } = readPieces(Uint8Array.from(shown.bytes))
    expect(pieces.every(({ what }) => what === 'picture')).toBe(true)
  })

  test('a new name and a line about yourself show in every room and on old messages within a second', async () => {
    const [hers, his] = await gather(stage, `${room} two`, [`${ada}2`, `${bob}2`], { on: options })
    await say(hers, 'said before')
    await expect(message(his, 'said before')).toBeVisible()
    await openSettings(hers, 'profile')
    await hers.getByLabel('Name', { exact: true }).fill('Ada Lovelace')
    await hers.getByLabel('About you').fill('Counting on it.')
    await hers.getByLabel('Time zone').selectOption('Asia/Tokyo')
    await hers.getByRole('button', { name: 'Save' }).click()
    await expect(message(his, 'said before').locator('.message-author')).toHaveText('Ada Lovelace', { timeout: 1_000 })

    await message(his, 'said before').locator('.message-face').click()
    const sheet = his.getByRole('complementary', { name: 'Person' })
    await expect(sheet.getByRole('heading', { name: 'Ada Lovelace' })).toBeVisible()
    await expect(sheet.getByText('Counting on it.')).toBeVisible()
    await expect(sheet.getByText(/^Local time .* ahead of you$/)).toBeVisible()
    await expect(sheet.getByRole('link', { name: `${room} two` })).toBeVisible()
    await his.keyboard.press('Escape')
    await expect(sheet).toHaveCount(0)
    await hers.goto('/')
    await openRoom(hers, `${room} two`)
    await expect(roomLine(his, `${room} two`)).toContainText('here now: \u2068Ada Lovelace\u2069')
    // A number alone would look like a number of messages.
    await expect(roomLine(his, `${room} two`).locator('.room-here [aria-hidden]')).toHaveText('1 here')
  })

  test('changes made offline show on this device at once, and to others later', async () => {
    const [hers, his] = await gather(stage, `${room} three`, [`${ada}3`, `${bob}3`], { on: options })
    await say(hers, 'still here')
    await expect(message(his, 'still here')).toBeVisible()
    await keptForOffline(hers)
    await openSettings(hers, 'profile')
    const picture = await drawnPicture(hers)
    await hers.context().setOffline(true)
    await choosePicture(hers, picture)
    await usePicture(hers)
    await hers.getByLabel('Name', { exact: true }).fill('Countess')
    await hers.getByRole('button', { name: 'Save' }).click()
    await expect(pictureIn(hers, '.prefs-preview')).toBeVisible()
    await expect(hers.getByText('Saved on this device.')).toBeVisible()

    await hers.reload()
    await expect(hers.getByLabel('Name', { exact: true })).toHaveValue('Countess')
    await expect(pictureIn(hers, '.prefs-preview')).toBeVisible()
    await expect(message(his, 'still here').locator('.message-author')).toHaveText(`${ada}3`)
    await hers.goto('/')
    await hers.getByRole('button', { name: 'New room' }).click()
    const dialog = hers.getByRole('dialog', { name: 'New room' })
    await dialog.getByLabel('Name', { exact: true }).fill(`${room} alone`)
    await dialog.getByRole('button', { name: 'Create room' }).click()
    await say(hers, 'with my face')
    await expect(message(hers, 'with my face').locator('.message-author')).toHaveText('Countess')
    await expect(pictureIn(hers, '.message')).toBeVisible()
    await hers.context().setOffline(false)
    await expect(message(his, 'still here').locator('.message-author')).toHaveText('Countess', soon)
    await expect(pictureIn(his, '.message')).toBeVisible()
  })
})

test('people can crop a picture with the keyboard alone, and remove it again', async () => {
  const page = await newcomer(stage, 'keys')
  await openSettings(page, 'profile')
  await choosePicture(page, await drawnPicture(page, 800, 400))
  const dialog = page.getByRole('dialog')
  const frame = dialog.getByRole('group', { name: /^Part of the picture/ })
  await expect(frame).toBeFocused()
  for (let times = 0; times < 12; times++) await page.keyboard.press('ArrowLeft')
  for (let times = 0; times < 3; times++) await page.keyboard.press('+')
  await usePicture(page)
  await expect(pictureIn(page, '.prefs-preview')).toBeVisible()
  const colours = await pictureIn(page, '.prefs-preview').evaluate(coloursOf)
  // The whole picture comes from the left half.
  for (const [red, blue] of colours) expect(red).toBeGreaterThan(blue!)
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.locator('.prefs-preview img')).toHaveCount(0)
})

test("the app says so when a file isn't a picture", async () => {
  const page = await newcomer(stage, 'nopic')
  await openSettings(page, 'profile')
  await choosePicture(page, { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('not at all') })
  await expect(page.getByText('Couldn’t open this file as a picture. Try another.')).toBeVisible()
})

test('nobody gets a username that is taken, and a free one is theirs at once', async () => {
  const [page] = await newcomers(stage, ['first1', 'second1'])
  await openSettings(page, 'profile')
  const form = page.getByRole('region', { name: 'Username' })
  await form.getByLabel('Username').fill('second1')
  await form.getByRole('button', { name: 'Change username' }).click()
  await expect(form.getByLabel('Username')).toHaveAccessibleDescription('That name is taken. Try another.')
  await form.getByLabel('Username').fill('first1b')
  await form.getByRole('button', { name: 'Change username' }).click()
  await expect(form.getByText('Username changed.')).toBeVisible()
  await expect(page.locator('.prefs-preview')).toContainText('@first1b')
})

describe.each(sizes)('presence, on a %s', (size, options) => {
  const room = `Hall ${size}`

  test('others see a status and "Do not disturb", and a status disappears when its time is over', async () => {
    const [hers, his] = await gather(stage, room, [`stat${size}`, `look${size}`], { on: options })
    const pane = await showMembers(his)
    const line = pane.locator('.member', { hasText: `stat${size}` })

    if (size === 'phone') await hers.goto('/')
    const dialog = hers.getByRole('dialog', { name: 'Your status' })
    const openStatus = async () => {
      await hers.getByRole('button', { name: /^Account of/ }).click()
      await hers.getByRole('menuitem', { name: /^(Set a|Change) status$/ }).click()
    }
    await openStatus()
    await dialog.getByLabel('Do not disturb').check()
    await dialog.getByRole('button', { name: 'Set status' }).click()
    await expect(line).toContainText('Do not disturb')
    await expect(dialog).toHaveCount(0)

    await openStatus()
    await dialog.getByRole('button', { name: 'At lunch' }).click()
    await dialog.getByRole('button', { name: 'Set status' }).click()
    await expect(line).toContainText('🍲 At lunch', { timeout: 1_000 })

    await his.clock.install({ time: Date.now() + 61 * 60_000 })
    await his.reload()
    await expect(line).toBeVisible()
    await expect(line).not.toContainText('At lunch')
  })
})

test('somebody who touches nothing for 5 minutes is away, comes back with a touch, and is listed once with three devices', async () => {
  const [one, his] = await gather(stage, 'Porch', ['idler', 'watcher'])
  await one.clock.install()
  await one.reload()
  await expect(composer(one)).toBeVisible()
  const line = (await showMembers(his)).locator('.member', { hasText: 'idler' })
  await expect(line).toHaveClass(/online/)
  await one.clock.fastForward(5 * 60_000 + 1_000)
  await expect(line).toHaveClass(/away/)

  const two = await returning(stage, 'idler')
  await openRoom(two, 'Porch')
  await expect(line).toHaveClass(/online/)
  await expect(line).toHaveCount(1)
  await two.context().close()
  await expect(line).toHaveClass(/away/)
  await one.mouse.move(100, 100)
  await one.mouse.move(200, 200)
  await expect(line).toHaveClass(/online/)
})

test('others see when a person was last here, unless the person hides it', async () => {
  const [hers, his] = await gather(stage, 'Steps', ['leaver', 'stayer'])
  await say(hers, 'good bye')
  // If she left at once, her message would wait on her device until she is back.
  await expect(message(his, 'good bye')).toBeVisible()
  const { pathname } = new URL(his.url())
  const seen = async () => {
    const user = await message(his, 'good bye').locator('.message-author').getAttribute('href')
    const id = String(user).split('person=')[1]
    await his.goto(`/u/${id}`)
    return his.locator('.person-presence')
  }
  const shows = hers.getByLabel(/^Show when I was last seen/)
  await hers.goto('/settings/presence')
  await expect(shows).toBeChecked()
  await answered(hers, { do: 'profile', showsSeen: false }, () => shows.uncheck())
  await hers.goto('about:blank')
  await expect(await seen()).toHaveText('Offline')
  await hers.goto('/settings/presence')
  // Until the profile is read from the disk, the box shows the default.
  await expect(shows).not.toBeChecked()
  await answered(hers, { do: 'profile', showsSeen: true }, () => shows.check())
  await hers.goto('about:blank')
  await his.goto(pathname)
  await expect(membersPane(his).locator('.member', { hasText: 'leaver' })).toHaveClass(/offline/)
  // The relay stores it a moment later.
  await expect(async () => {
    await his.goto(pathname)
    await expect(await seen()).toHaveText(/^Last seen today at/, { timeout: 2_000 })
  }).toPass(soon)
})

/** Red and blue, first at the left and then at the right. */
const coloursOf = (picture: Element): number[][] => {
  const canvas = new OffscreenCanvas(100, 100)
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
  context.drawImage(picture as HTMLImageElement, 0, 0, 100, 100)
  const at = (x: number) => {
    const [red = 0, , blue = 0] = context.getImageData(x, 50, 1, 1).data
    return [red, blue]
  }
  return [at(10), at(90)]
}

/** Size and bytes of a picture, and its colours at the top and at the bottom. */
const lookAt = async (address: string) => {
  const blob = await (await fetch(address)).blob()
  const picture = await createImageBitmap(blob)
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
  context.drawImage(picture, 0, 0)
  const at = (y: number) =>
    [...context.getImageData(picture.width / 2, y, 1, 1).data] as [number, number, number, number]
  return {
    width: picture.width,
    height: picture.height,
    top: at(20),
    bottom: at(picture.height - 20),
    bytes: [...new Uint8Array(await blob.arrayBuffer())],
  }
}

test('two people with similar names are told apart wherever one of them is named', async () => {
  const [ines, jon] = await gather(stage, 'Twins', ['ines', 'jon'], { visibility: 'public' })
  await say(jon, 'before')
  await expect(message(ines, 'before').locator('.message-author')).toHaveText('jon')
  const me = await (await jon.request.get('/api/me')).json()
  await act(stage, jon, { do: 'profile', room: me.user.id, name: 'Ínes' })
  await say(ines, 'who was that?')
  await say(jon, 'after')
  for (const page of [ines, jon]) {
    await expect(message(page, 'before').locator('.message-author')).toHaveText('Ínes @jon')
    await expect(message(page, 'who was that?').locator('.message-author')).toHaveText('ines @ines')
    await expect(message(page, 'after')).toHaveAttribute('aria-label', /^\W*Ínes @jon\W*, /)
    await expect((await showMembers(page)).getByRole('listitem').filter({ hasText: 'Ínes @jon' })).toBeVisible()
    await expect(membersPane(page).getByRole('listitem').filter({ hasText: 'ines @ines' })).toBeVisible()
  }
  await expect(ines.locator('.row-coming').filter({ hasText: 'Ínes @jon' })).toBeVisible()
  await composer(jon).pressSequentially('hm')
  await expect(ines.locator('.composer-hint')).toContainText('@jon')
  await ines.goto('/')
  await expect(roomLine(ines, 'Twins')).toContainText('Ínes @jon')
  await act(stage, jon, { do: 'profile', room: me.user.id, name: 'Jon' })
  await expect(roomLine(ines, 'Twins')).toContainText('Jon: after')
})

test('in the list of rooms, a long name takes the space that the message leaves, and shrinks for a long message', async () => {
  const [kim, lou] = await gather(stage, 'Names', ['kim', 'lou'], { visibility: 'public' })
  const me = await (await lou.request.get('/api/me')).json()
  await act(stage, lou, { do: 'profile', room: me.user.id, name: 'Bartholomew Featherstone' })
  const name = roomLine(kim, 'Names').locator('.room-last-who bdi')
  const widths = () =>
    roomLine(kim, 'Names')
      .locator('.room-last')
      .evaluate((line) => {
        const [name, words] = ['.room-last-who', '.room-last-words bdi'].map((part) => line.querySelector(part))
        const isCut = (element?: Element | null) => (element?.scrollWidth ?? 0) > (element?.clientWidth ?? 0)
        const shareOf = (element?: Element | null) => (element?.clientWidth ?? 0) / line.clientWidth
        return { isCut: { name: isCut(name), words: isCut(words) }, name: shareOf(name), words: shareOf(words) }
      })
  await say(lou, 'ok')
  await expect(name).toHaveText('Bartholomew Featherstone')
  await expect.poll(async () => (await widths()).isCut.words).toBe(false)
  await expect.poll(async () => (await widths()).name).toBeGreaterThan(0.6)
  const longer = 'ok, and bring all the chairs from the cellar as well, if you would'
  await say(lou, longer)
  await expect(roomLine(kim, 'Names')).toContainText(longer)
  await expect.poll(async () => (await widths()).words).toBeGreaterThan(0.55)
  await act(stage, lou, { do: 'profile', room: me.user.id, name: 'Lou' })
  await expect(name).toHaveText('Lou')
  await expect.poll(async () => (await widths()).isCut).toEqual({ name: false, words: true })
  await expect.poll(async () => (await widths()).words).toBeGreaterThan(0.75)
})
