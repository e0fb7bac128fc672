import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { act, enlist, makeRoom, newcomer } from './people.ts'
import { setStage } from './set-stage.ts'
import { sizes } from './stage.ts'
import {
  addMember,
  chooseInRoom,
  closeDialog,
  composer,
  expect,
  expectTalk,
  fillSignUp,
  keptForOffline,
  mailOf,
  makeLink,
  makePrivateRoom,
  openRoom,
  openSettings,
  password,
  roomTitle,
  say,
  showMembers,
  signUp,
  soon,
  timeline,
} from './verbs.ts'

for (const [size, options] of sizes)
  describe(`ways in, ${size}`, () => {
    const stage = setStage()
    const on = async (name: string): Promise<Page> => {
      const page = await stage.device(options)
      await signUp(page, name)
      return page
    }

    test("a link for one person shows the room, leads through sign-up into it, and doesn't work a second time", async () => {
      const amy = await on('amy')
      await makePrivateRoom(amy, 'Hidden garden')
      await say(amy, 'roses first')
      await chooseInRoom(amy, 'Invite by link')
      const dialog = amy.getByRole('dialog', { name: 'Invite by link' })
      await dialog.getByLabel('Max uses').selectOption('1 use')
      const link = await makeLink(amy)
      await expect(dialog.getByRole('img', { name: 'QR code of the link' })).toBeVisible()
      await expect(dialog.getByText('Used 0 of 1 time, expires in 7 days')).toBeVisible()

      const bob = await stage.device(options)
      await bob.goto(link)
      await expect(bob.getByRole('heading', { name: 'You’re invited' })).toBeVisible()
      await expect(bob.getByText('amy invited you to this room.')).toBeVisible()
      await expect(bob.getByText('Hidden garden')).toBeVisible()
      await expect(bob.getByText('Private room, 1 member')).toBeVisible()
      await bob.getByRole('link', { name: 'Create account and join' }).click()
      await fillSignUp(bob, { username: 'bob', email: mailOf('bob'), password })
      await bob.getByRole('button', { name: 'Create account' }).click()
      await expect(roomTitle(bob)).toHaveText('Hidden garden')
      await expect(composer(bob)).toBeVisible()
      await expectTalk(bob, ['roses first'])
      await closeDialog(amy)
      await expect(timeline(amy)).toContainText(/bob\W* joined/)

      const cy = await on('cy')
      await cy.goto(link)
      await expect(cy.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
      await cy.getByRole('link', { name: 'Back to your rooms' }).click()
      await expect(cy).toHaveURL(/\/$/)
      await bob.goto(link)
      await expect(roomTitle(bob)).toHaveText('Hidden garden')
    })

    test('a revoked link lets nobody in', async () => {
      const dan = await on('dan')
      await makePrivateRoom(dan, 'Backdoor')
      await chooseInRoom(dan, 'Invite by link')
      const dialog = dan.getByRole('dialog', { name: 'Invite by link' })
      await dialog.getByLabel('Expires after').selectOption('Never')
      const link = await makeLink(dan)
      await expect(dialog.getByText('Used 0 times, never expires')).toBeVisible()
      const eva = await on('eva')
      await eva.goto(link)
      await expect(eva.getByRole('button', { name: 'Join', exact: true })).toBeVisible()
      await expect(eva.getByText('dan (@dan) invited you to this room.')).toBeVisible()
      await dialog.getByRole('button', { name: 'Revoke' }).click()
      await expect(dialog.getByRole('button', { name: 'Revoke' })).toHaveCount(0)
      await eva.getByRole('button', { name: 'Join', exact: true }).click()
      await expect(eva.getByText('This link no longer works. Ask for a new one.')).toBeVisible()
      await eva.reload()
      await expect(eva.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
    })

    test('a link made offline works once there is a network', async () => {
      const fay = await on('fay')
      await makePrivateRoom(fay, 'Cabin')
      await say(fay, 'hello')
      await keptForOffline(fay)
      await stage.relay.kill('SIGKILL')
      await chooseInRoom(fay, 'Invite by link')
      const dialog = fay.getByRole('dialog', { name: 'Invite by link' })
      const link = await makeLink(fay)
      await expect(dialog.getByText('This link will work once you’re back online')).toBeVisible()
      await expect(dialog.getByText('You need to be online to see the invite links')).toBeVisible()
      await stage.relay.start()
      await expect(dialog.getByText('This link will work once you’re back online')).toHaveCount(0, soon)
      const gil = await on('gil')
      await gil.goto(link)
      await gil.getByRole('button', { name: 'Join', exact: true }).click()
      await expect(roomTitle(gil)).toHaveText('Cabin')
    })

    test('a link opened offline lets the person in once there is a network', async () => {
      const [max, nora] = [await on('max'), await on('nora')]
      await makePrivateRoom(max, 'Loft')
      await chooseInRoom(max, 'Invite by link')
      const link = await makeLink(max)
      await expect(max.getByText('Used 0 times, expires in 7 days')).toBeVisible()
      await keptForOffline(nora)
      await stage.relay.kill('SIGKILL')
      await nora.goto(link)
      await nora.getByRole('button', { name: 'Join', exact: true }).click()
      await expect(nora.getByText('You’ll join when you’re back online.')).toBeVisible()
      await expect(nora.getByRole('link', { name: 'Back to your rooms' })).toBeVisible()
      await expect(nora.getByRole('button', { name: 'Join', exact: true })).toHaveCount(0)
      await stage.relay.start()
      await expect(roomTitle(nora)).toHaveText('Loft', soon)
    })

    test('a person can ask to join a private room, and a moderator accepts or declines', async () => {
      const hana = await on('hana')
      await makePrivateRoom(hana, 'Council')
      const address = new URL(hana.url()).pathname
      const [ida, jo] = [await on('ida'), await on('jo')]
      await ida.goto(address)
      await ida.getByLabel('Message to the moderators (optional)').fill('we met at the well')
      await ida.getByRole('button', { name: 'Ask to join' }).click()
      await expect(ida.getByText('You asked to join. The room will open')).toBeVisible()
      await jo.goto(address)
      await jo.getByRole('button', { name: 'Ask to join' }).click()
      await expect(jo.getByText('You asked to join. The room will open')).toBeVisible()

      const pane = await showMembers(hana)
      await expect(pane.getByText('we met at the well')).toBeVisible()
      await pane.getByRole('button', { name: /^Accept \W*ida/ }).click()
      await expect(roomTitle(ida)).toHaveText('Council')
      await expect(composer(ida)).toBeVisible()
      await pane.getByRole('button', { name: /^Decline \W*jo/ }).click()
      await expect(jo.getByText('A moderator declined your request.', { exact: true })).toBeVisible()
      await expect(pane.getByText('Requests to join')).toHaveCount(0)
    })

    test("members can't invite anybody when the owner turns that off", async () => {
      const [kim, lee] = [await on('kim'), await on('lee')]
      await makePrivateRoom(kim, 'Tight')
      await addMember(kim, 'lee')
      if (size === 'phone') await kim.goBack()
      await openRoom(lee, 'Tight')
      const pane = await showMembers(lee)
      await expect(pane.getByRole('button', { name: 'Invite by link' })).toBeVisible()
      const settings = await openSettings(kim)
      await settings.getByLabel('Moderators and the owner').check()
      await expect(pane.getByRole('button', { name: 'Invite by link' })).toHaveCount(0)
      await expect(pane.getByLabel('Add someone by username')).toHaveCount(0)
      if (size === 'phone') await lee.goBack()
      const facts = await openSettings(lee)
      await expect(facts.getByText('Only the owner can change this.')).toBeVisible()
      await expect(facts.getByRole('textbox')).toHaveCount(0)
    })
  })

describe.each(sizes)('invite links of an account that an admin ended, on a %s', (_, options) => {
  const stage = setStage()

  test('stop working at once, and the list says why', async () => {
    // The first account on a relay is the administrator's.
    const ada = await newcomer(stage, 'ada', options)
    const milo = await stage.device(options)
    const user = await enlist(stage, milo, 'milo')
    const room = await makeRoom(stage, ada, 'Vault')
    await act(stage, ada, { do: 'add', room, user })
    for (const page of [ada, milo]) await page.goto(`/r/${room}`)
    await chooseInRoom(milo, 'Invite by link')
    const link = await makeLink(milo)
    const eva = await newcomer(stage, 'eva', options)
    await eva.goto(link)
    await expect(eva.getByRole('button', { name: 'Join', exact: true })).toBeVisible()
    const headers = { origin: stage.relay.url }
    const ended = await ada.request.post('/api/accounts/end', { data: { username: 'milo' }, headers })
    expect(ended.status()).toBe(204)

    await eva.getByRole('button', { name: 'Join', exact: true }).click()
    await expect(eva.getByText('This link no longer works. Ask for a new one.')).toBeVisible()
    await eva.reload()
    await expect(eva.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
    await expect(eva.getByText('Vault')).toHaveCount(0)

    await chooseInRoom(ada, 'Invite by link')
    const dialog = ada.getByRole('dialog', { name: 'Invite by link' })
    await expect(dialog.getByText('Ended because an admin closed the account of whoever created it')).toBeVisible()
    await dialog.getByRole('button', { name: 'Remove' }).click()
    await expect(dialog.getByText(/^Ended because/)).toHaveCount(0)
  })
})
