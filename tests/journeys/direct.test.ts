import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { gather, newcomer, type Places } from './people.ts'
import { choosePicture, drawnPicture, usePicture } from './pictures.ts'
import { setStage } from './set-stage.ts'
import { sizes } from './stage.ts'
import {
  answered,
  chooseFor,
  composer,
  expect,
  expectSent,
  expectTalk,
  keptForOffline,
  membersPane,
  message,
  myRooms,
  openRoom,
  roomLine,
  roomTitle,
  say,
  send,
  soon,
  timeline,
  writeTo,
} from './verbs.ts'

const conversation = (page: Page, name: string) =>
  myRooms(page).getByRole('group', { name: 'Direct' }).getByRole('link').filter({ hasText: name })

const meetingOf = (first: string) => `Meeting of ${first}`

describe('direct messages', () => {
  const stage = setStage()

  /** People who share a room and now look at the lobby. */
  const meet = async <const Names extends readonly string[]>(names: Names, places: Places = {}) => {
    const room = meetingOf(names[0]!)
    const pages = await gather(stage, room, names, places)
    for (const page of pages as Page[]) {
      await expect(page.getByRole('button', { name: `Members: ${names.length} members` })).toBeVisible()
      await page.goto('/')
      await expect(roomLine(page, room)).toBeVisible()
    }
    return pages
  }

  for (const [size, options] of sizes)
    test(`${size}: two people talk, each sees the other's name, and neither has a role`, async () => {
      const [first, second] = [`amy-${size}`, `bob-${size}`]
      const [amy, bob] = await meet([first, second], { on: options })
      await writeTo(amy, second)
      await send(amy, 'only for you')
      await expectSent(amy, 'only for you', 'Sent')
      await expect(conversation(bob, first)).toContainText('only for you')
      await conversation(bob, first).click()
      await send(bob, 'and you')
      await expectTalk(amy, ['only for you', 'and you'])
      await expect(amy.getByRole('button', { name: /Owner|Moderator/ })).toHaveCount(0)
    })

  for (const [size, options] of sizes)
    test(`${size}: a conversation that both start offline becomes one conversation`, async () => {
      const [first, second] = [`cleo-${size}`, `dan-${size}`]
      const [cleo, dan] = await meet([first, second], { on: options })
      for (const page of [cleo, dan]) await keptForOffline(page)
      await stage.relay.kill('SIGKILL')
      await expect(cleo.getByText(/^Offline/).first()).toBeVisible()
      await expect(dan.getByText(/^Offline/).first()).toBeVisible()
      await writeTo(cleo, second)
      await send(cleo, 'can you hear me')
      await writeTo(dan, first)
      await send(dan, 'I hear you')
      await expectSent(dan, 'I hear you', 'Sending…')
      await stage.relay.start()
      await expectTalk(cleo, ['can you hear me', 'I hear you'], soon)
      await expectTalk(dan, ['can you hear me', 'I hear you'], soon)
      await expectSent(cleo, 'can you hear me', 'Sent', soon)
      await cleo.goto('/')
      await expect(myRooms(cleo).getByRole('group', { name: 'Direct' }).locator('.room-name')).toHaveText([second])
    })

  for (const [size, options] of sizes)
    test(`${size}: several people share one conversation, named after the others in it`, async () => {
      const names = [`eva-${size}`, `finn-${size}`, `gus-${size}`] as const
      const [eva, finn, gus] = await meet(names, { on: options })
      await eva.getByRole('button', { name: 'New conversation' }).click()
      const dialog = eva.getByRole('dialog', { name: 'New conversation' })
      for (const name of names.slice(1)) {
        await dialog.getByRole('combobox', { name: 'With' }).fill(name)
        await dialog.getByRole('option', { name }).click()
      }
      await dialog.getByRole('button', { name: 'Start' }).click()
      await expect(roomTitle(eva)).toHaveText(`finn-${size}, gus-${size}`)
      await send(eva, 'all three of us')
      await expect(roomLine(gus, `eva-${size}, finn-${size}`)).toContainText(`eva-${size}: all three of us`)
      await openRoom(finn, `eva-${size}, gus-${size}`)
      await expectTalk(finn, ['all three of us'])
    })

  test('a closed conversation leaves the list until somebody writes in it', async () => {
    const [hana, ian] = await meet(['hana', 'ian'])
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

  for (const [size, options] of sizes)
    test(`${size}: a blocked person can't write to you, and rooms hide their messages until you unblock them`, async () => {
      const [first, second] = [`jana-${size}`, `kim-${size}`]
      const [jana, kim] = await meet([first, second], { on: options })
      await writeTo(kim, first)
      await send(kim, 'listen')
      await expect(conversation(jana, second)).toContainText('listen')
      await conversation(jana, second).press('ContextMenu')
      await answered(jana, { do: 'block' }, () => jana.getByRole('menuitem', { name: `Block ${second}` }).click())
      await expect(conversation(jana, second)).not.toContainText('listen')
      await send(kim, 'are you there')
      await expect(kim.getByText('You can’t message this person.')).toBeVisible()

      await openRoom(kim, meetingOf(first))
      await send(kim, 'she does not answer')
      await openRoom(jana, meetingOf(first))
      await expect(jana.getByRole('log')).toContainText('Message from someone you blocked')
      await expect(message(jana, 'she does not answer')).toHaveCount(0)
      await jana.goto('/')
      await conversation(jana, second).press('ContextMenu')
      await jana.getByRole('menuitem', { name: `Unblock ${second}` }).click()
      await openRoom(jana, meetingOf(first))
      await expect(message(jana, 'she does not answer')).toBeVisible()
    })

  for (const [size, options] of sizes)
    test(`${size}: on a person's page you can message, block and unblock them, and the list shows their picture`, async () => {
      const [wanda, xaver, room] = [`wanda-${size}`, `xaver-${size}`, `Meadow ${size}`]
      const [his, hers] = await gather(stage, room, [xaver, wanda], { on: options })
      await say(hers, 'hello all')
      await message(his, 'hello all').locator('.message-face').click()
      // The person is a separate page on a phone, and is shown beside the room on a desktop.
      const hersToSee = his.locator('.person')
      await hersToSee.getByRole('button', { name: 'Message' }).click()
      await expect(roomTitle(his)).toHaveText(wanda)
      await say(his, 'hello you')
      await expect(roomLine(hers, xaver)).toContainText('hello you')

      await hers.goto('/settings/profile')
      await choosePicture(hers, await drawnPicture(hers))
      await usePicture(hers)
      await his.goto('/')
      await expect(conversation(his, wanda).locator('.avatar-picture.loaded')).toBeVisible()

      await openRoom(his, room)
      await message(his, 'hello all').locator('.message-face').click()
      await hersToSee.getByRole('button', { name: 'Block' }).click()
      await expect(hersToSee.getByText(/^You blocked this person/)).toBeVisible()
      if (size === 'phone') await his.goBack()
      await expect(message(his, 'hello all')).toHaveCount(0)
      await expect(timeline(his).getByText('Message from someone you blocked')).toHaveCount(1)
      await his.goto('/settings/blocked')
      await his.getByRole('button', { name: new RegExp(`^Unblock \\W*${wanda}`) }).click()
      await expect(his.getByText('You haven’t blocked anyone.')).toBeVisible()
      await his.goto('/')
      await openRoom(his, room)
      await expect(message(his, 'hello all')).toBeVisible()
      await expect(composer(his)).toBeVisible()
    })

  test('nobody can start a conversation with somebody who blocked them', async () => {
    const [lea, mo] = await meet(['lea', 'mo'])
    await writeTo(lea, 'mo')
    await expect(conversation(mo, 'lea')).toBeVisible()
    await conversation(lea, 'mo').press('ContextMenu')
    await answered(lea, { do: 'block' }, () => lea.getByRole('menuitem', { name: 'Block mo' }).click())
    await newcomer(stage, 'nia')
    await mo.getByRole('button', { name: 'New conversation' }).click()
    const dialog = mo.getByRole('dialog', { name: 'New conversation' })
    for (const name of ['lea', 'nia']) {
      await dialog.getByRole('combobox', { name: 'With' }).fill(name)
      await dialog.getByRole('combobox', { name: 'With' }).press('Enter')
      await expect(dialog.getByRole('button', { name: new RegExp(`^Remove \\W*${name}`) })).toBeVisible()
    }
    await dialog.getByRole('button', { name: 'Start' }).click()
    await expect(dialog.getByText('You can’t start this conversation.')).toBeVisible()
    await expect(conversation(mo, 'lea, nia')).toHaveCount(0)
  })

  test('"Message" in the list of members shows a refusal if that person blocked you', async () => {
    const [ola, pit] = await meet(['ola', 'pit'])
    const room = meetingOf('ola')
    await openRoom(ola, room)
    await chooseFor(ola, 'pit', 'View profile')
    await answered(ola, { do: 'block' }, () => ola.getByRole('button', { name: 'Block', exact: true }).click())
    await expect(ola.getByText(/^You blocked this person/)).toBeVisible()
    await openRoom(pit, room)
    await chooseFor(pit, 'ola', 'Message')
    await expect(membersPane(pit).getByText('You can’t start this conversation.')).toBeVisible()
    await expect(roomTitle(pit)).toHaveText(room)
  })
})
