import type { BrowserContextOptions, Page } from 'playwright'
import { describe, test } from 'vitest'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import {
  chooseFor,
  composer,
  enterRoom,
  expect,
  expectSent,
  expectTalk,
  membersPane,
  message,
  myRooms,
  openRoom,
  roomLine,
  roomTitle,
  send,
  signUp,
  soon,
} from './verbs.ts'

const conversation = (page: Page, name: string) =>
  myRooms(page).getByRole('group', { name: 'Direct' }).getByRole('link').filter({ hasText: name })

const sizes = [
  ['desktop', {}],
  ['phone', phone],
] as const

describe('rooms, 13: direct messages', () => {
  const stage = setStage()

  /** People who know each other from a room, and are in the lobby. */
  let meetings = 0
  const meet = async (names: string[], options: BrowserContextOptions = {}): Promise<Page[]> => {
    const room = `Meeting ${++meetings}`
    const pages = await Promise.all(names.map(() => stage.device(options)))
    await Promise.all(pages.map((page, at) => signUp(page, names[at]!)))
    for (const [at, page] of pages.entries()) {
      await enterRoom(page, room)
      // Until then the name is free, and the next one makes another room of it.
      if (at === 0) await send(page, 'welcome')
      if (at === 0) await expectSent(page, 'welcome', 'On the relay')
    }
    for (const page of pages) {
      await expect(page.getByRole('button', { name: `Members: ${names.length} members` })).toBeVisible()
      await page.goto('/')
      await expect(roomLine(page, room)).toBeVisible()
    }
    return pages
  }
  const writeTo = async (page: Page, name: string) => {
    await page.getByRole('button', { name: 'Go to a room or person' }).click()
    await page.getByRole('combobox', { name: 'Room or person' }).fill(`@${name}`)
    await page.getByRole('option', { name }).first().click()
    await expect(roomTitle(page)).toHaveText(name)
    await expect(composer(page)).toBeVisible()
  }

  for (const [size, options] of sizes)
    test(`${size}: two talk, each sees the other's name, and neither has a role`, async () => {
      const [first, second] = [`amy-${size}`, `bob-${size}`]
      const [amy, bob] = (await meet([first, second], options)) as [Page, Page]
      await writeTo(amy, second)
      await send(amy, 'only for you')
      await expectSent(amy, 'only for you', 'On the relay')
      await expect(conversation(bob, first)).toContainText('only for you')
      await conversation(bob, first).click()
      await send(bob, 'and you')
      await expectTalk(amy, ['only for you', 'and you'])
      await expect(amy.getByRole('button', { name: /Owner|Moderator/ })).toHaveCount(0)
    })

  for (const [size, options] of sizes)
    test(`${size}: started on both sides with no network it becomes one conversation`, async () => {
      const [first, second] = [`cleo-${size}`, `dan-${size}`]
      const [cleo, dan] = (await meet([first, second], options)) as [Page, Page]
      await stage.relay.kill('SIGKILL')
      await expect(cleo.getByText(/^Offline/).first()).toBeVisible()
      await expect(dan.getByText(/^Offline/).first()).toBeVisible()
      await writeTo(cleo, second)
      await send(cleo, 'can you hear me')
      await writeTo(dan, first)
      await send(dan, 'I hear you')
      await expectSent(dan, 'I hear you', 'On this device, not sent yet')
      await stage.relay.start()
      await expectTalk(cleo, ['can you hear me', 'I hear you'], soon)
      await expectTalk(dan, ['can you hear me', 'I hear you'], soon)
      await expectSent(cleo, 'can you hear me', 'On the relay', soon)
      await cleo.goto('/')
      await expect(myRooms(cleo).getByRole('group', { name: 'Direct' }).locator('.room-name')).toHaveText([second])
    })

  test('several are in one conversation, called by the others in it', async () => {
    const [eva, finn, gus] = (await meet(['eva', 'finn', 'gus'])) as [Page, Page, Page]
    await eva.getByRole('button', { name: 'New conversation' }).click()
    const dialog = eva.getByRole('dialog', { name: 'New conversation' })
    for (const name of ['finn', 'gus']) {
      await dialog.getByRole('combobox', { name: 'With' }).fill(name)
      await dialog.getByRole('option', { name }).click()
    }
    await dialog.getByRole('button', { name: 'Start' }).click()
    await expect(roomTitle(eva)).toHaveText('finn, gus')
    await send(eva, 'all three of us')
    await expect(roomLine(gus, 'eva, finn')).toContainText('eva: all three of us')
    await openRoom(finn, 'eva, gus')
    await expectTalk(finn, ['all three of us'])
  })

  test('a conversation that was closed is off the list until something new is said there', async () => {
    const [hana, ian] = (await meet(['hana', 'ian'])) as [Page, Page]
    await writeTo(hana, 'ian')
    await send(hana, 'one')
    await conversation(ian, 'hana').click()
    await expectTalk(ian, ['one'])
    await conversation(hana, 'ian').press('ContextMenu')
    await hana.getByRole('menuitem', { name: 'Close conversation' }).click()
    await expect(conversation(hana, 'ian')).toHaveCount(0)
    await send(ian, 'two')
    await expect(conversation(hana, 'ian')).toContainText('two')
  })

  test('whoever is blocked can write no more, and their words elsewhere are folded', async () => {
    const [jana, kim] = (await meet(['jana', 'kim'])) as [Page, Page]
    await writeTo(kim, 'jana')
    await send(kim, 'listen')
    await expect(conversation(jana, 'kim')).toContainText('listen')
    await conversation(jana, 'kim').press('ContextMenu')
    await jana.getByRole('menuitem', { name: 'Block kim' }).click()
    await expect(conversation(jana, 'kim')).not.toContainText('listen')
    await send(kim, 'are you there')
    await expect(kim.getByText('Nothing can be sent to this person.')).toBeVisible()

    const room = await roomLine(kim, 'Meeting').locator('.room-name').textContent()
    await openRoom(kim, room ?? '')
    await send(kim, 'she does not answer')
    await openRoom(jana, room ?? '')
    await expect(jana.getByRole('log')).toContainText(/blocked/i)
    await expect(message(jana, 'she does not answer')).toHaveCount(0)
    await conversation(jana, 'kim').press('ContextMenu')
    await jana.getByRole('menuitem', { name: 'Unblock kim' }).click()
    await expect(message(jana, 'she does not answer')).toBeVisible()
  })

  test('nobody starts a conversation with somebody who blocked them', async () => {
    const [lea, mo] = (await meet(['lea', 'mo'])) as [Page, Page]
    await writeTo(lea, 'mo')
    await expect(conversation(mo, 'lea')).toBeVisible()
    await conversation(lea, 'mo').press('ContextMenu')
    await lea.getByRole('menuitem', { name: 'Block mo' }).click()
    const nia = await stage.device()
    await signUp(nia, 'nia')
    await mo.getByRole('button', { name: 'New conversation' }).click()
    const dialog = mo.getByRole('dialog', { name: 'New conversation' })
    for (const name of ['lea', 'nia']) {
      await dialog.getByRole('combobox', { name: 'With' }).fill(name)
      await dialog.getByRole('combobox', { name: 'With' }).press('Enter')
      await expect(dialog.getByRole('button', { name: new RegExp(`^Take out \\W*${name}`) })).toBeVisible()
    }
    await dialog.getByRole('button', { name: 'Start' }).click()
    await expect(dialog.getByText('Nothing can be sent to this person.')).toBeVisible()
    await expect(conversation(mo, 'lea, nia')).toHaveCount(0)
  })

  test('whoever writes to somebody by the list of members is told where they are blocked', async () => {
    const [ola, pit] = (await meet(['ola', 'pit'])) as [Page, Page]
    const room = (await roomLine(ola, 'Meeting').locator('.room-name').textContent()) ?? ''
    await openRoom(ola, room)
    await chooseFor(ola, 'pit', 'Open page')
    await ola.getByRole('button', { name: 'Block', exact: true }).click()
    await expect(ola.getByText(/^You blocked this person/)).toBeVisible()
    await openRoom(pit, room)
    await chooseFor(pit, 'ola', 'Message them')
    await expect(membersPane(pit).getByText('Nothing can be sent to this person.')).toBeVisible()
    await expect(roomTitle(pit)).toHaveText(room)
  })
})
