import { expect, test } from 'vitest'
import { changed, unmarked } from '../../../../tests/world/app/marked-text.ts'
import { changeTo, type Format, formatOfKey } from './formats.ts'

const after = (format: Format, marked: string) => {
  const selected = unmarked(marked)
  return changed(selected.text, changeTo(format, selected))
}

test.each<[Format, string, string]>([
  ['bold', 'a ‹b› c', 'a **‹b›** c'],
  ['bold', 'a **‹b›** c', 'a ‹b› c'],
  ['bold', 'a ‹**b**› c', 'a ‹b› c'],
  ['bold', 'a‹ b ›c', 'a **‹b›** c'],
  ['bold', 'a ‸', 'a **‸**'],
  ['bold', 'a **‸**', 'a ‸'],
  ['italic', '**‹b›**', '**_‹b›_**'],
  ['strike', '‹b›', '~~‹b›~~'],
  ['spoiler', '‹b›', '||‹b›||'],
  ['bold', '‹one\n- two\n\n> 3. three›', '‹**one**\n- **two**\n\n> 3. **three**›'],
  ['bold', '‹**one**\n- **two**›', '‹one\n- two›'],
  ['bold', '‹**one**\ntwo›', '‹**one**\n**two**›'],
  ['code', '‹a› b', '`‹a›` b'],
  ['code', '‹a `b`›', '`` ‹a `b`› ``'],
  ['code', '`‹a›`', '‹a›'],
  ['code', 'so ‹a\nb› c', 'so \n```\n‹a\nb›\n```\n c'],
  ['block', '‸', '```\n‸\n```'],
  ['block', 'a\n‹```js\nx\n```›', 'a\n````\n‹```js\nx\n```›\n````'],
  ['link', '‹here› now', '[here](‸) now'],
  ['link', '‹https://a.example/x›', '[‸](https://a.example/x)'],
  ['link', '‸', '[‸]()'],
  ['quote', 'a\n‹b\nc›', 'a\n‹> b\n> c›'],
  ['quote', '‹> b\n> c›', '‹b\nc›'],
  ['bullets', 'on‸e', '- on‸e'],
  ['bullets', '- on‸e', 'on‸e'],
  ['bullets', '‸', '- ‸'],
  ['bullets', '‹1. a\n\n2. b›', '‹- a\n\n- b›'],
  ['numbers', '‹a\nb\n\nc›', '‹1. a\n2. b\n\n3. c›'],
  ['tasks', '‹- a\n- b›', '‹- [ ] a\n- [ ] b›'],
  ['tasks', '- [x] a‸', 'a‸'],
])('%s: %j becomes %j', (format, before, then) => {
  expect(after(format, before)).toBe(then)
})

const pressed = (key: string, more: object = {}) => ({
  key,
  code: '',
  ctrlKey: true,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
})
const selection = { text: 'abc', from: 0, to: 1 }

test('Ctrl formats, on a Mac Cmd does, and no other modifier takes part', () => {
  expect(formatOfKey(pressed('b'), selection, false)).toBe('bold')
  expect(formatOfKey(pressed('b'), selection, true)).toBeNull()
  expect(formatOfKey(pressed('b', { ctrlKey: false, metaKey: true }), selection, true)).toBe('bold')
  expect(formatOfKey(pressed('b', { altKey: true }), selection, false)).toBeNull()
  expect(formatOfKey(pressed('b', { shiftKey: true }), selection, false)).toBeNull()
  expect(formatOfKey(pressed('b', { ctrlKey: false }), selection, false)).toBeNull()
  expect(formatOfKey(pressed('C', { shiftKey: true }), selection, false)).toBe('code')
  expect(formatOfKey(pressed('c'), selection, false)).toBeNull()
  expect(formatOfKey(pressed('&', { shiftKey: true, code: 'Digit7' }), selection, false)).toBe('numbers')
})

test('on a keyboard of another script, the place of the letter counts', () => {
  expect(formatOfKey(pressed('и', { code: 'KeyB' }), selection, false)).toBe('bold')
})

test('Ctrl+K makes a link only of a selection, since without one it opens the switcher', () => {
  expect(formatOfKey(pressed('k'), selection, false)).toBe('link')
  expect(formatOfKey(pressed('k'), { text: 'abc', from: 1, to: 1 }, false)).toBeNull()
})
