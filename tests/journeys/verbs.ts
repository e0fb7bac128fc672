import type { Locator, Page } from 'playwright'
import { expect as plainExpect } from 'playwright/test'
import type { Act } from '../../shared/room/acts.ts'
import { installWorker } from './worker-hold.ts'

/** Waits until it holds, for up to 20 seconds. */
export const expect = plainExpect.configure({ timeout: 20_000 })
export const soon = { timeout: 45_000 }

export const password = 'nine teal kettles, one moon'
export const mailOf = (username: string): string => `${username}@example.org`

/** What a person does on a page of the app, and where they look. */

export const signUp = async (page: Page, username: string): Promise<void> => {
  await page.goto('/sign-up')
  await fillSignUp(page, { username, email: mailOf(username), password })
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(myRooms(page)).toBeVisible()
}

export const fillSignUp = async (page: Page, fields: { username: string; email: string; password: string }) => {
  await page.getByLabel('Username').fill(fields.username)
  await page.getByLabel('E-mail').fill(fields.email)
  await page.getByLabel('Password', { exact: true }).fill(fields.password)
}

export const signIn = async (page: Page, login: string, secret = password): Promise<void> => {
  await page.goto('/sign-in')
  await fillSignIn(page, login, secret)
  await expect(myRooms(page)).toBeVisible()
}

export const fillSignIn = async (page: Page, login: string, secret = password): Promise<void> => {
  await page.getByLabel('Username or e-mail').fill(login)
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

export const signOut = async (page: Page, where: 'Sign out' | 'Sign out everywhere' = 'Sign out'): Promise<void> => {
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: where, exact: true }).click()
  await expect(page.getByRole('heading', { name: /^Group chat that belongs/ })).toBeVisible()
}

/** From here on the app can start without a network. */
export const keptForOffline = installWorker

/**
 * Presses and waits for the relay's answer to the act with these fields. The screen shows an act before the relay
 * answers, and a page that was just opened may send an earlier act again, whose answer must not be taken for this one.
 */
export const answered = async (
  page: Page,
  fields: { do: Act['do']; [field: string]: unknown },
  press: () => Promise<unknown>,
): Promise<void> => {
  const answer = page.waitForResponse((response) => {
    if (!response.url().endsWith('/api/acts')) return false
    const { act } = response.request().postDataJSON()
    return Object.entries(fields).every(([field, value]) => act[field] === value)
  })
  await press()
  await answer
}

export const myRooms = (page: Page): Locator => page.getByRole('navigation', { name: 'My rooms' })

/** The line of a room in the list of rooms. */
export const roomLine = (page: Page, name: string): Locator => myRooms(page).getByRole('link').filter({ hasText: name })

/** Types a name into the field that opens or joins a room. */
export const typeName = async (page: Page, name: string): Promise<void> => {
  await page.getByLabel('Room name').fill(name)
  await page.getByLabel('Room name').press('Enter')
}

/** Joins the room of that name, or creates it if there is none. */
export const enterRoom = async (page: Page, name: string): Promise<void> => {
  await typeName(page, name)
  const none = noRoomOfThatName(page)
  await expect(roomTitle(page).filter({ hasText: name }).or(none)).toBeVisible()
  if (await none.isVisible()) await createTypedRoom(page)
  await expect(roomTitle(page)).toHaveText(name)
  await expect(none).toHaveCount(0)
  await expect(composer(page)).toBeVisible()
}

export const noRoomOfThatName = (page: Page): Locator => page.getByText(/^No room (on this device )?has that name/)

/** Creates a public room with the name typed in the field of the list. */
export const createTypedRoom = async (page: Page): Promise<void> => {
  await page
    .locator('.enter')
    .getByRole('button', { name: /^Create room/ })
    .click()
  const dialog = page.getByRole('dialog', { name: 'New room' })
  await expect(dialog.getByLabel('Public')).toBeChecked()
  await dialog.getByRole('button', { name: 'Create room' }).click()
}

export const openRoom = async (page: Page, name: string): Promise<void> => {
  await roomLine(page, name).click()
  await expect(roomTitle(page)).toHaveText(name)
}

export const makePrivateRoom = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'New room' }).click()
  const dialog = page.getByRole('dialog', { name: 'New room' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Private').check()
  await dialog.getByRole('button', { name: 'Create room' }).click()
  await expect(roomTitle(page)).toHaveText(name)
}

export const roomTitle = (page: Page): Locator => page.locator('.room-title h1')
export const composer = (page: Page): Locator => page.getByRole('textbox', { name: /^Message / })
export const timeline = (page: Page): Locator => page.getByRole('log')

export const say = async (page: Page, text: string): Promise<void> => {
  await composer(page).fill(text)
  // On a touch screen Enter alone makes a new line.
  await composer(page).press('Control+Enter')
}

/** Sends with the button, as on a phone, where Enter makes a new line. */
export const send = async (page: Page, text: string): Promise<void> => {
  await composer(page).fill(text)
  await page.getByRole('button', { name: 'Send' }).click()
}

/** The message on screen that has this text. */
export const message = (page: Page, text: string): Locator =>
  timeline(page).getByRole('article').filter({ hasText: text })

export type Sent = 'Sending…' | 'Sent' | 'Not sent'
export const expectSent = (page: Page, text: string, how: Sent, options = {}): Promise<void> =>
  expect(message(page, text).locator('.send-mark')).toHaveAttribute('title', how, options)

/**
 * Expects exactly these messages in the timeline, each once and in this order. Only for rooms that fit on the screen.
 */
export const expectTalk = (page: Page, texts: readonly string[], options = {}): Promise<void> =>
  expect(timeline(page).locator('.message .text')).toHaveText([...texts], options)

export const showMembers = async (page: Page): Promise<Locator> => {
  const pane = membersPane(page)
  const button = page.getByRole('button', { name: /^Members:/ })
  // The pane may still be opening, and a second click would close it.
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click()
  await expect(pane).toBeVisible()
  return pane
}

export const membersPane = (page: Page): Locator => page.getByRole('complementary', { name: 'Members' })

/** The line of a member in the members pane. */
export const memberLine = (page: Page, name: string): Locator =>
  membersPane(page).getByRole('listitem').filter({ hasText: name })

/** Opens the menu with what can be done about a member. */
export const openMemberMenu = async (page: Page, name: string): Promise<Locator> => {
  await showMembers(page)
  const more = memberLine(page, name).getByRole('button', { name: /^More about/ })
  const menu = page.getByRole('menu')
  // A line moves to another group when its person comes or goes, so a click may miss it. A second click would close the
  // menu.
  await expect(async () => {
    if (await menu.isVisible()) return
    await memberLine(page, name).hover()
    await more.click({ timeout: 1_000 })
    await expect(menu).toBeVisible({ timeout: 1_000 })
  }).toPass()
  return menu
}

export const chooseFor = async (page: Page, name: string, act: string): Promise<void> => {
  const menu = await openMemberMenu(page, name)
  await menu.getByRole('menuitem', { name: act, exact: true }).click()
}

/** Confirms a dialog and waits until it is gone, as the page below takes no input before that. */
export const confirm = async (page: Page, act: string): Promise<void> => {
  await page.getByRole('dialog').getByRole('button', { name: act, exact: true }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

export const removeMember = async (page: Page, name: string): Promise<void> => {
  await chooseFor(page, name, 'Remove')
  await confirm(page, 'Remove')
  await expect(memberLine(page, name)).toHaveCount(0)
}

export const chooseInRoom = async (page: Page, act: string): Promise<void> => {
  await page.getByRole('button', { name: 'Room menu' }).click()
  await page.getByRole('menuitem', { name: act, exact: true }).click()
}

export const openSettings = async (page: Page): Promise<Locator> => {
  await chooseInRoom(page, 'Room settings')
  const dialog = page.getByRole('dialog', { name: 'Room settings' })
  await expect(dialog).toBeVisible()
  return dialog
}

export const closeDialog = async (page: Page): Promise<void> => {
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

/** Creates a link with the terms shown in the dialog, and returns its path. */
export const makeLink = async (page: Page): Promise<string> => {
  const dialog = page.getByRole('dialog', { name: 'Invite by link' })
  await dialog.getByRole('button', { name: 'Create link' }).click()
  const link = dialog.getByLabel('Link', { exact: true })
  await expect(link).toHaveValue(/^http/)
  return new URL(await link.inputValue()).pathname
}

export const addMember = async (page: Page, name: string): Promise<void> => {
  const pane = await showMembers(page)
  await pane.getByLabel('Add someone by username').fill(name)
  await pane.getByRole('button', { name: 'Add', exact: true }).click()
  // A display name may be longer than the user name.
  await expect(pane.getByText(new RegExp(`${name}.* is now a member`, 'i'))).toBeVisible()
}

/** Opens a conversation through the switcher. This device must know the person. */
export const writeTo = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'Go to a room or person' }).click()
  await page.getByRole('combobox', { name: 'Room or person' }).fill(`@${name}`)
  await page.getByRole('option', { name }).first().click()
  await expect(roomTitle(page)).toHaveText(name)
  await expect(composer(page)).toBeVisible()
}
