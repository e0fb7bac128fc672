import { describe, test } from 'vitest'
import { enlist } from './people.ts'
import { setStage } from './set-stage.ts'
import {
  enterRoom,
  expect,
  expectSent,
  expectTalk,
  keptForOffline,
  message,
  myRooms,
  openRoom,
  password,
  roomLine,
  roomTitle,
  say,
  signIn,
  signOut,
  soon,
  timeline,
} from './verbs.ts'

describe('a day offline', () => {
  const stage = setStage()

  test('after the relay is killed and the browser restarted, everything is there, and all new messages arrive later', async () => {
    const profile = stage.profile()
    let amy = await profile.open()
    await enlist(stage, amy, 'amy')
    await enterRoom(amy, 'Harbour')
    await say(amy, 'before the storm')
    const bob = await stage.device()
    await enlist(stage, bob, 'bob')
    await enterRoom(bob, 'Harbour')
    await say(bob, 'all boats are in')
    await expectTalk(amy, ['before the storm', 'all boats are in'])
    await enterRoom(amy, 'Garden')
    await say(amy, 'the roses are out')
    await expectSent(amy, 'the roses are out', 'Sent')
    await keptForOffline(amy)

    await profile.close()
    await stage.relay.kill('SIGKILL')
    amy = await profile.open()
    await expect(myRooms(amy)).toContainText('the roses are out')
    await expect(myRooms(amy)).toContainText('bob: all boats are in')
    await expect(amy.getByText(/^Offline/).first()).toBeVisible()
    await amy.addInitScript(noteWhatTheDotSays)
    await amy.reload()
    await expect(amy.locator('.status-dot.offline')).toBeVisible()
    await expect(amy.getByText(/^Offline/).first()).toBeVisible()
    expect(await amy.evaluate('said')).not.toContain('online')
    expect(await amy.evaluate('mute')).toBe(0)
    await expect(amy.getByRole('button', { name: 'Try now' })).toBeVisible()
    await openRoom(amy, 'Garden')
    await expectTalk(amy, ['the roses are out'])
    await openRoom(amy, 'Harbour')
    await expectTalk(amy, ['before the storm', 'all boats are in'])
    await say(amy, 'no wire here')
    await say(amy, 'still none')
    await expectSent(amy, 'still none', 'Sending…')
    await expect(amy.getByText(/^Offline, 2 waiting/).first()).toBeVisible()
    await enterRoom(amy, 'Attic')
    await say(amy, 'made without anyone')
    await expect(roomLine(amy, 'Attic')).toContainText('Will be created when you’re back online')
    await say(bob, 'storm took the relay')

    await profile.close()
    amy = await profile.open()
    await openRoom(amy, 'Attic')
    await expectTalk(amy, ['made without anyone'])
    await openRoom(amy, 'Harbour')
    await expectTalk(amy, ['before the storm', 'all boats are in', 'no wire here', 'still none'])
    await say(amy, 'and on')

    await stage.relay.start()
    const all = ['before the storm', 'all boats are in', 'no wire here', 'still none', 'storm took the relay', 'and on']
    await expectTalk(amy, all, soon)
    await expectTalk(bob, all, soon)
    await expect(amy.getByText('Up to date')).toBeVisible(soon)
    await expectSent(amy, 'and on', 'Sent', soon)
    await enterRoom(bob, 'Attic')
    await expectTalk(bob, ['made without anyone'])
    await say(bob, 'found it')
    await openRoom(amy, 'Attic')
    await expectTalk(amy, ['made without anyone', 'found it'])
  })

  test('when two rooms get the same name, the one made offline keeps its messages and asks for another name', async () => {
    const profile = stage.profile()
    let cleo = await profile.open()
    await enlist(stage, cleo, 'cleo')
    await keptForOffline(cleo)
    const dan = await stage.device()
    await enlist(stage, dan, 'dan')
    await profile.close()
    await stage.relay.kill('SIGKILL')
    cleo = await profile.open()
    await enterRoom(cleo, 'Same name')
    await say(cleo, 'mine')
    await expectSent(cleo, 'mine', 'Sending…')
    await profile.close()
    await stage.relay.start()
    await expect(dan.getByText('Up to date')).toBeVisible(soon)
    await enterRoom(dan, 'Same name')
    await say(dan, 'his')
    await expectSent(dan, 'his', 'Sent')

    cleo = await profile.open()
    const bar = cleo.locator('.bar').filter({ hasText: 'There’s already a room called' })
    await expect(bar).toContainText('Same name', soon)
    await expect(bar.getByRole('link', { name: 'Open that room' })).toBeVisible()
    await openRoom(cleo, 'Same name')
    await expectSent(cleo, 'mine', 'Sending…')
    await bar.getByLabel('Another name').fill('Attic room')
    await bar.getByRole('button', { name: 'Create room' }).click()
    await expect(bar).toHaveCount(0)
    await expect(roomTitle(cleo)).toHaveText('Attic room', soon)
    await expectSent(cleo, 'mine', 'Sent', soon)
    await expectTalk(dan, ['his'])

    await dan.getByRole('button', { name: 'New room' }).click()
    const dialog = dan.getByRole('dialog', { name: 'New room' })
    await dialog.getByLabel('Name', { exact: true }).fill('attic room')
    await dialog.getByRole('button', { name: 'Create room' }).click()
    await expect(dialog.getByText(/^There’s already a public room with that name/)).toBeVisible()
    await dialog.getByRole('link', { name: 'Open that room' }).click()
    await expect(roomTitle(dan)).toHaveText('Attic room')
  })

  test('a person who is signed out while writing loses nothing', async () => {
    const [here, there] = [await stage.device(), await stage.device()]
    await enlist(stage, here, 'eva')
    await signIn(there, 'eva')
    const finn = await stage.device()
    await enlist(stage, finn, 'finn')
    await enterRoom(here, 'Deck')
    await enterRoom(finn, 'Deck')
    await say(here, 'signed in')
    await expectTalk(finn, ['signed in'])

    await signOut(there, 'Sign out everywhere')
    await expect(here.getByText(/^You were signed out from another device/)).toBeVisible()
    await say(here, 'written after that')
    await say(here, 'and this')
    await expectSent(here, 'and this', 'Sending…')
    await here.reload()
    await expectTalk(here, ['signed in', 'written after that', 'and this'])

    await here.getByRole('link', { name: 'Sign in again' }).click()
    await here.getByLabel('Password', { exact: true }).fill(password)
    await here.getByRole('button', { name: 'Sign in' }).click()
    await expect(timeline(here)).toBeVisible()
    await expectSent(here, 'and this', 'Sent', soon)
    await expectTalk(finn, ['signed in', 'written after that', 'and this'], soon)
    await expect(message(here, 'and this')).toBeVisible()
  })

  test('a room that was never opened here says so, and opens by itself once the relay is back', async () => {
    const profile = stage.profile()
    let gus = await profile.open()
    await enlist(stage, gus, 'gus')
    await keptForOffline(gus)
    const hana = await stage.device()
    await enlist(stage, hana, 'hana')
    await enterRoom(hana, 'Far away')
    await say(hana, 'hello from afar')
    await expectSent(hana, 'hello from afar', 'Sent')
    const address = new URL(hana.url()).pathname
    await profile.close()
    await stage.relay.kill('SIGKILL')
    gus = await profile.open(address)
    await expect(gus.getByRole('heading', { name: 'Not on this device yet' })).toBeVisible()
    await stage.relay.start()
    await expectTalk(gus, ['hello from afar'], soon)
  })
})

/** Runs in the page, before the app. `mute` counts how often the dot was there without text. */
const noteWhatTheDotSays = () => {
  const said: string[] = []
  Object.assign(window, { said, mute: 0 })
  const look = () => {
    const dot = document.querySelector('.status-dot')
    said.push(...(dot?.classList ?? []))
    if (dot && !dot.parentElement?.textContent)
      Object.assign(window, { mute: (window as never as { mute: number }).mute + 1 })
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true })
}
