import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { gather, makeRoom, newcomer } from './people.ts'
import { setStage } from './set-stage.ts'
import { sizes } from './stage.ts'
import {
  addMember,
  chooseFor,
  chooseInRoom,
  composer,
  confirm,
  enterRoom,
  expect,
  expectSent,
  expectTalk,
  keptForOffline,
  memberLine,
  membersPane,
  openMemberMenu,
  openRoom,
  openSettings,
  removeMember,
  roomLine,
  roomTitle,
  say,
  showMembers,
  soon,
  timeline,
  typeName,
} from './verbs.ts'

for (const [size, options] of sizes)
  describe(`members, ${size}`, () => {
    const stage = setStage()
    /** Closes the members pane where it covers the timeline. */
    const toTalk = async (page: Page) => {
      if (size === 'phone' && (await membersPane(page).isVisible())) await page.goBack()
      await expect(timeline(page)).toBeVisible()
    }

    test('a name in the list of members leads to the person', async () => {
      const [rae] = await gather(stage, 'Porch', ['rae', 'sue'], { on: options, visibility: 'private' })
      await showMembers(rae)
      await memberLine(rae, 'sue').getByRole('link', { name: /sue/ }).click()
      await expect(rae.getByRole('heading', { level: 1, name: 'sue' })).toBeVisible()
      await expect(rae.getByRole('heading', { name: 'Devices' })).toBeVisible()
    })

    test('the owner and a moderator add, promote and remove members, and menus show only what a person may do', async () => {
      const [amy, cy] = await gather(stage, 'Workshop', ['amy', 'cy'], { on: options, visibility: 'private' })
      const bob = await newcomer(stage, 'bob')
      await addMember(amy, 'bob')
      await openRoom(bob, 'Workshop')
      const before = await openMemberMenu(bob, 'cy')
      await expect(before.getByRole('menuitem', { name: 'View profile' })).toBeVisible()
      await expect(before.getByRole('menuitem', { name: /^(Remove|Ban|Make moderator)$/ })).toHaveCount(0)
      await bob.keyboard.press('Escape')

      await chooseFor(amy, 'bob', 'Make moderator')
      for (const page of [amy, bob]) await expect(memberLine(page, 'bob')).toContainText('Moderator')
      const after = await openMemberMenu(bob, 'amy')
      await expect(after.getByRole('menuitem', { name: /^(Remove|Ban)$/ })).toHaveCount(0)
      await bob.keyboard.press('Escape')
      await removeMember(bob, 'cy')
      await expect(cy.getByRole('heading', { name: 'You are no longer in this room' })).toBeVisible()
      await expect(memberLine(amy, 'cy')).toHaveCount(0)
      await chooseFor(amy, 'bob', 'Dismiss as moderator')
      await expect(memberLine(amy, 'bob')).not.toContainText('Moderator')
      await removeMember(amy, 'bob')
      await expect(memberLine(amy, 'bob')).toHaveCount(0)
      await expect(membersPane(amy).getByText(/is now a member/)).toHaveCount(0)
      await addMember(amy, 'bob')
      await toTalk(amy)
      await expect(timeline(amy)).toContainText(/were removed · \W*bob\W* joined again/)
    })

    test('when somebody is banned with erasure, their messages disappear at once, and come back when the ban is lifted', async () => {
      const [dan, eva, finn] = await gather(stage, 'Market', ['dan', 'eva', 'finn'], { on: options })
      await say(finn, 'buy my things')
      await say(eva, 'no thanks')
      await say(finn, 'cheap things')
      await expectSent(finn, 'cheap things', 'Sent')
      await expectTalk(dan, ['buy my things', 'no thanks', 'cheap things'])
      const market = new URL(finn.url()).pathname

      await chooseFor(dan, 'finn', 'Ban')
      await expect(dan.getByRole('dialog')).toContainText('they can still read it when they’re signed out')
      await dan.getByRole('dialog').getByLabel('Delete all their messages here').check()
      await confirm(dan, 'Ban')
      await expectTalk(eva, ['no thanks'])
      await expect(timeline(eva)).toContainText(/finn\W* was banned/)
      await expect(finn.getByRole('heading', { name: 'You’re banned from this room' })).toBeVisible()
      await finn.goto('/')
      const listed = finn.locator('.public-room', { hasText: 'Market' })
      await expect(listed).toContainText('You’re banned from this room.')
      await expect(listed.getByRole('button', { name: /^Join/ })).toHaveCount(0)
      await typeName(finn, 'Market')
      await expect(finn.getByRole('alert').getByText('You’re banned from this room.')).toBeVisible()
      await expect(finn.getByRole('button', { name: /^Join/ })).toHaveCount(0)
      await finn.keyboard.press('Control+k')
      await finn.getByRole('combobox', { name: 'Room or person' }).fill('Market')
      await expect(finn.getByRole('option', { name: /Market/ })).toContainText('You’re banned from this room.')
      await finn.goto(market)
      await expect(finn.getByRole('heading', { name: 'You’re banned from this room' })).toBeVisible()

      const pane = await showMembers(dan)
      await expect(pane.getByText(/will be deleted in (1 hour|\d+ minutes)\. Lift the ban before then/)).toBeVisible()
      await pane.getByRole('button', { name: /^Lift the ban on/ }).click()
      await expect(pane.getByText(/Lift the ban before/)).toHaveCount(0)
      await expectTalk(eva, ['buy my things', 'no thanks', 'cheap things'])
      await expect(timeline(eva)).toContainText(/finn\W* is no longer banned/)
      await toTalk(dan)
      await expectTalk(dan, ['buy my things', 'no thanks', 'cheap things'])
      await finn.goto('/')
      await enterRoom(finn, 'Market')
      await expectTalk(finn, ['buy my things', 'no thanks', 'cheap things'])
    })

    test('somebody who has left can still be banned, and all their messages disappear', async () => {
      const [mia, ned] = await gather(stage, 'Plaza', ['mia', 'ned'], { on: options })
      await say(ned, 'cheap things')
      await expectTalk(mia, ['cheap things'])
      const plaza = new URL(mia.url()).pathname
      await mia.goto('/')
      await expect(roomLine(mia, 'Plaza')).toContainText('cheap things')
      await mia.goto(plaza)
      await chooseInRoom(ned, 'Leave room')
      await confirm(ned, 'Leave room')
      await expect(ned).toHaveURL(/\/$/)
      const pane = await showMembers(mia)
      await pane.getByRole('button', { name: /^Former members/ }).click()
      await pane.getByRole('button', { name: /^Ban \W*ned/ }).click()
      await mia.getByRole('dialog').getByLabel('Delete all their messages here').check()
      await confirm(mia, 'Ban')
      await expect(pane.getByRole('button', { name: /^Lift the ban on/ })).toBeVisible()
      await expect(pane.getByText('Former members')).toHaveCount(0)
      await pane.getByLabel('Add someone by username').fill('ned')
      await pane.getByRole('button', { name: 'Add', exact: true }).click()
      await expect(pane.getByText('They are banned from this room.')).toBeVisible()
      await toTalk(mia)
      await expectTalk(mia, [])
      await mia.goto('/')
      await expect(roomLine(mia, 'Plaza')).not.toContainText('cheap things')
      await mia.reload()
      await expect(roomLine(mia, 'Plaza')).not.toContainText('cheap things')
      const listed = ned.locator('.public-room', { hasText: 'Plaza' })
      await expect(listed).toContainText('You’re banned from this room.')
      await expect(listed.getByRole('button', { name: /^Join/ })).toHaveCount(0)
      await expect(ned.getByText(/you were banned/)).toHaveCount(0)
      await typeName(ned, 'Plaza')
      await expect(ned.getByRole('alert').getByText('You’re banned from this room.')).toBeVisible()
    })

    test('an owner can transfer ownership, and must choose a new owner before leaving', async () => {
      const [gus, hana] = await gather(stage, 'Throne', ['gus', 'hana'], { on: options, visibility: 'private' })
      await chooseFor(gus, 'hana', 'Transfer ownership')
      await confirm(gus, 'Transfer')
      await expect(memberLine(gus, 'hana')).toContainText('Owner')
      await expect(memberLine(gus, 'gus')).toContainText('Moderator')
      await chooseFor(hana, 'gus', 'Transfer ownership')
      await confirm(hana, 'Transfer')
      await expect(memberLine(gus, 'gus')).toContainText('Owner')

      await toTalk(gus)
      await chooseInRoom(gus, 'Leave room')
      await gus.getByLabel('Choose a new owner').selectOption({ label: '\u2068hana\u2069 (@hana), moderator' })
      await confirm(gus, 'Transfer and leave')
      await expect(gus).toHaveURL(/\/$/)
      await expect(roomLine(gus, 'Throne')).toHaveCount(0)
      await expect(memberLine(hana, 'hana')).toContainText('Owner')
      await expect(timeline(hana)).toContainText(/gus\W* left/)
    })

    test('a room closes when its last member leaves, and its name is free again', async () => {
      const ida = await newcomer(stage, 'ida', options)
      await enterRoom(ida, 'Bubble')
      await say(ida, 'the old bubble')
      await expectSent(ida, 'the old bubble', 'Sent')
      const old = new URL(ida.url()).pathname
      await chooseInRoom(ida, 'Leave room')
      await expect(ida.getByText('You’re the last member. The room will be closed')).toBeVisible()
      await confirm(ida, 'Leave room')
      await expect(ida).toHaveURL(/\/$/)
      await enterRoom(ida, 'Bubble')
      expect(new URL(ida.url()).pathname).not.toBe(old)
      await expectTalk(ida, [])
    })

    test('changes made while the relay is away are listed as waiting, and happen once', async () => {
      const people = ['jo', 'kim', 'lee'] as const
      const [jo, kim, lee] = await gather(stage, 'Island', people, { on: options, visibility: 'private' })
      await keptForOffline(jo)
      await stage.relay.kill('SIGKILL')
      await chooseFor(jo, 'kim', 'Make moderator')
      await chooseFor(jo, 'lee', 'Remove')
      await confirm(jo, 'Remove')
      await toTalk(jo)
      const settings = await openSettings(jo)
      await settings.getByLabel('Topic').fill('palms and sand')
      await settings.getByRole('button', { name: 'Save' }).click()
      await expect(settings.getByText('Waiting for the network.')).toBeVisible()
      await settings.getByLabel('Moderators and the owner').check()
      await expect(settings.getByRole('region', { name: 'Access' }).getByText('Waiting for the network.')).toBeVisible()
      await jo.keyboard.press('Escape')
      const waiting = jo.getByText(
        /Waiting for the network: make \W*kim\W* a moderator · remove \W*lee\W* · a new topic · 1 more change/,
      )
      await expect(waiting).toBeVisible()
      await jo.reload()
      await expect(waiting).toBeVisible()
      await expect(composer(jo)).toBeVisible()

      await stage.relay.start()
      await expect(waiting).toHaveCount(0, soon)
      await expect(lee.getByRole('heading', { name: 'You are no longer in this room' })).toBeVisible(soon)
      await expect(memberLine(kim, 'kim')).toContainText('Moderator', soon)
      await expect(kim.locator('.room-topic')).toHaveText('palms and sand', soon)
      await expect(timeline(kim).getByText(/was removed/)).toHaveText(
        /^\W*kim and lee\W* joined · \W*lee\W* was removed$|lee\W* was removed$/,
      )
      await expect(roomTitle(kim)).toHaveText('Island')
    })

    test('while the relay is away, a person whom this device knows is added later, and an unknown name is refused', async () => {
      const [mo, nell] = await gather(stage, 'Harbour', ['mo', 'nell'], { on: options })
      await makeRoom(stage, mo, 'Lighthouse')
      await mo.goto('/')
      await openRoom(mo, 'Lighthouse')
      await keptForOffline(mo)
      await stage.relay.kill('SIGKILL')
      const pane = await showMembers(mo)
      const add = async (name: string) => {
        await pane.getByLabel('Add someone by username').fill(name)
        await pane.getByRole('button', { name: 'Add', exact: true }).click()
      }
      await add('nobody-here-knows')
      await expect(pane.getByText('Couldn’t reach the server.')).toBeVisible()
      await add('nell')
      const waits = pane.getByText(/nell\W* will be added when you’re back online\./)
      await expect(waits).toBeVisible()
      await toTalk(mo)
      const waiting = mo.getByText(/Waiting for the network: add \W*nell/)
      await expect(waiting).toBeVisible()

      await stage.relay.start()
      await expect(waiting).toHaveCount(0, soon)
      await openRoom(nell, 'Lighthouse')
      await showMembers(mo)
      await expect(memberLine(mo, 'nell')).toBeVisible(soon)
      await expect(waits).toHaveCount(0)
    })
  })
