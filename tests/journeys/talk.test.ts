import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { press } from './finger.ts'
import { act, gather, newcomer, newcomers } from './people.ts'
import { setStage } from './set-stage.ts'
import { phone, sizes } from './stage.ts'
import { TypingHands } from './typing-hands.ts'
import {
  composer,
  enterRoom,
  expect,
  expectSent,
  expectTalk,
  makePrivateRoom,
  message,
  openRoom,
  roomLine,
  roomTitle,
  say,
  showMembers,
  timeline,
  typeName,
} from './verbs.ts'

describe('the lobby', () => {
  const stage = setStage()

  test('a new name creates a room, the same name joins it, and both people talk', async () => {
    const [amy, bob] = await newcomers(stage, ['amy', 'bob'])
    await enterRoom(amy, 'Kitchen')
    await expect(timeline(amy)).toContainText('No messages yet. Say hello!')
    await say(amy, 'the kettle is on')
    await typeName(bob, 'kitchen')
    await expect(roomTitle(bob)).toHaveText('Kitchen')
    await expectTalk(bob, ['the kettle is on'])
    await expect(timeline(amy)).toContainText(/bob\W* joined/)
    await say(bob, 'coming')
    await expectTalk(amy, ['the kettle is on', 'coming'])
    await expectTalk(bob, ['the kettle is on', 'coming'])
    await expect(roomLine(amy, 'Kitchen')).toContainText('bob: coming')
    await expect(roomLine(bob, 'Kitchen')).toContainText('You: coming')
    await expect(roomLine(amy, 'Kitchen')).toContainText(/here now: \W*bob/)
  })

  test('a person can find and join a public room from the list, and leave it', async () => {
    const [cleo, dan] = await newcomers(stage, ['cleo', 'dan'])
    // The list is live: a new room appears while somebody looks at the list.
    await dan.getByLabel('Filter public rooms').fill('orch')
    await expect(dan.getByText('No matching public rooms.')).toBeVisible()
    await enterRoom(cleo, 'Orchard')
    await dan.getByRole('button', { name: /^Join \W*Orchard/ }).click()
    await expect(roomTitle(dan)).toHaveText('Orchard')
    await say(dan, 'apples')
    await expectTalk(cleo, ['apples'])

    await dan.getByRole('button', { name: 'Room menu' }).click()
    await dan.getByRole('menuitem', { name: 'Leave room' }).click()
    await dan.getByRole('dialog').getByRole('button', { name: 'Leave room' }).click()
    await expect(dan.getByRole('heading', { name: 'Find a room' })).toBeVisible()
    await expect(roomLine(dan, 'Orchard')).toHaveCount(0)
    await expect(timeline(cleo)).toContainText(/dan\W* left/)
  })

  test('a private room says that it is private, and opens for people who are added', async () => {
    const [eva, finn] = await newcomers(stage, ['eva', 'finn'])
    await makePrivateRoom(eva, 'Cellar')
    await say(eva, 'only us')
    await typeName(finn, 'Cellar')
    await expect(finn.getByText('“Cellar” is private. Ask a member to add you.')).toBeVisible()
    const pane = await showMembers(eva)
    await pane.getByLabel('Add someone by username').fill('nobody-of-that-name')
    await pane.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(pane.getByText('No one here has that name.')).toBeVisible()
    await pane.getByLabel('Add someone by username').fill('finn')
    await pane.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(pane.getByText(/finn\W* is now a member/)).toBeVisible()
    await openRoom(finn, 'Cellar')
    await expectTalk(finn, ['only us'])
  })
})

describe('the room', () => {
  const stage = setStage()
  test('a very long message shows its beginning, and the rest after a click', async () => {
    const page = await newcomer(stage, 'wordy')
    await enterRoom(page, 'Scroll')
    await say(page, `begin ${'and on '.repeat(900)}end`)
    const long = message(page, 'begin and on')
    const height = async () => (await long.boundingBox())?.height ?? 0
    await long.getByRole('button', { name: 'Show more' }).click()
    await expect(long.getByRole('button', { name: 'Show less' })).toBeVisible()
    const whole = await height()
    await long.getByRole('button', { name: 'Show less' }).click()
    await expect.poll(height).toBeLessThan(whole / 1.5)
  })

  test('markdown is formatted, and everything else stays text', async () => {
    const [amy, bob] = await gather(stage, 'Markup', ['gus', 'hana'])
    await bob.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await say(
      amy,
      [
        'some **bold**, *italic* and `code`, see https://example.org/a_b_c',
        '',
        '- one',
        '- two',
        '- [ ] milk',
        '',
        '> quoted',
        '',
        '```js',
        'let x = <b>1</b>',
        '```',
        '# Plan',
        '| who | when |',
        '| --- | ---: |',
        '| hana | 2*3*4 |',
        '',
        'it is ||the **butler**||!',
        '',
        'def f(x):',
        '    return *x*',
        '<img src=x onerror=alert(1)> [bad](javascript:alert(1))',
      ].join('\n'),
    )
    const text = message(bob, 'some bold').locator('.text')
    await expect(text.locator('p > strong')).toHaveText('bold')
    await expect(text.locator('em')).toHaveText('italic')
    await expect(text.locator('p code')).toHaveText('code')
    await expect(text.locator('a')).toHaveCount(1)
    await expect(text.locator('a')).toHaveAttribute('href', 'https://example.org/a_b_c')
    await expect(text.locator('li')).toHaveText(['one', 'two', '☐ milk'])
    await expect(text.getByRole('img', { name: 'Not done' })).toBeVisible()
    // biome-ignore lint/performance/useDomNodeTextContent: white space counts as it is laid out
    expect(await text.innerText()).toContain('def f(x):\n    return *x*\n')
    await expect(text.locator('blockquote')).toHaveText('quoted')
    await expect(text.locator('pre')).toHaveText('let x = <b>1</b>')
    await expect(text.locator('pre .code-keyword')).toHaveText('let')
    await expect(text.getByRole('heading', { name: 'Plan' })).toBeVisible()
    await expect(text.getByRole('cell')).toHaveText(['hana', '2*3*4'])
    await expect(text.getByRole('columnheader')).toHaveText(['who', 'when'])
    await expect(message(bob, 'some bold')).toHaveAccessibleName(/it is \(spoiler\)!/)
    await expect(text.getByText('butler')).toBeHidden()
    await text.getByRole('button', { name: 'Spoiler. Press to show' }).press('Enter')
    await expect(text.getByText('butler')).toBeVisible()
    await text.locator('pre').hover()
    await text.getByRole('button', { name: 'Copy code' }).click()
    await expect(text.getByRole('button', { name: 'Copied' })).toBeVisible()
    expect(await bob.evaluate(() => navigator.clipboard.readText())).toBe('let x = <b>1</b>')
    await expect(text).toContainText('<img src=x onerror=alert(1)>')
    await expect(text.locator('img')).toHaveCount(0)
    await say(amy, '/me waves at *hana*')
    await expect(message(bob, 'waves at hana').locator('.action')).toHaveText('gus waves at hana')
  })

  test('consecutive messages of one author have one name, with the day above', async () => {
    const [amy, bob] = await gather(stage, 'Groups', ['ida', 'jo'])
    await say(amy, 'one')
    await say(amy, 'two')
    await expectTalk(bob, ['one', 'two'])
    await say(bob, 'three')
    await expectTalk(amy, ['one', 'two', 'three'])
    for (const page of [amy, bob]) {
      await expect(message(page, 'one').locator('.message-author')).toHaveText('ida')
      await expect(message(page, 'two').locator('.message-author')).toHaveCount(0)
      await expect(message(page, 'three').locator('.message-author')).toHaveText('jo')
      await expect(timeline(page).locator('.row-day')).toHaveText('Today')
    }
  })

  for (const [size, options] of sizes)
    test(`${size}: the name above a message leads to its author's page`, async () => {
      const author = `lotte-${size}`
      const [reader, writer] = await gather(stage, `Names ${size}`, [`kees-${size}`, author], { on: options })
      await say(writer, 'who said that')
      const name = message(reader, 'who said that').locator('.message-author')
      if (size === 'phone') await name.tap()
      else await name.click()
      await expect(reader.getByRole('heading', { name: author })).toBeVisible()
    })

  for (const [size, options] of sizes)
    test(`${size}: the app names up to three people who type, counts the rest, leaves out blocked people, and stops 5 s after the last key`, async () => {
      const leo = `leo-${size}`
      const [amy, bob] = await gather(stage, `Typing ${size}`, [`kim-${size}`, leo], { on: options })
      const room = new URL(amy.url()).pathname.slice('/r/'.length)
      const typing = amy.locator('.composer-hint')
      await composer(bob).pressSequentially('hmm')
      await expect(typing).toHaveText(`\u2068${leo}\u2069 typing…`)
      await composer(bob).press('Enter')
      await expectTalk(amy, ['hmm'])
      await expect(typing).toHaveText('')
      await composer(bob).pressSequentially('hm')
      await expect(typing).toHaveText(`\u2068${leo}\u2069 typing…`)
      await composer(bob).press('m')
      await expect(typing).toHaveText('', { timeout: 5_000 })

      const hands = new TypingHands(stage.relay, room)
      const pia = await hands.add(`pia-${size}`)
      await act(stage, amy, { do: 'block', room: await ownRoom(amy), user: pia, on: true })
      await hands.add(`bo-${size}`)
      await hands.add(`cy-${size}`)
      await hands.typeUntil(() => expect(typing).toHaveText(says(`${hand} and ${hand}`), aMoment))
      await hands.add(`di-${size}`)
      await hands.typeUntil(() => expect(typing).toHaveText(says(`${hand}, ${hand} and ${hand}`), aMoment))
      await hands.add(`ed-${size}`)
      await hands.typeUntil(() => expect(typing).toHaveText(says(`${hand}, ${hand}, ${hand} and 1 other`), aMoment))
      hands.end()
      await expect(typing).toHaveText('', { timeout: 5_000 })
    })

  test("members are here while the room is on their screen, online while it isn't, and offline after they leave", async () => {
    const [amy, bob] = await gather(stage, 'Presence', ['mia', 'ned'])
    const pane = await showMembers(amy)
    const group = (title: string) => pane.getByRole('heading', { name: title, exact: true })
    await expect(group('Here now 2')).toBeVisible()
    await expect(amy.locator('.room-about')).toContainText('2 here')
    await hide(bob, true)
    await expect(group('Online 1')).toBeVisible()
    await expect(group('Here now 1')).toBeVisible()
    await hide(bob, false)
    await expect(group('Here now 2')).toBeVisible()

    // A person who is offline can't know who else is there, and isn't there for the others.
    await stage.relay.kill('SIGKILL')
    await expect(group('All members 2')).toBeVisible()
    await expect(pane.getByText('You’re offline, so you can’t see who’s here.')).toBeVisible()
    await expect(pane.getByRole('heading', { level: 3 })).toHaveCount(1)
    await expect(pane).not.toContainText(/, (online|away|offline)/)
    await expect(pane.locator('.member-dot').first()).toBeHidden()
    await stage.relay.start()
    await expect(group('Here now 2')).toBeVisible()

    await bob.context().close()
    await expect(group('Offline 1')).toBeVisible()
  })

  test('your own message shows at once, first as "Sending…" and then as "Sent"', async () => {
    const [amy, bob] = await gather(stage, 'States', ['oda', 'pia'])
    process.kill(stage.relay.pid, 'SIGSTOP')
    try {
      await say(amy, 'is it there yet')
      await expectSent(amy, 'is it there yet', 'Sending…')
      await expect(amy.getByText('Sending 1…')).toBeVisible()
    } finally {
      process.kill(stage.relay.pid, 'SIGCONT')
    }
    await expectSent(amy, 'is it there yet', 'Sent')
    await expectTalk(bob, ['is it there yet'])
    await expect(amy.getByText('Up to date')).toBeVisible()
  })

  test('new messages are counted in the list and stand below a "new" line until the room is read', async () => {
    const [amy, bob] = await gather(stage, 'Unread', ['quin', 'rosa'])
    await say(amy, 'seen by both')
    await expectTalk(bob, ['seen by both'])
    await composer(bob).press('Shift') // any action here marks the room as read
    await enterRoom(bob, 'Elsewhere of rosa')
    for (const text of ['first news', 'second news', 'third news']) await say(amy, text)
    await expect(roomLine(bob, 'Unread')).toContainText('3 unread')
    await bob.keyboard.press('Alt+Shift+ArrowDown')
    await expect(roomTitle(bob)).toHaveText('Unread')
    await expect(newLine(bob)).toContainText('3 new messages since')
    await expectTalk(bob, ['seen by both', 'first news', 'second news', 'third news'])
    await expect(newLine(bob)).toBeVisible()
    await expect.poll(() => isAbove(bob, newLine(bob), 'first news')).toBe(true)
    await expect.poll(() => isAbove(bob, newLine(bob), 'seen by both')).toBe(false)
    await composer(bob).press('Shift')
    await expect(roomLine(bob, 'Unread')).not.toContainText('unread')
    await expect(newLine(bob)).toBeVisible()

    await enterRoom(bob, 'Elsewhere of rosa')
    await openRoom(bob, 'Unread')
    await expectTalk(bob, ['seen by both', 'first news', 'second news', 'third news'])
    await expect(newLine(bob)).toHaveCount(0)
  })

  test('on a phone: opening a room reads nothing, a touch does, and a long press marks messages as unread again', async () => {
    const [amy, bob] = await gather(stage, 'Pocket', ['lena', 'milo'], { beside: phone })
    const news = ['first news', 'second news', 'third news']
    const toRooms = () => bob.getByRole('link', { name: 'Back to rooms' }).tap()
    await say(amy, 'seen by both')
    await expectTalk(bob, ['seen by both'])
    await toRooms()
    await expect(bob.getByText('You’re all caught up')).toBeVisible()
    for (const text of news) await say(amy, text)
    await expect(roomLine(bob, 'Pocket')).toContainText('3 unread')
    await bob.getByRole('button', { name: 'Next unread (3)' }).tap()
    await expect(newLine(bob)).toContainText('3 new messages since')
    await expectTalk(bob, ['seen by both', ...news])
    await expect.poll(() => isAbove(bob, newLine(bob), 'first news')).toBe(true)
    await expect.poll(() => isAbove(bob, newLine(bob), 'seen by both')).toBe(false)
    await bob.goBack()
    await expect(roomLine(bob, 'Pocket')).toContainText('3 unread')

    await roomLine(bob, 'Pocket').tap()
    await expect(newLine(bob)).toContainText('3 new messages since')
    await message(bob, 'third news').locator('.text').tap()
    await expect(newLine(bob)).toBeVisible()
    await toRooms()
    await expect(bob.getByText('You’re all caught up')).toBeVisible()
    await expect(roomLine(bob, 'Pocket')).not.toContainText('unread')

    await roomLine(bob, 'Pocket').tap()
    await expectTalk(bob, ['seen by both', ...news])
    await expect(newLine(bob)).toHaveCount(0)
    await press(bob, message(bob, 'second news').locator('.text'))
    await bob.getByRole('dialog').getByRole('button', { name: 'Mark unread from here' }).tap()
    await expect(newLine(bob)).toContainText('2 new messages since')
    await expect.poll(() => isAbove(bob, newLine(bob), 'second news')).toBe(true)
    await expect.poll(() => isAbove(bob, newLine(bob), 'first news')).toBe(false)
    await toRooms()
    await expect(roomLine(bob, 'Pocket')).toContainText('2 unread')
    await bob.getByRole('button', { name: 'Mark all rooms as read' }).tap()
    await expect(bob.getByText('You’re all caught up')).toBeVisible()
    await expect(roomLine(bob, 'Pocket')).not.toContainText('unread')
  })

  test('the first message in a room that was empty is on screen when the room opens', async () => {
    const [amy, bob] = await gather(stage, 'Short', ['uma', 'vito'])
    await enterRoom(amy, 'Elsewhere of uma')
    await say(bob, 'anybody here')
    await expect(roomLine(amy, 'Short')).toContainText('1 unread')
    await openRoom(amy, 'Short')
    await expect(message(amy, 'anybody here')).toBeInViewport()
    await expect(newLine(amy)).toBeInViewport()
  })

  test('a room where a few long messages are unread opens at the first of them', async () => {
    const [amy, bob] = await gather(stage, 'Letters', ['wes', 'xena'])
    for (let line = 1; line <= 20; line++) await say(amy, `seen line ${line}.`)
    await expect(message(bob, 'seen line 20.')).toBeInViewport()
    await composer(bob).press('Shift')
    await enterRoom(bob, 'Elsewhere of xena')
    const letters = ['first', 'second', 'third', 'fourth'].map(
      (which) => `${which} letter. ${'and so on, '.repeat(60)}`,
    )
    for (const letter of letters) await say(amy, letter)
    await expect(roomLine(bob, 'Letters')).toContainText('4 unread')
    await openRoom(bob, 'Letters')
    await expect(newLine(bob)).toContainText('4 new messages since')
    await expect(newLine(bob)).toBeInViewport()
    await expect(message(bob, 'fourth letter')).not.toBeInViewport()
    await bob.locator('.jump').click()
    await expect(message(bob, 'fourth letter')).toBeInViewport()
    await expect(bob.locator('.jump')).toHaveCount(0)
  })

  test('a person who scrolled up stays there, sees that messages came below, and can jump to the latest', async () => {
    const [amy, bob] = await gather(stage, 'Long talk', ['sid', 'tess'])
    for (let line = 1; line <= 40; line++) await say(amy, `line ${line} of forty`)
    await expect(message(bob, 'line 40 of forty')).toBeInViewport()
    await timeline(bob).hover()
    await bob.mouse.wheel(0, -600)
    const jump = bob.getByRole('button', { name: 'Latest' })
    await expect(jump).toBeVisible()
    await expect(message(bob, 'line 40 of forty')).not.toBeInViewport()
    await say(amy, 'down here')
    const news = bob.getByRole('button', { name: '1 new message' })
    await expect(news).toBeVisible()
    await news.click()
    await expect(message(bob, 'down here')).toBeInViewport()
    await expect(bob.locator('.jump')).toHaveCount(0)
  })
})

const newLine = (page: Page) => timeline(page).locator('.row-new')

const isAbove = async (page: Page, line: ReturnType<typeof newLine>, text: string): Promise<boolean> => {
  const [upper, lower] = [await line.boundingBox(), await message(page, text).boundingBox()]
  return upper!.y < lower!.y
}

const aMoment = { timeout: 1_500 }
const hand = '\u2068(bo|cy|di|ed)-\\w+\u2069'
const says = (who: string) => new RegExp(`^${who} typing…$`)

/** The own room of the person who is signed in on the page. */
const ownRoom = (page: Page): Promise<string> =>
  page.evaluate(() => (JSON.parse(localStorage.getItem('yabber.me') ?? '{}') as { id: string }).id)

/** Simulates another window in front of the page. */
const hide = (page: Page, hidden: boolean): Promise<void> =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    },
    hidden ? 'hidden' : 'visible',
  )
