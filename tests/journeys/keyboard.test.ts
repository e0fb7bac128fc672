import type { Locator, Page } from 'playwright'
import { describe, test } from 'vitest'
import { seriousInBothThemes } from './axe.ts'
import { enlist } from './people.ts'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import {
  composer,
  enterRoom,
  expect,
  expectTalk,
  keptForOffline,
  membersPane,
  message,
  openRoom,
  roomLine,
  say,
  showMembers,
  timeline,
} from './verbs.ts'

describe('with the keyboard alone', () => {
  const stage = setStage()

  const sit = async (name: string, room: string): Promise<Page> => {
    const page = await stage.device()
    await enlist(stage, page, name)
    await enterRoom(page, room)
    return page
  }

  test('F6 moves through the panes, and Shift+F6 moves back', async () => {
    const page = await sit('amy', 'Panes')
    await showMembers(page)
    await composer(page).focus()
    await expect(composer(page)).toBeFocused()
    for (const pane of ['Members', 'Rooms', 'Messages']) {
      await page.keyboard.press('F6')
      await expect.poll(() => focusedPane(page)).toBe(pane)
    }
    await page.keyboard.press('Shift+F6')
    await expect.poll(() => focusedPane(page)).toBe('Rooms')
  })

  test("a room that loads while somebody types elsewhere doesn't take the focus", async () => {
    const page = await sit('ben', 'Late')
    await page.addInitScript(focusAsSoonAsItIsThere, 'input[aria-label="Room name"]')
    await page.reload()
    await expect(composer(page)).toBeVisible()
    await expect(page.getByLabel('Room name')).toBeFocused()
    await page.keyboard.type('lat')
    await expect(page.getByLabel('Room name')).toHaveValue('lat')
    await expect(composer(page)).toHaveValue('')
  })

  test('Home and End go to the first and the last message, arrow keys to the next one, Esc back to the composer', async () => {
    const page = await sit('bob', 'Long')
    for (let line = 1; line <= 30; line++) await say(page, `line ${line}.`)
    await expect(message(page, 'line 30.')).toBeInViewport()
    await timeline(page).focus()
    await page.keyboard.press('Home')
    await expect(message(page, 'line 1.')).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(message(page, 'line 2.')).toBeFocused()
    await page.keyboard.press('End')
    await expect(message(page, 'line 30.')).toBeFocused()
    await page.keyboard.press('ArrowUp')
    await expect(message(page, 'line 29.')).toBeFocused()
    await page.keyboard.press('Home')
    await expect(message(page, 'line 1.')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(composer(page)).toBeFocused()
    await expect(message(page, 'line 30.')).toBeInViewport()
  })

  test('emoji are found by name, stand at the caret, are undone like typing, and are there without a network', async () => {
    const page = await sit('dee', 'Signs')
    await keptForOffline(page)
    const picker = page.getByRole('dialog', { name: 'Emoji' })
    const face = picker.getByRole('gridcell', { name: 'grinning face' }).first()
    await page.getByRole('button', { name: 'Add emoji' }).click()
    // Where the system has no emoji, the font for them arrives a moment later.
    await expect.poll(() => isInColour(face)).toBe(true)
    await stage.relay.stop()
    await page.reload()
    await composer(page).fill('Well done!')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(picker.getByLabel('Search emoji')).toBeFocused()
    await expect.poll(() => isInColour(face)).toBe(true)
    await page.keyboard.type('tada')
    await page.keyboard.press('Enter')
    await expect(picker).toBeHidden()
    await expect(composer(page)).toBeFocused()
    await expect(composer(page)).toHaveValue('Well done🎉!')
    await page.keyboard.press('Control+z')
    await expect(composer(page)).toHaveValue('Well done!')

    await page.getByRole('button', { name: 'Add emoji' }).click()
    await picker.getByRole('button', { name: 'Medium-dark skin tone' }).click()
    await picker.getByRole('button', { name: 'People' }).click()
    await picker.getByLabel('Search emoji').focus()
    await page.keyboard.press('ArrowDown')
    await expect(picker.getByRole('gridcell', { name: 'waving hand' })).toBeFocused()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    await expect(composer(page)).toHaveValue('Well done👋🏾!')
    await page.reload()
    await page.getByRole('button', { name: 'Add emoji' }).click()
    await expect(picker.getByRole('grid', { name: 'Recent' }).getByRole('gridcell')).toHaveText(['👋🏾', '🎉'])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'Add emoji' })).toBeFocused()
  })

  test('emoji, people and rooms are completed at the caret with the keys, and with a finger while a keyboard composes', async () => {
    const page = await sit('ida', 'Words')
    const noor = await stage.device({ ...phone })
    await enlist(stage, noor, 'noor')
    await enterRoom(noor, 'Words')
    const offers = (on: Page) => on.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')

    await composer(page).focus()
    await page.keyboard.type('hi @no')
    await expect(offers(page)).toHaveCount(1)
    await expect(offers(page)).toContainText('@noor')
    const active = await composer(page).getAttribute('aria-activedescendant')
    await expect(offers(page)).toHaveAttribute('id', active ?? '')
    await page.keyboard.press('Enter')
    await expect(composer(page)).toHaveValue('hi @noor ')
    await page.keyboard.type('#wo')
    await expect(offers(page)).toHaveText(['#Words'])
    await page.keyboard.press('Tab')
    await page.keyboard.type(':tad')
    await expect(offers(page).first()).toContainText(':tada:')
    await page.keyboard.type('a:')
    await expect(composer(page)).toHaveValue('hi @noor #Words 🎉 ')
    await page.keyboard.press('Control+z')
    await expect(composer(page)).toHaveValue('hi @noor #Words :tada:')
    await page.keyboard.press('Control+Shift+z')
    await page.keyboard.press('Enter')
    await expectTalk(page, ['hi @noor #Words 🎉'])

    await composer(noor).focus()
    await noor.keyboard.type('@')
    const devtools = await noor.context().newCDPSession(noor)
    await devtools.send('Input.imeSetComposition', { text: 'id', selectionStart: 2, selectionEnd: 2 })
    await offers(noor).filter({ hasText: '@ida' }).tap()
    await expect(composer(noor)).toHaveValue('@ida ')
    await expect(offers(noor)).toHaveCount(0)
    await noor.getByRole('button', { name: 'Send' }).tap()
    await expectTalk(noor, ['hi @noor #Words 🎉', '@ida'])
  })

  test('Enter sends, Shift+Enter starts a new line, and Enter does neither while an input method composes', async () => {
    const page = await sit('cleo', 'Input')
    await composer(page).focus()
    await page.keyboard.type('one')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('two')
    await page.keyboard.press('Enter')
    await expectTalk(page, ['one\ntwo'], { useInnerText: true })
    await expect(composer(page)).toBeFocused()

    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 })
    await expect(composer(page)).toHaveValue('にほん')
    await page.keyboard.press('Enter')
    await expectTalk(page, ['one\ntwo'], { useInnerText: true })
    await expect(composer(page)).toHaveValue(/にほん/)
    await composer(page).fill('日本')
    await page.keyboard.press('Enter')
    await expectTalk(page, ['one\ntwo', '日本'], { useInnerText: true })
  })

  test('text is formatted with keys, continues its lists, takes pasted pages as Markdown, and is undone step by step', async () => {
    const page = await sit('fay', 'Formats')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const field = composer(page)
    await page.getByRole('button', { name: 'Formatting' }).click()
    const bar = page.getByRole('toolbar', { name: 'Formatting' })
    await expect(bar).toBeVisible()
    await field.focus()
    await page.keyboard.type('so good')
    await page.keyboard.press('Control+Shift+ArrowLeft')
    await page.keyboard.press('Control+b')
    await page.keyboard.press('Control+i')
    await expect(field).toHaveValue('so **_good_**')
    await page.keyboard.press('Control+z')
    await expect(field).toHaveValue('so **good**')
    await page.keyboard.press('Control+z')
    await expect(field).toHaveValue('so good')
    await page.keyboard.press('Control+Shift+z')
    await expect(field).toHaveValue('so **good**')
    await page.keyboard.press('Control+End')
    await bar.getByRole('button', { name: 'Bulleted list' }).click()
    await expect(field).toBeFocused()
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('milk')
    await expect(field).toHaveValue('- so **good**\n- milk')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.press('Shift+Enter')
    await expect(field).toHaveValue('- so **good**\n- milk\n')
    await bar.getByRole('button', { name: 'Preview' }).click()
    await expect(page.getByRole('region', { name: 'Preview' }).locator('li strong')).toHaveText('good')
    expect(await seriousInBothThemes(page)).toEqual([])

    await page.keyboard.press('Control+a')
    await paste(
      page,
      '<h2>List</h2><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td><b>2</b></td></tr></table>',
      'plain',
    )
    await expect(field).toHaveValue('## List\n\n| a | b |\n| --- | --- |\n| 1 | **2** |')
    await page.keyboard.press('Control+z')
    await expect(field).toHaveValue('- so **good**\n- milk\n')
    await page.keyboard.press('Control+a')
    await paste(page, '<b>rich</b>', 'plain', 'Control+Shift+v')
    await expect(field).toHaveValue('plain')
    await page.keyboard.press('Control+a')
    await paste(page, '', 'word '.repeat(4_000))
    await expect(page.getByText(/20,000 characters.*sent as 2 messages/)).toBeVisible()
    await page.getByRole('button', { name: 'Put it in a code block' }).click()
    await expect(field).toHaveValue(/^```\nword [\s\S]*\n```$/)

    await field.fill('')
    await page.keyboard.type('```')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.type('x')
    await expect(field).toHaveValue('```\n  x')
    await expect(page.getByText('press Escape, then Tab').last()).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('button', { name: 'Add emoji' })).toBeFocused()
  })

  test('a command does what it says, and what is no command is sent only when that is meant', async () => {
    const page = await sit('gus', 'Orders')
    const field = composer(page)
    const offers = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')
    await field.focus()
    await page.keyboard.type('/')
    await expect(offers).toHaveCount(9)
    await page.keyboard.type('top')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Apples')
    await page.keyboard.press('Enter')
    await expect(page.locator('.room-topic')).toHaveText('Apples')
    await field.fill('/me *waves*')
    await page.keyboard.press('Enter')
    await expect(message(page, 'waves').locator('.action')).toHaveText('gus waves')
    await field.fill('/foo bar')
    await page.keyboard.press('Enter')
    await expect(page.getByText(/foo\W* isn’t a command/)).toBeVisible()
    await expect(field).toHaveValue('/foo bar')
    await page.getByRole('button', { name: 'Send as text' }).click()
    await expect(message(page, '/foo bar')).toBeVisible()
    await expect(field).toHaveValue('')
    await field.fill('/leave')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Leave this room?' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(field).toBeFocused()
  })

  test('the focus comes back from menus and dialogs to where it was', async () => {
    const page = await sit('dora', 'Focus')
    const menu = page.getByRole('button', { name: 'Room menu' })
    await menu.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menuitem', { name: 'Invite by link' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(menu).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menuitem', { name: 'Invite by link' })).toBeFocused()
    await page.keyboard.press('End')
    await expect(page.getByRole('menuitem', { name: 'Leave room' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Leave this room?' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(menu).toBeFocused()

    const plus = page.getByRole('button', { name: 'New room' })
    await plus.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog').getByLabel('Name')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(plus).toBeFocused()
  })

  test('the focus stays on a room and on a member while others write', async () => {
    const page = await sit('emma', 'Busy')
    const other = await sit('fred', 'Busy')
    const room = roomLine(page, 'Busy')
    await room.focus()
    await say(other, 'one thing')
    await expect(room).toContainText('one thing')
    await expect(room).toBeFocused()
    const more = membersPane(page).getByRole('button', { name: /^More about \W*fred/ })
    await more.focus()
    await say(other, 'another thing')
    await expect(room).toContainText('another thing')
    await expect(more).toBeFocused()
  })

  test('the menu of a message stays open and goes with the message while others write, and the wheel closes it', async () => {
    const page = await sit('hedy', 'Busier')
    const other = await sit('igor', 'Busier')
    await say(page, Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n'))
    await say(page, 'what is asked')
    await message(page, 'what is asked').focus()
    await page.keyboard.press('+')
    const first = page.getByRole('menuitemcheckbox').first()
    await expect(first).toBeFocused()
    const asked = async () => (await message(page, 'what is asked').boundingBox())!
    const before = await asked()
    await say(other, 'one line\nand one more\nand a third')
    await expect.poll(async () => (await asked()).y).toBeLessThan(before.y - 20)
    await expect(first).toBeFocused()
    const apart = async () => {
      const [menu, row] = [(await page.getByRole('menu').boundingBox())!, await asked()]
      return Math.max(menu.y - row.y - row.height, row.y - menu.y - menu.height)
    }
    await expect.poll(apart).toBeLessThan(10)
    await timeline(page).hover()
    await page.mouse.wheel(0, -200)
    await expect(first).toHaveCount(0)
  })

  test('from the field above the list, the arrow key goes to the rooms and Enter opens one', async () => {
    const page = await sit('gina', 'First door')
    await enterRoom(page, 'Second door')
    await expect(roomLine(page, 'Second door')).toBeVisible()
    await page.getByLabel('Room name').fill('first')
    await expect(roomLine(page, 'Second door')).toHaveCount(0)
    await page.keyboard.press('ArrowDown')
    await expect(roomLine(page, 'First door')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.locator('.room-title h1')).toHaveText('First door')
    await openRoom(page, 'First door')
  })
})

/** Runs in the page, before the app. */
const focusAsSoonAsItIsThere = (selector: string) => {
  const seen = new MutationObserver(() => {
    const field = document.querySelector<HTMLElement>(selector)
    if (!field) return
    seen.disconnect()
    field.focus()
  })
  seen.observe(document, { childList: true, subtree: true })
}

/** Which pane has the focus: the lobby, the timeline or the members. */
const focusedPane = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const pane = document.activeElement?.closest('[data-pane]')
    return pane?.getAttribute('aria-label') ?? (pane?.classList.contains('room') ? 'Messages' : null)
  })

/** Whether a browser draws the text of the element in colour, with the fonts that the element has. */
const isInColour = (shown: Locator): Promise<boolean> =>
  shown.evaluate(async (element) => {
    const text = element.textContent ?? ''
    const { font } = getComputedStyle(element)
    await document.fonts.load(font, text)
    const pen = new OffscreenCanvas(60, 60).getContext('2d')
    if (!pen) return false
    pen.font = font
    pen.textBaseline = 'top'
    pen.fillText(text, 0, 0)
    const { data } = pen.getImageData(0, 0, 60, 60)
    return data.some((value, at) => at % 4 < 2 && value !== data[at + 1])
  })

/** Puts it into the clipboard, as a page does, and pastes it. */
const paste = async (page: Page, html: string, plain: string, keys = 'Control+v') => {
  await page.evaluate(
    ([html = '', plain = '']) => {
      const types = { 'text/plain': plain, ...(html && { 'text/html': html }) }
      const blobs = Object.entries(types).map(([type, text]) => [type, new Blob([text], { type })] as const)
      return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))])
    },
    [html, plain],
  )
  await page.keyboard.press(keys)
}
