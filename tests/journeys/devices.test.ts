import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { seriousInBothThemes } from './axe.ts'
import { gather, newcomer, returning } from './people.ts'
import { setStage } from './set-stage.ts'
import { phone, sizes } from './stage.ts'
import {
  composer,
  enterRoom,
  expect,
  message,
  myRooms,
  openRoom,
  password,
  say,
  signIn,
  soon,
  timeline,
} from './verbs.ts'

const stage = setStage()

const region = (page: Page, name: 'Signed in' | 'Devices') => page.getByRole('region', { name, exact: true })
const openDevices = async (page: Page) => {
  await page.goto('/settings/devices')
  await expect(page.getByText('In use now')).toBeVisible()
}

describe.each(sizes)('where you are signed in, on a %s', (size, options) => {
  test('the list shows when each session was last used, and ends them one by one or all at once', async () => {
    const name = `ada${size}`
    const here = await newcomer(stage, name, options)
    const others = await Promise.all([1, 2, 3].map(() => returning(stage, name)))
    await openDevices(here)
    const lines = region(here, 'Signed in').getByRole('listitem')
    await expect(lines).toHaveCount(4)
    await expect(lines.filter({ hasText: 'This device' })).toHaveCount(1)
    await expect(lines.filter({ hasText: /Last used today at/ })).toHaveCount(3)

    await region(here, 'Signed in')
      .getByRole('button', { name: /^Sign out / })
      .first()
      .click()
    await expect(lines).toHaveCount(3)
    await region(here, 'Signed in').getByRole('button', { name: 'Sign out everywhere else' }).click()
    await expect(lines).toHaveCount(1)
    for (const other of others) await expect(other.getByText(/^You were signed out from another device/)).toBeVisible()
    await here.goto('/')
    await expect(myRooms(here)).toBeVisible()
    await expect(here.getByText(/^You were signed out/)).toHaveCount(0)
  })

  test('removing a device explains what happens, signs the device out, and keeps its messages valid', async () => {
    const name = `bea${size}`
    const [here] = await gather(stage, `Attic ${size}`, [name], { on: options })
    const there = await returning(stage, name)
    await openRoom(there, `Attic ${size}`)
    await say(there, 'signed by the other')
    await expect(message(here, 'signed by the other')).toBeVisible()

    await openDevices(here)
    const lines = region(here, 'Devices').getByRole('listitem')
    await expect(lines).toHaveCount(2)
    await lines
      .filter({ hasNotText: 'This device' })
      .getByRole('button', { name: /^Remove/ })
      .click()
    const dialog = here.getByRole('dialog')
    await expect(dialog).toContainText('Messages already sent from it stay valid')
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
    await expect(lines).toHaveCount(1)
    await expect(there.getByText(/^This device was removed from your account/)).toBeVisible()
    await here.goto('/')
    await openRoom(here, `Attic ${size}`)
    await expect(message(here, 'signed by the other')).not.toHaveClass(/forged/)
  })

  test('a phone signs in with the code on screen, and the screen says when the code was used', async () => {
    const name = `cy${size}`
    const here = await newcomer(stage, name, options)
    await here.goto('/settings/phone')
    const made = here.waitForResponse(/\/api\/account\/link$/)
    await here.getByRole('button', { name: 'Show code' }).click()
    const { token } = (await (await made).json()) as { token: string }
    await expect(here.getByRole('img', { name: 'QR code to link a phone' })).toBeVisible()

    const handheld = await stage.device(phone)
    await handheld.goto(`/link#${token}`)
    await expect(handheld.getByRole('heading', { name: `Sign in as ${name}?` })).toBeVisible()
    await handheld.getByRole('button', { name: 'Sign in on this device' }).click()
    await expect(myRooms(handheld)).toBeVisible()
    await expect(here.getByText('A device was signed in with this code.')).toBeVisible()
  })
})

describe.each(sizes)('a new device of somebody you know, on a %s', (size, options) => {
  test('shows one quiet notice, with a link to the list of their devices', async () => {
    const [ada, bob, room] = [`dee${size}`, `eli${size}`, `Cellar ${size}`]
    await gather(stage, room, [ada])
    const his = await newcomer(stage, bob, options)
    await enterRoom(his, room)
    await expect(timeline(his).getByText(/new device/)).toHaveCount(0)

    await returning(stage, ada)
    const notice = timeline(his).locator('.row-coming', { hasText: 'signed in on a new device' })
    await expect(notice).toContainText(ada)
    await expect(notice).toHaveCount(1)
    await his.reload()
    await expect(notice).toHaveCount(1)

    await notice.getByRole('link', { name: /^Devices of/ }).click()
    const devices = his.getByRole('region', { name: 'Devices', exact: true })
    await expect(devices.getByRole('listitem')).toHaveCount(2)
    for (const line of await devices.getByRole('listitem').all())
      await expect(line).toContainText(/^[0-9a-f ]{19}Added/)
  })
})

test("when a relay changes somebody's devices, the room and the person's page warn about it", async () => {
  const [hers, his] = await gather(stage, 'Vault', ['fay', 'gus'])
  await say(hers, 'it is me')
  await expect(message(his, 'it is me')).toBeVisible()
  // Now the known keys on this device differ from what the relay says.
  await expect.poll(() => his.evaluate(changeKnownKeys)).toBeGreaterThan(0)
  await his.reload()
  const warning = his.getByRole('alert').filter({ hasText: /The server changed what it says about .*fay.*’s devices/ })
  await expect(warning).toBeVisible()
  await warning.getByRole('link', { name: 'See what changed' }).click()
  const sheet = his.getByRole('complementary', { name: 'Person' })
  await expect(sheet.getByText('The date this device was added has changed.')).toBeVisible()
  await sheet.getByRole('button', { name: /Trust these devices/ }).click()
  await expect(warning).toHaveCount(0)
  await his.reload()
  await expect(message(his, 'it is me')).toBeVisible()
  await expect(warning).toHaveCount(0)
})

test.each(sizes)('a new password signs out every other device, on a %s', async (size, options) => {
  const name = `hal-${size}`
  const here = await newcomer(stage, name, options)
  const there = await returning(stage, name)
  await here.goto('/settings/password')
  await here.getByLabel('Current password').fill('not it at all')
  await here.getByLabel('New password').fill('seven slow herons')
  await here.getByRole('button', { name: 'Change password' }).click()
  await expect(here.getByLabel('Current password')).toHaveAccessibleDescription('That’s not your password.')
  await here.getByLabel('Current password').fill(password)
  await here.getByRole('button', { name: 'Change password' }).click()
  await expect(here.getByText('Password changed. You’ve been signed out everywhere else.')).toBeVisible()
  await expect(there.getByText(/^Your password was changed/)).toBeVisible()
  await signIn(await stage.device(options), name, 'seven slow herons')
})

/**
 * Runs in the page: changes the dates of the known keys of the others in the first room. Returns how many it changed.
 */
const changeKnownKeys = async (): Promise<number> => {
  const me = JSON.parse(localStorage.getItem('yabber.me') ?? '{}') as { id: string }
  const open = indexedDB.open(`yabber/${me.id}`)
  await new Promise((opened) => open.addEventListener('success', opened))
  const store = open.result.transaction('pins', 'readwrite').objectStore('pins')
  const [room] = await new Promise<IDBValidKey[]>((told) => {
    const asked = store.getAllKeys()
    asked.onsuccess = () => told(asked.result)
  })
  const changed = await new Promise<number>((done) => {
    if (room === undefined) return done(0)
    const asked = store.get(room)
    asked.onsuccess = () => {
      const pins = Object.values(asked.result.pins) as { user: string; added: number }[]
      const others = pins.filter(({ user }) => user !== me.id)
      for (const pin of others) pin.added -= 1_000_000
      store.put(asked.result, room).onsuccess = () => done(others.length)
    }
  })
  open.result.close()
  return changed
}

describe('what a person keeps for themselves', () => {
  test('drafts, saved messages and messages for later agree on two devices, also after the relay was stopped', async () => {
    const [here] = await gather(stage, 'Shed', ['dora'])
    const there = await returning(stage, 'dora', phone)
    await openRoom(there, 'Shed')
    await composer(here).fill('half a thought')
    await expect(composer(there)).toHaveValue('half a thought')

    await stage.relay.kill('SIGKILL')
    await composer(there).fill('a whole thought')
    await composer(there).blur()
    await stage.relay.start()
    await expect(composer(here)).toHaveValue('a whole thought', soon)
    await there.goto('/drafts')
    await expect(there.getByRole('main').getByRole('listitem')).toContainText('a whole thought')
    expect(await seriousInBothThemes(there)).toEqual([])
    await say(here, 'water the tomatoes')
    await expect(there.getByText(/^No drafts/)).toBeVisible()

    await here.getByRole('button', { name: 'Undo this message' }).click()
    await expect(composer(here)).toHaveValue('water the tomatoes')
    await expect(message(here, 'water the tomatoes')).toHaveCount(0)
    await say(here, 'water the beans')
    await message(here, 'water the beans').focus()
    await here.keyboard.press('s')
    await message(here, 'water the beans').focus()
    await here.keyboard.press('r')
    await composer(here).fill('and the peas')
    await here.getByRole('link', { name: '1 draft', exact: true }).click()
    await here
      .getByRole('main')
      .getByRole('link', { name: /and the peas/ })
      .click()
    await expect(composer(here)).toHaveValue('and the peas')
    await say(here, 'and the peas')
    await expect(message(here, 'and the peas').locator('.quote-line')).toHaveText(/water the beans/)
    await there.goto('/saved')
    const saved = there.getByRole('main').getByRole('listitem')
    await expect(saved).toContainText('water the beans')
    await saved.getByRole('button', { name: 'Remind me' }).click()
    await there.getByRole('button', { name: /^In 1 hour/ }).click()
    await expect(saved.getByRole('button', { name: /^Reminder: / })).toBeVisible()
    expect(await seriousInBothThemes(there)).toEqual([])

    await composer(here).fill('/remind call Ann')
    await here.keyboard.press('Enter')
    const asking = here.getByRole('dialog', { name: 'When to remind you' })
    await expect(asking).toContainText('call Ann')
    expect(await seriousInBothThemes(here)).toEqual([])
    await asking.getByRole('button', { name: /^In 1 hour/ }).click()
    await expect(composer(here)).toHaveValue('')
    const note = there.getByRole('main').getByRole('listitem').filter({ hasText: 'call Ann' })
    await expect(note.getByRole('button', { name: /^Reminder: / })).toBeVisible()
    expect(await seriousInBothThemes(there)).toEqual([])
    await note.getByRole('button', { name: /^Remove reminder/ }).click()
    await expect(note).toHaveCount(0)

    await composer(here).fill('good night')
    await here.getByRole('button', { name: 'Schedule message' }).click()
    expect(await seriousInBothThemes(here)).toEqual([])
    await here.getByRole('button', { name: /^Tomorrow/ }).click()
    await expect(composer(here)).toHaveValue('')
    const waiting = (page: Page) => page.getByRole('region', { name: 'To be sent later' })
    await expect(waiting(here)).toContainText('good night')
    await saved.getByRole('link').click()
    await expect(waiting(there)).toContainText('good night')
    await waiting(there).getByRole('button', { name: 'Send now' }).click()
    for (const page of [here, there]) {
      await expect(waiting(page)).toHaveCount(0)
      await expect(message(page, 'good night')).toHaveCount(1)
    }
  })
})
