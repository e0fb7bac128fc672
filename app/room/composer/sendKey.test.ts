import { expect, test } from 'vitest'
import { TypedField } from '../../../tests/world/app/typed-field.ts'
import { isSendKey } from './sendKey.ts'

/** A field, and what was in it each time that a key sent. */
const stage = (isTouch = false) => {
  const field = new TypedField()
  const sent: string[] = []
  field.addEventListener('keydown', (event) => {
    if (isSendKey(event as KeyboardEvent, isTouch)) sent.push(field.value)
  })
  return { field, sent }
}

test('Enter sends, with Shift it does not, and on touch screens only with Ctrl or Cmd', () => {
  for (const [isTouch, plain] of [
    [false, ['a', 'a', 'a']],
    [true, ['a', 'a']],
  ] as const) {
    const { field, sent } = stage(isTouch)
    field.type('a')
    for (const more of [{}, { shiftKey: true }, { ctrlKey: true }, { metaKey: true }, { altKey: true }])
      field.press('Enter', more)
    expect(sent).toEqual(plain)
  }
})

test('Chrome and Safari: the Enter that takes a Japanese candidate sends nothing, the next one sends it', () => {
  for (const [compose, commit] of [
    ['composeInChrome', 'commitInChrome'],
    ['composeInSafari', 'commitInSafari'],
  ] as const) {
    const { field, sent } = stage()
    for (const text of ['に', 'にほ', 'にほん', '日本']) field[compose](text)
    field[commit]('日本')
    expect(sent).toEqual([])
    field.press('Enter')
    expect(sent).toEqual(['日本'])
  }
})

test('Chrome on a Mac: Enter after Korean comes twice, and sends once', () => {
  const { field, sent } = stage()
  for (const text of ['ㅎ', '하', '한']) field.composeInChrome(text)
  field.commitHangul('한')
  expect(sent).toEqual(['한'])
})

test('Android: no key of a composed word, a correction or dictation sends', () => {
  const { field, sent } = stage(true)
  field.typeOnAndroid('teh')
  field.correctOnAndroid('the')
  field.signOnAndroid(' ')
  field.dictate('cat sat')
  field.enterOnAndroid()
  expect(field.value).toBe('the cat sat\n')
  expect(sent).toEqual([])
})
