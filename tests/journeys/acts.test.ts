import type { Locator, Page } from 'playwright'
import { describe, test } from 'vitest'
import { seriousInBothThemes } from './axe.ts'
import { act, enlist, gather, makeRoom, newcomer } from './people.ts'
import { faultsOfWords } from './pseudo.ts'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import { chooseInRoom, composer, expect, keptForOffline, openRoom, say, send, soon, timeline } from './verbs.ts'

describe('what people do with messages', () => {
  const stage = setStage()

  test('they reply, react, edit, pin and delete with mouse and keyboard, and the others see it', async () => {
    const [ann, bob] = await gather(stage, 'Garden', ['ann', 'bob'])
    await say(bob, 'Who waters the tomatoes?')
    await said(ann, 'Who waters').hover()
    await ann.getByRole('toolbar').getByRole('button', { name: 'Reply', exact: true }).click()
    await expect(composer(ann)).toBeFocused()
    await say(ann, 'I do, on Mondays')
    await expect(said(bob, 'I do').locator('.quote-line')).toHaveText(/bob.*Who waters the tomatoes\?/)

    await composer(ann).fill('half a draft')
    await said(ann, 'I do').focus()
    await ann.keyboard.press('e')
    await expect(editor(ann)).toHaveValue('I do, on Mondays')
    await editor(ann).fill('something else')
    await ann.keyboard.press('Escape')
    await expect(said(ann, 'I do')).toBeFocused()
    await ann.keyboard.press('e')
    await editor(ann).fill('I do, on Tuesdays')
    await ann.keyboard.press('Enter')
    await expect(said(ann, 'on Tuesdays')).toBeFocused()
    await expect(composer(ann)).toHaveValue('half a draft')
    await said(bob, 'on Tuesdays')
      .getByRole('button', { name: /^edited/ })
      .click()
    await expect(bob.getByRole('dialog', { name: 'Earlier versions' }).locator('.text')).toHaveText([
      'I do, on Tuesdays',
      'I do, on Mondays',
    ])
    await bob.keyboard.press('Escape')

    await said(bob, 'on Tuesdays').focus()
    await bob.keyboard.press('+')
    await expect(bob.getByRole('menuitemcheckbox', { name: '👍' })).toBeFocused()
    await bob.keyboard.press('ArrowRight')
    await bob.keyboard.press('Enter')
    await expect(said(bob, 'on Tuesdays')).toBeFocused()
    await expect(spoken(bob)).toHaveText(/^Reacted with ❤️/)
    const heartOf = (page: Page, people: number) =>
      said(page, 'on Tuesdays').getByRole('button', { name: new RegExp(`^❤️, ${people} `) })
    await heartOf(ann, 1).click()
    await expect(heartOf(bob, 2)).toHaveAttribute('aria-pressed', 'true')
    await ann.mouse.move(0, 0)
    await heartOf(ann, 2).hover()
    await expect(ann.getByRole('tooltip')).toHaveText(/^\W*You\W* and \W*bob\W* reacted with ❤️/)

    await said(ann, 'Who waters').locator('.text').click({ button: 'right' })
    await ann.getByRole('menuitem', { name: 'Pin' }).click()
    await expect(said(bob, 'Who waters')).toContainText(/Pinned by \W*ann/)
    await said(bob, 'Who waters').focus()
    await bob.keyboard.press('Enter')
    await expect(bob.getByRole('menuitem', { name: /^React/ })).toBeFocused()
    await expect(bob.getByRole('menuitem', { name: 'Unpin' })).toHaveCount(0)
    expect(await seriousInBothThemes(bob)).toEqual([])
    await bob.keyboard.press('Escape')

    await said(bob, 'Who waters').focus()
    await bob.keyboard.press('Delete')
    await expect(said(bob, 'Who waters')).toHaveCount(0)
    await bob.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect(said(bob, 'Who waters')).toBeFocused()
    await bob.keyboard.press('Delete')
    await expect(said(ann, 'Who waters')).toHaveCount(0, soon)
    await expect(said(ann, 'on Tuesdays').locator('.quote-line')).toHaveText('This message was deleted')
    await expect(timeline(ann)).toContainText(/bob\W* deleted a message/)
    expect(await seriousInBothThemes(ann)).toEqual([])
  })

  test('a quote and a pinned message lead to where they stand in a long room, and back', async () => {
    const cleo = await newcomer(stage, 'cleo')
    await cleo.goto(`/r/${await makeRoom(stage, cleo, 'Long')}`)
    for (let line = 1; line <= 40; line++) await say(cleo, `line ${line}.`)
    await expect(said(cleo, 'line 40.')).toBeInViewport()
    await cleo.keyboard.press('ArrowUp')
    await expect(editor(cleo)).toHaveValue('line 40.')
    await cleo.keyboard.press('Escape')
    await timeline(cleo).focus()
    await cleo.keyboard.press('Home')
    await expect(said(cleo, 'line 1.')).toBeFocused()
    await cleo.keyboard.press('p')
    await expect(said(cleo, 'line 1.')).toContainText('Pinned by you')
    await cleo.keyboard.press('r')
    await say(cleo, 'the last one')
    await expect(said(cleo, 'the last one')).toBeInViewport()
    await said(cleo, 'the last one').locator('.quote-line').click()
    await expect(said(cleo, 'line 1.')).toBeFocused()
    await expect(said(cleo, 'line 1.')).toBeInViewport()
    await cleo.getByRole('button', { name: 'Back to where you were' }).click()
    await expect(said(cleo, 'the last one')).toBeInViewport()
    await chooseInRoom(cleo, 'Pinned messages')
    await cleo
      .getByRole('dialog')
      .getByRole('button', { name: /line 1\./ })
      .click()
    await expect(said(cleo, 'line 1.')).toBeFocused()

    await cleo.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await cleo.keyboard.press('Shift+F10')
    await cleo.getByRole('menuitem', { name: 'Copy link' }).click()
    await expect(spoken(cleo)).toHaveText(/^Link copied/)
    const link = await cleo.evaluate(() => navigator.clipboard.readText())
    await cleo.goto(link)
    await expect(said(cleo, 'line 1.')).toBeFocused()
    await expect(said(cleo, 'line 1.')).toBeInViewport()
  })

  test('with a finger: a long press opens the sheet, and a swipe replies', async () => {
    const [dan, eve] = await gather(stage, 'Pocket', ['dan', 'eve'], { on: phone })
    await say(eve, 'See you at the harbour')
    await press(dan, said(dan, 'harbour').locator('.text'))
    const sheet = dan.getByRole('dialog')
    await expect(sheet).toBeVisible()
    await expect(sheet.getByRole('button', { name: 'Edit' })).toHaveCount(0)
    expect(await seriousInBothThemes(dan)).toEqual([])
    await sheet.getByRole('button', { name: '👍' }).tap()
    await expect(sheet).toHaveCount(0)
    await expect(said(eve, 'harbour').getByRole('button', { name: /^👍, 1/ })).toBeVisible()

    await swipe(dan, said(dan, 'harbour').locator('.text'), { from: 10 })
    await expect(dan.locator('.writing-strip')).toHaveCount(0)
    await swipe(dan, said(dan, 'harbour').locator('.text'))
    await expect(dan.locator('.writing-strip')).toContainText('See you at the harbour')
    await expect(composer(dan)).toBeFocused()
    await send(dan, 'At six')
    await expect(said(eve, 'At six').locator('.quote-line')).toContainText('harbour')

    await press(dan, said(dan, 'At six').locator('.text'))
    await sheet.getByRole('button', { name: 'Edit' }).tap()
    await editor(dan).fill('')
    await dan.getByRole('button', { name: 'Save' }).tap()
    await dan.getByRole('dialog', { name: 'Delete this message?' }).getByRole('button', { name: 'Delete' }).tap()
    await expect(dan.locator('.erased')).toContainText('Message deleted')
    await expect(said(eve, 'At six')).toHaveCount(0, soon)
  })

  test('with the relay stopped and the browser restarted, everything is done here and arrives later', async () => {
    const profile = stage.profile()
    let fay = await profile.open()
    await enlist(stage, fay, 'fay')
    const room = await makeRoom(stage, fay, 'Attic', 'public')
    await fay.goto(`/r/${room}`)
    for (const text of ['one', 'two', 'three', 'four']) await say(fay, text)
    await expect(said(fay, 'four').locator('.send-mark')).toHaveAttribute('title', 'Sent')
    const [gus] = await gather(stage, 'Elsewhere', ['gus'])
    await gus.goto(`/r/${room}`)
    await gus.getByRole('button', { name: 'Join room' }).click()
    await expect(said(gus, 'four')).toBeVisible()
    await keptForOffline(fay)
    await stage.relay.kill('SIGKILL')

    await said(fay, 'one').focus()
    await fay.keyboard.press('e')
    await editor(fay).fill('one, mended')
    await fay.keyboard.press('Enter')
    await said(fay, 'two').focus()
    await fay.keyboard.press('+')
    await fay.getByRole('menuitemcheckbox', { name: '👍' }).click()
    await said(fay, 'three').focus()
    await fay.keyboard.press('p')
    await expect(said(fay, 'three')).toContainText('Pinned by you')
    await said(fay, 'four').focus()
    await fay.keyboard.press('Delete')
    await expect(said(fay, 'four')).toHaveCount(0)
    const isWaiting = async () => {
      for (const text of ['one, mended', 'two', 'three'])
        await expect(said(fay, text).locator('.send-mark')).toHaveAttribute('title', /^Your change will be sent/)
    }
    await isWaiting()

    await profile.close()
    fay = await profile.open()
    await openRoom(fay, 'Attic')
    await isWaiting()
    await expect(said(fay, 'four')).toHaveCount(0)
    await expect(said(gus, 'four')).toBeVisible()

    await stage.relay.start()
    await expect(said(gus, 'one, mended')).toBeVisible(soon)
    await expect(said(gus, 'two').getByRole('button', { name: /^👍, 1/ })).toBeVisible()
    await expect(said(gus, 'three')).toContainText(/Pinned by \W*fay/)
    await expect(said(gus, 'four')).toHaveCount(0, soon)
    await expect(said(fay, 'one, mended').locator('.send-mark')).toHaveAttribute('title', 'Sent', soon)
  })

  test('mentions are in a list of all rooms: on a computer that restarts without a network, and on a phone', async () => {
    const profile = stage.profile()
    let hal = await profile.open()
    await enlist(stage, hal, 'hal')
    const ivy = await newcomer(stage, 'ivy', phone)
    const harbour = await makeRoom(stage, ivy, 'Harbour', 'public')
    const pier = await makeRoom(stage, ivy, 'Pier', 'public')
    await act(stage, hal, { do: 'join', room: harbour })
    const list = (page: Page) => page.getByRole('navigation', { name: 'For you' }).getByRole('link')
    const line = (page: Page) => page.getByRole('main').getByRole('link', { name: /mentioned you/ })

    await ivy.goto(`/r/${harbour}`)
    await send(ivy, '@hal, meet me at #Pier')
    await expect(said(ivy, 'meet me').getByRole('link', { name: '#Pier' })).toBeVisible()
    await expect(list(hal)).toContainText('1 new')
    await list(hal).click()
    await expect(line(hal)).toContainText(/New: \W*ivy\W* mentioned you.*@hal, meet me at #Pier.*Harbour/)
    expect(await seriousInBothThemes(hal)).toEqual([])
    await expect(list(hal)).not.toContainText('new')
    await keptForOffline(hal)
    await stage.relay.kill('SIGKILL')

    await profile.close()
    hal = await profile.open()
    await hal.goto('/activity')
    await expect(line(hal)).toContainText('meet me at #Pier')
    await expect(line(hal)).not.toContainText('New')
    await line(hal).click()
    await expect(said(hal, 'meet me')).toBeFocused()
    await expect(said(hal, 'meet me')).toHaveAccessibleName(/mentions you/)
    await expect(said(hal, 'meet me').locator('.mention')).toHaveText('@hal')
    await say(hal, 'On my way, @ivy')

    await stage.relay.start()
    await expect(said(ivy, 'On my way')).toBeVisible(soon)
    await ivy.goto('/')
    await list(ivy).tap()
    await expect(line(ivy)).toContainText('On my way, @ivy')
    expect(await seriousInBothThemes(ivy)).toEqual([])
    await line(ivy).tap()
    await expect(said(ivy, 'On my way')).toBeInViewport()

    await ivy.goto(`/r/${pier}`)
    await composer(ivy).fill('@hal, where are you?')
    await expect(ivy.locator('.mention-notes')).toHaveText(/hal\W* isn’t in this room/)
    expect(await seriousInBothThemes(ivy)).toEqual([])
    await ivy.getByRole('button', { name: /^Add \W*hal/ }).tap()
    await expect(ivy.locator('.mention-notes')).toHaveText('')
  })

  test('polls, task lists and several messages at once, with the relay stopped and the browser restarted', async () => {
    const profile = stage.profile()
    let jon = await profile.open()
    await enlist(stage, jon, 'jon')
    const [picnic] = [await makeRoom(stage, jon, 'Picnic', 'public'), await makeRoom(stage, jon, 'Shed')]
    const ida = await newcomer(stage, 'ida', phone)
    await act(stage, ida, { do: 'join', room: picnic })
    for (const page of [jon, ida]) await page.goto(`/r/${picnic}`)

    await jon.getByRole('button', { name: 'Create poll' }).click()
    const dialog = jon.getByRole('dialog')
    await dialog.getByLabel('Question').fill('What do we bring?')
    await dialog.getByLabel('Option 1').fill('Bread')
    await dialog.getByLabel('Option 1').press('Enter')
    await jon.keyboard.type('Cheese')
    expect(await seriousInBothThemes(jon)).toEqual([])
    expect(await faultsOfWords(jon, 'en-XA')).toEqual([])
    await dialog.getByRole('button', { name: 'Create poll' }).click()
    await expect(dialog).toHaveCount(0)
    await option(ida, 'Cheese', 0).tap()
    await expect(option(jon, 'Cheese', 1)).toContainText('ida')
    await say(jon, '- [ ] plates\n- [ ] cups')
    await expect(said(ida, 'plates').locator('.task-mark')).toHaveCount(2)
    await say(ida, 'I have a basket')
    await expect(said(jon, 'basket')).toBeVisible()
    await expect(said(jon, 'plates').locator('.send-mark')).toHaveAttribute('title', 'Sent')
    expect(await seriousInBothThemes(ida)).toEqual([])
    await keptForOffline(jon)
    await stage.relay.kill('SIGKILL')

    await option(jon, 'Bread', 0).click()
    await said(jon, 'plates').getByRole('checkbox', { name: 'cups' }).click()
    await expect(said(jon, 'plates').getByRole('checkbox', { name: 'cups' })).toBeChecked()
    await expect(said(jon, 'plates').getByRole('checkbox', { name: 'cups' })).toBeFocused()
    await said(jon, 'plates')
      .locator('.message-time')
      .click({ modifiers: ['Shift'] })
    await said(jon, 'basket')
      .locator('.text')
      .click({ modifiers: ['Shift'] })
    const bar = jon.getByRole('toolbar', { name: 'Selected messages' })
    await expect(bar).toContainText('2 selected')
    await expect(bar.getByRole('button', { name: 'Delete' })).toBeVisible()
    await bar.getByRole('button', { name: 'Forward' }).click()
    await dialog.getByRole('checkbox', { name: 'Shed' }).check()
    await dialog.getByLabel(/^Comment/).fill('for the picnic')
    expect(await seriousInBothThemes(jon)).toEqual([])
    expect(await faultsOfWords(jon, 'en-XA')).toEqual([])
    await dialog.getByRole('button', { name: 'Forward' }).click()
    await expect(spoken(jon)).toHaveText(/^Forwarded to \W*Shed/)
    await expect(bar).toHaveCount(0)

    await profile.close()
    jon = await profile.open()
    await openRoom(jon, 'Picnic')
    await expect(option(jon, 'Bread', 1)).toHaveAttribute('aria-pressed', 'true')
    await expect(said(jon, 'bring').locator('.send-mark')).toHaveAttribute('title', /^Your change will be sent/)
    await openRoom(jon, 'Shed')
    await expect(said(jon, 'basket')).toContainText(/Forwarded from \W*ida\W* in \W*Picnic/)

    await stage.relay.start()
    await expect(option(ida, 'Bread', 1)).toBeVisible(soon)
    await expect(said(ida, 'plates').getByRole('img', { name: 'Done', exact: true })).toHaveCount(1, soon)
    await press(ida, said(ida, 'plates').locator('.text'))
    await ida.getByRole('dialog').getByRole('button', { name: 'Select messages' }).tap()
    await said(ida, 'basket').locator('.text').tap()
    const pocketBar = ida.getByRole('toolbar', { name: 'Selected messages' })
    await expect(pocketBar).toContainText('2 selected')
    expect(await seriousInBothThemes(ida)).toEqual([])
    expect(await faultsOfWords(ida, 'ar-XB')).toEqual([])
    await pocketBar.getByRole('button', { name: 'Save', exact: true }).tap()
    await expect(spoken(ida)).toHaveText('2 messages saved for later.')
    await expect(pocketBar).toHaveCount(0)
    await press(ida, said(ida, 'plates').locator('.text'))
    await ida.getByRole('dialog').getByRole('button', { name: 'Select messages' }).tap()
    await said(ida, 'basket').locator('.text').tap()
    await expect(pocketBar.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)
    await pocketBar.getByRole('button', { name: 'Delete 1 of yours' }).tap()
    await expect(said(ida, 'basket')).toHaveCount(0)
    await expect(said(ida, 'plates')).toBeVisible()
    await expect(said(jon, 'basket').locator('.send-mark')).toHaveAttribute('title', 'Sent', soon)
  })
})

describe('threads', () => {
  const stage = setStage()

  test('people reply in a thread beside the timeline, on a phone and offline, and find it in their list', async () => {
    const profile = stage.profile()
    let ivy = await profile.open()
    await enlist(stage, ivy, 'ivy')
    const room = await makeRoom(stage, ivy, 'Pantry', 'public')
    await ivy.goto(`/r/${room}`)
    await say(ivy, 'Soup or stew?')
    const joe = await newcomer(stage, 'joe', phone)
    await joe.goto(`/r/${room}`)
    await joe.getByRole('button', { name: 'Join room' }).tap()
    // What joining adds to the page moves the messages.
    await expect(composer(joe)).toBeVisible()
    await expect(timeline(joe)).toContainText(/joe\W* joined/)
    await press(joe, said(joe, 'Soup or stew').locator('.text'))
    await joe.getByRole('dialog').getByRole('button', { name: 'Reply in thread' }).tap()
    await reply(joe, 'Lentils')
    await expect(inThread(joe, 'Lentils')).toBeVisible()
    await expect(inThread(joe, 'Soup or stew')).toBeVisible()
    await joe.goBack()
    await expect(thread(joe)).toHaveCount(0)
    await expect(threadLine(joe)).toHaveText(/1 replyLast/)

    await expect(threadLine(ivy)).toHaveText(/1 reply1 new/)
    await expect(said(ivy, 'Lentils')).toHaveCount(0)
    await said(ivy, 'Soup or stew').focus()
    await ivy.keyboard.press('t')
    await expect(replyField(ivy)).toBeFocused()
    await expect(inThread(ivy, 'Lentils')).toBeVisible()
    await expect(thread(ivy).getByRole('button', { name: 'Following' })).toBeVisible()
    await replyField(ivy).pressSequentially('half a reply')
    await ivy.keyboard.press('Escape')
    await expect(thread(ivy)).toHaveCount(0)
    await expect(said(ivy, 'Soup or stew')).toBeFocused()
    await expect(threadLine(ivy)).toHaveText(/1 replyLast/)

    await keptForOffline(ivy)
    await stage.relay.kill('SIGKILL')
    await threadLine(ivy).click()
    await expect(replyField(ivy)).toHaveValue('half a reply')
    await reply(ivy, 'Lentils it is')
    await expect(inThread(ivy, 'Lentils it is').locator('.send-mark')).toHaveAttribute('title', 'Sending…')
    await profile.close()
    ivy = await profile.open()
    await ivy.getByRole('link', { name: /^My threads/ }).click()
    await ivy
      .getByRole('main')
      .getByRole('link', { name: /Soup or stew/ })
      .click()
    await expect(inThread(ivy, 'Lentils it is')).toBeVisible()
    await ivy.goBack()
    await expect(ivy.getByRole('heading', { name: 'My threads' })).toBeVisible()

    await stage.relay.start()
    await expect(threadLine(joe)).toHaveText(/2 replies1 new/, soon)
  })
})

const thread = (page: Page): Locator => page.getByRole('complementary', { name: 'Thread' })
const inThread = (page: Page, text: string): Locator =>
  thread(page)
    .getByRole('article')
    .filter({ has: page.locator('.text', { hasText: text }) })
    .last()
const threadLine = (page: Page): Locator => timeline(page).locator('.thread-line')
const replyField = (page: Page): Locator => page.getByRole('textbox', { name: 'Reply in thread' })
const reply = async (page: Page, text: string): Promise<void> => {
  await replyField(page).fill(text)
  await replyField(page).press('Control+Enter')
}

/** The message with this text, and not one that quotes it. */
const said = (page: Page, text: string): Locator =>
  timeline(page)
    .getByRole('article')
    .filter({ has: page.locator('.text', { hasText: text }) })

/** An option of a poll, with its votes. */
const option = (page: Page, text: string, votes: number): Locator =>
  page.getByRole('button', { name: new RegExp(`^\\W*${text}\\W*, ${votes} vote`) })

const editor = (page: Page): Locator => page.getByRole('textbox', { name: 'Edit message' })

/** What a screen reader says once an act is done. */
const spoken = (page: Page): Locator => page.locator('.said')

/** A finger on the screen, until it is lifted. */
const finger = async (page: Page) => {
  const session = await page.context().newCDPSession(page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points })
  return {
    down: (x: number, y: number) => send('touchStart', [{ x, y }]),
    move: (x: number, y: number) => send('touchMove', [{ x, y }]),
    up: () => send('touchEnd', []),
  }
}

/** Holds a finger on it until the sheet is there. */
const press = async (page: Page, where: Locator): Promise<void> => {
  const { x, y, height } = (await where.boundingBox())!
  const touch = await finger(page)
  await touch.down(x + 20, y + height / 2)
  await expect(page.getByRole('dialog')).toBeVisible()
  await touch.up()
}

const swipe = async (page: Page, where: Locator, { from }: { from?: number } = {}): Promise<void> => {
  const { x, y, height } = (await where.boundingBox())!
  const start = from ?? x + 20
  const touch = await finger(page)
  await touch.down(start, y + height / 2)
  for (let by = 10; by <= 90; by += 10) await touch.move(start + by, y + height / 2)
  await touch.up()
}
