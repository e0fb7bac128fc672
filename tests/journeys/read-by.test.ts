import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { seriousInBothThemes } from './axe.ts'
import { filesWith } from './disk.ts'
import { act, enlist, gather, returning } from './people.ts'
import { setStage } from './set-stage.ts'
import { phone as phoneSize, sizes } from './stage.ts'
import {
  composer,
  expect,
  expectSent,
  expectTalk,
  keptForOffline,
  message,
  myRooms,
  roomLine,
  say,
  soon,
  timeline,
  writeTo,
} from './verbs.ts'

const readBy = (page: Page) => timeline(page).locator('.read-by-line')
/** The name is isolated, so that its direction does nothing to the sentence. */
const by = (name: string) => `Read by \u2068${name}\u2069`

/** Messages count as read once the person has done something in the room. */
const lookAt = async (page: Page): Promise<void> => {
  await page.bringToFront()
  await page.keyboard.press('End')
}
/** As the browser tells a page whose tab is closed. */
const hide = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })

describe('who has read a message', () => {
  const stage = setStage()

  for (const [size, options] of sizes)
    test(`${size}: the author sees who has read it, live and after both have left and come back`, async () => {
      const [amyName, monaName] = [`amy-${size}`, `mona-${size}`]
      const [amy, mona] = await gather(stage, `Reading ${size}`, [amyName, monaName], { on: options, beside: options })
      const user: string = (await (await mona.request.get('/api/me')).json()).user.id
      await mona.goto('/')
      await say(amy, 'is anybody there')
      await expectSent(amy, 'is anybody there', 'Sent')
      await expect(readBy(amy)).toHaveText('')
      const place = await timeline(amy).getByRole('article').last().boundingBox()
      await mona.goBack()
      await expectTalk(mona, ['is anybody there'])
      await lookAt(mona)
      await expect(readBy(amy)).toHaveText(by(monaName))
      expect(await timeline(amy).getByRole('article').last().boundingBox()).toEqual(place)
      expect(await seriousInBothThemes(amy)).toEqual([])

      await message(amy, 'is anybody there').press('Enter')
      await amy.getByRole('menuitem', { name: 'Read by…' }).click()
      const dialog = amy.getByRole('dialog', { name: 'Read by' })
      await expect(dialog.getByRole('list', { name: 'Read by 1 person' }).locator('bdi')).toHaveText([monaName])
      expect(await seriousInBothThemes(amy)).toEqual([])
      await amy.keyboard.press('Escape')

      await hide(mona)
      // It stays known without presence: the record of it is on the relay before the reader is gone.
      await amy.goto('/settings')
      await expect.poll(() => filesWith(stage.relay.data, `seen/${user}`), soon).not.toEqual([])
      await mona.context().close()
      await amy.goBack()
      await expectTalk(amy, ['is anybody there'])
      await amy.reload()
      await expect(readBy(amy)).toHaveText(by(monaName))
    })

  test('what was read offline is told later, also after a restart', async () => {
    const [amy] = await gather(stage, 'Reading later', ['amy'])
    const profile = stage.profile()
    let mona = await profile.open()
    const user = await enlist(stage, mona, 'mona')
    const room = new URL(amy.url()).pathname.split('/').at(-1)!
    await act(stage, amy, { do: 'add', room, user })
    await mona.goto(`/r/${room}`)
    await expect(composer(mona)).toBeVisible()
    await keptForOffline(mona)
    await mona.goto('/')
    await say(amy, 'before the storm')
    await expectSent(amy, 'before the storm', 'Sent')
    await expect(myRooms(mona)).toContainText('before the storm')
    await stage.relay.kill('SIGKILL')
    await expect(mona.getByText(/^Offline/).first()).toBeVisible()
    await mona
      .getByRole('navigation', { name: 'My rooms' })
      .getByRole('link', { name: /Reading later/ })
      .click()
    await expectTalk(mona, ['before the storm'])
    await expect(roomLine(mona, 'Reading later')).toContainText('unread')
    await lookAt(mona)
    // From then on this is kept.
    await expect(roomLine(mona, 'Reading later')).not.toContainText('unread')
    await expect(mona.getByText(/waiting/)).toHaveCount(0)
    await profile.close()
    mona = await profile.open()
    await expect(myRooms(mona)).toContainText('before the storm')
    await expect(readBy(amy)).toHaveText('')
    await stage.relay.start()
    await expect(readBy(amy)).toHaveText(by('mona'), soon)
    await profile.close()
    await amy.reload()
    await expect(readBy(amy)).toHaveText(by('mona'))
  })

  test('whoever does not show what they have read is not shown, and does not see it of others either', async () => {
    const [amy, mona] = await gather(stage, 'Where they met', ['amy2', 'mona2'])
    await say(amy, 'shown')
    await lookAt(mona)
    await expect(readBy(amy)).toHaveText(by('mona2'))
    await mona.goto('/settings/presence')
    const setting = mona.getByLabel(/^Show others what I’ve read/)
    await expect(setting).toBeChecked()
    expect(await seriousInBothThemes(mona)).toEqual([])
    await setting.uncheck()
    // She has left the room, so that nothing is shown of her says nothing of the setting yet.
    await expect.poll(() => filesWith(stage.relay.data, 'shows/read'), soon).not.toEqual([])
    await expect(readBy(amy)).toHaveText('', soon)
    await mona.goBack()
    await expectTalk(mona, ['shown'])
    await say(amy, 'not shown')
    await expectTalk(mona, ['shown', 'not shown'])
    await lookAt(mona)
    await say(mona, 'I have read it')
    await expectTalk(amy, ['shown', 'not shown', 'I have read it'])
    await say(amy, 'and this')
    await expectTalk(mona, ['shown', 'not shown', 'I have read it', 'and this'])
    await lookAt(mona)
    await lookAt(amy)
    await expectSent(amy, 'and this', 'Sent')
    // Presence says all of a person at once, so with this it would have said how far they have read.
    await composer(mona).pressSequentially('hm')
    await expect(amy.locator('.composer-hint')).toContainText('typing')
    await expect(readBy(amy)).toHaveText('')
    await expect(readBy(mona)).toHaveCount(0)
    await mona.reload()
    await mona.goto('/settings/presence')
    await expect(setting).not.toBeChecked()
  })

  test('in a direct conversation it says Read', async () => {
    const [amy, mona] = await gather(stage, 'Where they met too', ['amy3', 'mona3'])
    await amy.goto('/')
    await mona.goto('/')
    await writeTo(amy, 'mona3')
    await say(amy, 'only for you')
    await expectSent(amy, 'only for you', 'Sent')
    await roomLine(mona, 'amy3').click()
    await expectTalk(mona, ['only for you'])
    await lookAt(mona)
    await expect(readBy(amy)).toHaveText('Read')
  })

  test('a person with two devices is named once, and one who is blocked or removed is not named', async () => {
    const [amy, mona, nia] = await gather(stage, 'Reading twice', ['amy4', 'mona4', 'nia4'])
    const room = new URL(amy.url()).pathname.split('/').at(-1)!
    const own = async (page: Page): Promise<string> => (await (await page.request.get('/api/me')).json()).user.id
    await lookAt(mona)
    const phone = await returning(stage, 'mona4', phoneSize)
    await say(amy, 'read on the phone')
    await mona.goto('/')
    await nia.goto('/')
    await say(amy, 'then on the computer')
    await expectSent(amy, 'then on the computer', 'Sent')
    await expect(readBy(amy)).toHaveText('')
    const unread = roomLine(mona, 'Reading twice').getByText(/unread/)
    await expect(unread).toHaveCount(1)
    await phone.goto(`/r/${room}`)
    await expectTalk(phone, ['read on the phone', 'then on the computer'])
    await lookAt(phone)
    await expect(readBy(amy)).toHaveText(by('mona4'))
    await expect(unread).toHaveCount(0)
    await mona.goBack()
    await expectTalk(mona, ['read on the phone', 'then on the computer'])
    await lookAt(mona)
    await nia.goBack()
    await expectTalk(nia, ['read on the phone', 'then on the computer'])
    await lookAt(nia)
    await expect(readBy(amy)).toHaveText('Read by everyone')

    await act(stage, amy, { do: 'block', room: await own(amy), user: await own(nia), on: true })
    await expect(readBy(amy)).toHaveText(by('mona4'))
    await act(stage, amy, { do: 'remove', room, user: await own(mona) })
    await expect(readBy(amy)).toHaveText('')
    await act(stage, amy, { do: 'block', room: await own(amy), user: await own(nia), on: false })
    await expect(readBy(amy)).toHaveText(by('nia4'))
  })
})
