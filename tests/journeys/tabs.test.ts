import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { enlist } from './people.ts'
import { setStage } from './set-stage.ts'
import {
  composer,
  enterRoom,
  expect,
  expectSent,
  expectTalk,
  keptForOffline,
  message,
  openRoom,
  roomLine,
  say,
  signIn,
  soon,
  timeline,
} from './verbs.ts'

const secondTab = async (page: Page): Promise<Page> => {
  const tab = await page.context().newPage()
  await tab.goto(page.url())
  await expect(composer(tab)).toBeVisible()
  return tab
}

const number = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `number ${from + at}`)

/** Sends the text again if it did not reach the disk. It is back in the composer then. */
const sendWhatCameBack = async (tab: Page, text: string): Promise<void> => {
  await expect.poll(async () => (await texts(tab)) + (await composer(tab).inputValue())).toContain(text)
  await expect(tab.getByText('Up to date')).toBeVisible()
  if ((await texts(tab)).includes(text)) await composer(tab).fill('')
  else await composer(tab).press('Enter')
  await expect(timeline(tab)).toContainText(text)
  await tab.close()
}

const texts = async (tab: Page): Promise<string> => (await timeline(tab).textContent()) ?? ''

describe('two tabs and two devices', () => {
  const stage = setStage()

  test('show the same messages while each of them writes', async () => {
    const tab1 = await stage.device()
    await enlist(stage, tab1, 'amy')
    await enterRoom(tab1, 'Notes')
    const tab2 = await secondTab(tab1)
    const device2 = await stage.device()
    await signIn(device2, 'amy')
    await openRoom(device2, 'Notes')
    const all = [tab1, tab2, device2]
    for (const [at, text] of number(1, 9).entries()) {
      await say(all[at % 3]!, text)
      await expect(timeline(all[(at + 1) % 3]!)).toContainText(text)
    }
    for (const page of all) await expectTalk(page, number(1, 9))
    for (const page of all) await expectSent(page, 'number 9', 'Sent')
    await Promise.all([tab1, tab2, device2].map((page, at) => say(page, `at once ${at}`)))
    for (const page of all) await expect(timeline(page).locator('.message .text')).toHaveCount(12)
    const order = await timeline(tab1).locator('.message .text').allInnerTexts()
    for (const page of all) await expectTalk(page, order)
  })

  test("a room read on one is read on the others, and a room created on one is in the others' lists", async () => {
    const [bob, tab1, device2] = [await stage.device(), await stage.device(), await stage.device()]
    await enlist(stage, bob, 'bob')
    await enlist(stage, tab1, 'cleo')
    await signIn(device2, 'cleo')
    await enterRoom(tab1, 'Shared')
    await enterRoom(bob, 'Shared')
    await expect(roomLine(device2, 'Shared')).toBeVisible()
    await enterRoom(tab1, 'Other of cleo')
    await say(bob, 'news for cleo')
    const tab2 = await secondTab(tab1)
    for (const page of [tab1, tab2, device2]) await expect(roomLine(page, 'Shared')).toContainText('1 unread')
    await tab1.bringToFront()
    await openRoom(tab1, 'Shared')
    await expectTalk(tab1, ['news for cleo'])
    await composer(tab1).press('Shift')
    for (const page of [tab1, tab2, device2]) await expect(roomLine(page, 'Shared')).not.toContainText('unread')

    // Marked as unread by hand, also with no network, it stays so in every window until the person reads on.
    await openRoom(tab2, 'Shared')
    await stage.relay.kill('SIGKILL')
    await message(tab1, 'news for cleo').focus()
    await tab1.keyboard.press('u')
    for (const page of [tab1, tab2]) await expect(roomLine(page, 'Shared')).toContainText('1 unread')
    await stage.relay.start()
    await expect(roomLine(device2, 'Shared')).toContainText('1 unread', soon)
    await tab2.bringToFront()
    await composer(tab2).press('Shift')
    await expect(timeline(tab2).locator('.row-new')).toContainText('1 new message since')
    await expect(roomLine(tab2, 'Shared')).toContainText('1 unread')
    await tab2.keyboard.press('Shift+Escape')
    for (const page of [tab1, tab2, device2]) await expect(roomLine(page, 'Shared')).not.toContainText('unread', soon)
    for (const page of [tab1, device2]) await expect(page.getByText('You’re all caught up')).toBeVisible()
  })

  test('a tab that closes right after Enter loses nothing and sends nothing twice', async () => {
    const stays = await stage.device()
    await enlist(stage, stays, 'dora')
    await enterRoom(stays, 'Hasty')
    const other = await stage.device()
    await enlist(stage, other, 'emil')
    await enterRoom(other, 'Hasty')
    const texts = number(1, 5)
    for (const [at, text] of texts.entries()) {
      const tab = await secondTab(stays)
      await say(tab, text)
      await tab.close({ runBeforeUnload: at % 2 === 0 })
      await sendWhatCameBack(await secondTab(stays), text)
    }
    await expectTalk(stays, texts, soon)
    await expectTalk(other, texts, soon)
    await expectSent(stays, 'number 5', 'Sent')
  })

  test('a browser that closes right after Enter loses nothing', async () => {
    const profile = stage.profile()
    const page = await profile.open()
    await enlist(stage, page, 'kim')
    await enterRoom(page, 'Hurry')
    const address = new URL(page.url()).pathname
    await say(page, 'number 1')
    await profile.close()
    const again = await profile.open(address)
    await expect(composer(again)).toBeVisible()
    await sendWhatCameBack(again, 'number 1')
  })

  test('two tabs write in turn while offline, and all messages arrive once and in order', async () => {
    const tab1 = await stage.device()
    await enlist(stage, tab1, 'gus')
    await enterRoom(tab1, 'Cabin')
    const other = await stage.device()
    await enlist(stage, other, 'hana')
    await enterRoom(other, 'Cabin')
    await keptForOffline(tab1)
    const tab2 = await secondTab(tab1)
    await stage.relay.kill('SIGKILL')
    for (const [at, text] of number(1, 6).entries()) {
      const [writer, reader] = at % 2 ? [tab1, tab2] : [tab2, tab1]
      await say(writer, text)
      await expect(timeline(reader)).toContainText(text)
    }
    await tab2.close()
    await stage.relay.start()
    for (const page of [tab1, other]) await expectTalk(page, number(1, 6), soon)
    await expectSent(tab1, 'number 6', 'Sent', soon)
    await tab1.reload()
    await expectTalk(tab1, number(1, 6))
  })

  test('after one tab closes and then the other, everything that both wrote is still sent', async () => {
    const profile = stage.profile()
    const tab1 = await profile.open()
    await enlist(stage, tab1, 'ines')
    await enterRoom(tab1, 'Relay race')
    await keptForOffline(tab1)
    const other = await stage.device()
    await enlist(stage, other, 'jan')
    await enterRoom(other, 'Relay race')
    const tab2 = await secondTab(tab1)
    await stage.relay.kill('SIGKILL')
    await say(tab1, 'number 1')
    await say(tab2, 'number 2')
    await expectTalk(tab2, number(1, 2))
    await tab1.close()
    await say(tab2, 'number 3')
    await expectTalk(tab2, number(1, 3))
    await profile.close()
    await stage.relay.start()
    const again = await profile.open(new URL(other.url()).pathname)
    for (const page of [again, other]) await expectTalk(page, number(1, 3), soon)
    await expectSent(again, 'number 3', 'Sent', soon)
  })
})
