import { createRoot } from 'solid-js'
import { afterEach, expect, test } from 'vitest'
import { TypedField } from '../../../../tests/world/app/typed-field.ts'
import { createEditing } from './createEditing.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

const stage = (value = '') =>
  createRoot((dispose) => {
    ends.push(dispose)
    const field = new TypedField()
    const editing = createEditing({ field, isApple: false, put: (change) => field.change(change) })
    field.type(value)
    return { field, ...editing }
  })
const code = '```\n\n```'
const inCode = () => {
  const all = stage(code)
  all.field.moveCaret(4)
  return all
}

test('a key with Ctrl formats the selection, and other keys stay the field’s', () => {
  const { field } = stage('so')
  field.select(0, 2)
  expect(field.press('b', { ctrlKey: true })).toBe(false)
  expect(field.value).toBe('**so**')
  expect(['b', 'Tab', 'Enter', 'Escape'].map((key) => field.press(key))).toEqual([true, true, true, true])
})

test('Tab indents only in code, and after Esc it leaves the field', () => {
  const { field } = inCode()
  expect(field.press('Tab')).toBe(false)
  expect(field.value).toBe('```\n  \n```')
  expect(field.press('Tab', { shiftKey: true })).toBe(false)
  expect(field.value).toBe(code)
  expect(field.press('Tab', { ctrlKey: true })).toBe(true)
  field.press('Escape')
  expect(field.press('Shift', { shiftKey: true })).toBe(true)
  expect(field.press('Tab', { shiftKey: true })).toBe(true)
  expect(field.press('Tab')).toBe(false)
  field.press('Escape')
  expect(field.press('Tab')).toBe(true)
  field.moveCaret(field.value.length)
  expect(field.press('Tab')).toBe(true)
})

test('it is known whether the caret is in code', () => {
  const { field, inCode: isIn } = inCode()
  expect(isIn()).toBe(true)
  field.moveCaret(0)
  expect(isIn()).toBe(false)
})

test('a list continues after a line break that was typed, not after one that was pasted or undone', async () => {
  const { field } = stage('- a')
  field.breakLine()
  await Promise.resolve()
  expect(field.value).toBe('- a\n- ')
  field.breakLine()
  await Promise.resolve()
  expect(field.value).toBe('- a\n')
  field.undo('- a\n- b\n')
  await Promise.resolve()
  expect(field.value).toBe('- a\n- b\n')
  field.paste('- c\n')
  await Promise.resolve()
  expect(field.value).toBe('- a\n- b\n- c\n')
})

test('Android: Enter ends the composed word, and the list continues', async () => {
  const { field } = stage('- ')
  field.typeOnAndroid('milk')
  field.enterOnAndroid()
  await Promise.resolve()
  expect(field.value).toBe('- milk\n- ')
})

for (const [engine, compose, commit] of [
  ['Chrome', 'composeInChrome', 'commitInChrome'],
  ['Safari', 'composeInSafari', 'commitInSafari'],
] as const) {
  test(`${engine}: while an input method composes, no key formats, indents or frees Tab`, () => {
    const { field } = inCode()
    for (const text of ['に', 'にh', 'にほ']) {
      field[compose](text)
      const before = field.value
      const taken = ['b', 'i', 'k', 'Tab', 'Escape', 'Enter'].map((key) =>
        field.press(key, { ctrlKey: key.length === 1, isComposing: true, keyCode: 229 }),
      )
      expect(taken).toEqual([true, true, true, true, true, true])
      expect(field.value).toBe(before)
    }
    expect(field[commit]('にほ')).toBe(true)
    expect(field.value).toBe('```\nにほ\n```')
    expect(field.press('Tab')).toBe(false)
  })

  test(`${engine}: the Enter that ends a composition continues no list`, async () => {
    const { field } = stage('- ')
    field[compose]('日本')
    expect(field[commit]('日本')).toBe(true)
    await Promise.resolve()
    expect(field.value).toBe('- 日本')
  })
}

test('corrections of the spelling help and dictated words stay as they come', async () => {
  const { field } = stage('- ')
  field.dictate('milk and')
  field.dictate('milk and bread')
  field.correct(2, 'Milk')
  await Promise.resolve()
  expect(field.value).toBe('- Milk and bread')
})
