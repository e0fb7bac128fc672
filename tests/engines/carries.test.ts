import type { Locator, Page } from 'playwright'
import { afterAll, describe, test } from 'vitest'
import { climb } from '../journeys/climb.ts'
import { forgetDemo, oldLine, seedDemo } from '../journeys/demo.ts'
import { newcomer } from '../journeys/people.ts'
import { setStage } from '../journeys/set-stage.ts'
import {
  addMember,
  enterRoom,
  expect,
  expectSent,
  expectTalk,
  keptForOffline,
  makePrivateRoom,
  message,
  myRooms,
  openRoom,
  removeMember,
  roomLine,
  say,
  signUp,
  soon,
  timeline,
} from '../journeys/verbs.ts'
import { lacking } from './find-engines.mjs'
import { firefoxEngine } from './firefox.ts'
import { newProfile } from './profile.ts'
import { webkitEngine } from './webkit/webkit.ts'

/** `npm test` runs the short form; `npm run soak -- engines` runs everything. */
const isWhole = process.env.ENGINES === 'whole'

const lines = isWhole ? 2_200 : 1_200
const data = await seedDemo(lines)
afterAll(() => forgetDemo(data))

const stage = setStage({ data })

for (const engine of [firefoxEngine, webkitEngine])
  describe.skipIf(lacking(engine.name).length > 0)(`in ${engine.name}`, () => {
    const name = engine.name.toLowerCase()

    test('people sign up, talk, edit and react, also offline and after a restart, and a long room opens at its end', async () => {
      const bob = await newcomer(stage, `bob-${name}`)
      const profile = newProfile(engine, stage, bob)
      let amy = await profile.open()
      await signUp(amy, `amy-${name}`)
      const harbour = `Harbour ${engine.name}`
      await enterRoom(amy, harbour)
      await say(amy, 'before the storm')
      await enterRoom(bob, harbour)
      await say(bob, 'all boats are in')
      await expectTalk(amy, ['before the storm', 'all boats are in'])
      await edit(amy, 'before the storm', 'before the big storm')
      await react(amy, 'all boats are in')
      await expect(reaction(bob, 'all boats are in', 1)).toBeVisible()
      await reaction(bob, 'all boats are in', 1).click()
      await expect(reaction(amy, 'all boats are in', 2)).toHaveAttribute('aria-pressed', 'true')
      await expectTalk(bob, ['before the big storm', 'all boats are in'])
      await keptForOffline(amy)

      await profile.close()
      await stage.relay.kill('SIGKILL')
      amy = await profile.open()
      await expect(myRooms(amy)).toContainText('all boats are in')
      await openRoom(amy, harbour)
      await expectTalk(amy, ['before the big storm', 'all boats are in'])
      await expect(reaction(amy, 'all boats are in', 2)).toBeVisible()
      await say(amy, 'no wire here')
      await expectSent(amy, 'no wire here', 'Sending…')
      await edit(amy, 'before the big storm', 'before the storm of 1953')
      await react(amy, 'before the storm of 1953')
      await expect(reaction(amy, 'before the storm of 1953', 1)).toBeVisible()
      const written = ['before the storm of 1953', 'all boats are in', 'no wire here']
      await profile.close()
      amy = await profile.open()
      await openRoom(amy, harbour)
      await expectTalk(amy, written)
      await expectSent(amy, 'no wire here', 'Sending…')

      await stage.relay.start()
      await expectTalk(bob, written, soon)
      await expect(reaction(bob, 'before the storm of 1953', 1)).toBeVisible()
      await expectSent(amy, 'no wire here', 'Sent', soon)

      await enterRoom(amy, 'Old channel')
      await expect(message(amy, oldLine(lines))).toBeInViewport()
      expect(await climb(amy, isWhole ? undefined : 6)).toEqual([])
      if (isWhole) await expect(message(amy, oldLine(1))).toBeVisible()
      await expect(message(amy, oldLine(lines))).toHaveCount(0)
      await amy.getByRole('button', { name: /Latest|new message/ }).click()
      await expect(message(amy, oldLine(lines))).toBeInViewport()
    })

    test.runIf(isWhole)('a room made offline is there after a restart, and the others find it later', async () => {
      const cleo = await newcomer(stage, `cleo-${name}`)
      const profile = newProfile(engine, stage, cleo)
      let dan = await profile.open()
      await signUp(dan, `dan-${name}`)
      await keptForOffline(dan)
      await stage.relay.kill('SIGKILL')
      const attic = `Attic ${engine.name}`
      await enterRoom(dan, attic)
      await say(dan, 'made without anyone')
      await say(dan, 'and told nobody')
      await expect(roomLine(dan, attic)).toContainText('Will be created when you’re back online')
      await profile.close()
      dan = await profile.open()
      await openRoom(dan, attic)
      await expectTalk(dan, ['made without anyone', 'and told nobody'])
      await expectSent(dan, 'and told nobody', 'Sending…')

      await stage.relay.start()
      await expectSent(dan, 'and told nobody', 'Sent', soon)
      await enterRoom(cleo, attic)
      await expectTalk(cleo, ['made without anyone', 'and told nobody'])
      await say(cleo, 'found it')
      await expectTalk(dan, ['made without anyone', 'and told nobody', 'found it'])
    })

    test.runIf(isWhole)('a removed member sees it at once, and keeps what was not sent as text', async () => {
      const eva = await newcomer(stage, `eva-${name}`)
      const profile = newProfile(engine, stage, eva)
      let finn = await profile.open()
      await signUp(finn, `finn-${name}`)
      for (const room of [`Vault ${engine.name}`, `Tower ${engine.name}`]) {
        await makePrivateRoom(eva, room)
        await addMember(eva, `finn-${name}`)
        await openRoom(finn, room)
        await say(finn, `good to be in ${room}`)
        await expectTalk(eva, [`good to be in ${room}`])
      }
      await keptForOffline(finn)
      await removeMember(eva, `finn-${name}`)
      const out = 'You are no longer in this room'
      await expect(finn.getByRole('heading', { name: out })).toBeVisible()
      await expect(roomLine(finn, `Tower ${engine.name}`)).toHaveCount(0)

      await openRoom(finn, `Vault ${engine.name}`)
      await openRoom(eva, `Vault ${engine.name}`)
      await stage.relay.kill('SIGKILL')
      await say(finn, 'too late for this')
      await expectSent(finn, 'too late for this', 'Sending…')
      const address = new URL(finn.url()).pathname
      await profile.close()
      await stage.relay.start()
      await expect(eva.getByText('Up to date')).toBeVisible(soon)
      await removeMember(eva, `finn-${name}`)
      finn = await profile.open(address)
      await expect(finn.getByRole('heading', { name: out })).toBeVisible(soon)
      await finn.goto('/')
      await finn.getByRole('link', { name: '1 message not sent, in a room you are no longer in' }).click()
      await expect(finn.getByRole('region', { name: 'Not sent' })).toContainText('too late for this')
      await expectTalk(eva, [`good to be in Vault ${engine.name}`])
    })

    test.runIf(isWhole)('somebody who manages a room in it removes a member', async () => {
      const gus = await newcomer(stage, `gus-${name}`)
      const profile = newProfile(engine, stage, gus)
      const hana = await profile.open()
      await signUp(hana, `hana-${name}`)
      await makePrivateRoom(hana, `Shed ${engine.name}`)
      await addMember(hana, `gus-${name}`)
      await openRoom(gus, `Shed ${engine.name}`)
      await removeMember(hana, `gus-${name}`)
      await expect(gus.getByRole('heading', { name: 'You are no longer in this room' })).toBeVisible()
    })
  })

/** The message with this text, and not one that quotes it. */
const said = (page: Page, text: string): Locator =>
  timeline(page)
    .getByRole('article')
    .filter({ has: page.locator('.text', { hasText: text }) })

const edit = async (page: Page, text: string, to: string): Promise<void> => {
  await said(page, text).focus()
  await page.keyboard.press('e')
  const editor = page.getByRole('textbox', { name: 'Edit message' })
  await expect(editor).toHaveValue(text)
  await editor.fill(to)
  await page.keyboard.press('Enter')
  await expect(said(page, to)).toBeFocused()
}

const react = async (page: Page, text: string): Promise<void> => {
  await said(page, text).focus()
  await page.keyboard.press('+')
  await page.getByRole('menuitemcheckbox', { name: '👍' }).click()
}

const reaction = (page: Page, text: string, people: number): Locator =>
  said(page, text).getByRole('button', { name: new RegExp(`^👍, ${people} `) })
