import { createRoot } from 'solid-js'
import { afterEach, expect, test, vi } from 'vitest'
import { TypedField } from '../../../tests/world/app/typed-field.ts'
import { createCompletion } from './createCompletion.ts'
import type { Token } from './token.ts'

vi.stubGlobal('document', { getElementById: () => null })
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

const names = ['ann', 'anton', 'nihao', 'にほん']

const stage = ({ touch = false } = {}) =>
  createRoot((dispose) => {
    ends.push(dispose)
    const field = new TypedField()
    const closedCodes: string[] = []
    const completion = createCompletion({
      field,
      isTouch: () => touch,
      offersFor: ({ sign, word }: Token) => (sign === '@' ? names.filter((name) => name.startsWith(word)) : []),
      keyOf: (name) => name,
      choose: (name, { from }) => field.replaceFrom(from, `@${name} `),
      onClosedCode: ({ word }) => void closedCodes.push(word),
    })
    const active = () => completion.offers()[completion.options.active()]
    return { ...completion, field, active, closedCodes }
  })

test('typing offers, arrow keys move, and Enter takes what is active, in the place of the token', () => {
  const { field, offers, active } = stage()
  field.type('hi @an')
  expect(offers()).toEqual(['ann', 'anton'])
  expect(active()).toBe('ann')
  expect(field.press('ArrowDown')).toBe(false)
  expect(active()).toBe('anton')
  expect(field.press('Enter')).toBe(false)
  expect(field.value).toBe('hi @anton ')
  expect(offers()).toEqual([])
})

test('Tab takes it too, and keys belong to the field again once nothing is offered', () => {
  const { field } = stage()
  field.type('@ant')
  expect(field.press('Tab')).toBe(false)
  expect(field.value).toBe('@anton ')
  expect(['Enter', 'Tab', 'ArrowUp', 'ArrowDown', 'Escape'].map((key) => field.press(key))).toEqual([
    true,
    true,
    true,
    true,
    true,
  ])
})

test('Esc closes it for this token, and the next token is offered again', () => {
  const { field, offers } = stage()
  field.type('@an')
  expect(field.press('Escape')).toBe(false)
  expect(offers()).toEqual([])
  field.type('n')
  expect(offers()).toEqual([])
  expect(field.press('Enter')).toBe(true)
  field.type(' @a')
  expect(offers()).toEqual(['ann', 'anton'])
})

test('after the sign alone, Enter and Tab stay the field’s until a key chose', () => {
  const { field, offers } = stage()
  field.type('@')
  expect(offers()).toEqual(names)
  expect(field.press('Enter')).toBe(true)
  expect(field.press('Tab')).toBe(true)
  field.press('ArrowDown')
  expect(field.press('Enter')).toBe(false)
  expect(field.value).toBe('@ann ')
})

test('keys with a modifier are never taken', () => {
  const { field } = stage()
  field.type('@an')
  const modified = ['shiftKey', 'ctrlKey', 'altKey', 'metaKey'].flatMap((modifier) =>
    ['Enter', 'ArrowUp', 'Tab', 'Escape'].map((key) => field.press(key, { [modifier]: true })),
  )
  expect(modified).toEqual(modified.map(() => true))
})

test('moving the caret away closes it, and moving back offers again', () => {
  const { field, offers } = stage()
  field.type('x @an')
  field.moveCaret(1)
  expect(offers()).toEqual([])
  field.moveCaret(5)
  expect(offers()).toEqual(['ann', 'anton'])
  field.dispatchEvent(new Event('blur'))
  expect(offers()).toEqual([])
})

for (const [engine, compose, commit] of [
  ['Chrome', 'composeInChrome', 'commitInChrome'],
  ['Safari', 'composeInSafari', 'commitInSafari'],
] as const) {
  test(`${engine}: while an input method composes, nothing is offered and no key is taken`, () => {
    const { field, offers } = stage()
    field.type('@')
    for (const text of ['に', 'にh', 'にほ', 'にほん']) {
      field[compose](text)
      expect(offers(), text).toEqual([])
      const taken = ['ArrowDown', 'Tab', 'Escape', 'Enter'].map((key) =>
        field.press(key, { isComposing: true, keyCode: 229 }),
      )
      expect(taken).toEqual([true, true, true, true])
    }
  })

  test(`${engine}: the Enter that ends a composition takes no offer, and the next one does`, () => {
    const { field, offers } = stage()
    field.type('@')
    for (const text of ['に', 'にほ', 'にほん']) field[compose](text)
    expect(field[commit]('にほん')).toBe(true)
    expect(field.value).toBe('@にほん')
    expect(offers()).toEqual(['にほん'])
    expect(field.press('Enter')).toBe(false)
    expect(field.value).toBe('@にほん ')
  })

  test(`${engine}: a list that is open when a composition begins closes`, () => {
    const { field, offers } = stage()
    field.type('@')
    expect(offers().length).toBe(4)
    field[compose]('n')
    expect(offers()).toEqual([])
    field[commit]('n')
    expect(offers()).toEqual(['nihao'])
  })
}

test('Android: every word is composed, so it is offered while that goes on, and a tap takes it', () => {
  const { field, offers, choose } = stage({ touch: true })
  field.signOnAndroid('@')
  field.typeOnAndroid('an')
  expect(offers()).toEqual(['ann', 'anton'])
  choose('anton')
  expect(field.value).toBe('@anton ')
  expect(offers()).toEqual([])
})

test('Android: no key is taken from the keyboard, and the next word closes the list', () => {
  const { field, offers } = stage({ touch: true })
  field.signOnAndroid('@')
  field.typeOnAndroid('ann')
  expect(field.press('Enter', { keyCode: 229, isComposing: true })).toBe(true)
  expect(field.press('Unidentified', { keyCode: 229, isComposing: true })).toBe(true)
  field.signOnAndroid(' ')
  expect(offers()).toEqual([])
  expect(field.value).toBe('@ann ')
})

test('a short code is closed by a typed colon, but not by a composed one, and not again by undo', () => {
  const { field, closedCodes } = stage()
  field.type(':tada:')
  expect(closedCodes).toEqual(['tada'])
  field.undo('so :heart:')
  expect(closedCodes).toEqual(['tada'])
  field.type(' ')
  field.composeInChrome(':smile:')
  expect(closedCodes).toEqual(['tada'])
})

test('Android: a short code is closed by the colon after a composed word', () => {
  const { field, closedCodes } = stage({ touch: true })
  field.signOnAndroid(':')
  field.typeOnAndroid('tada')
  field.signOnAndroid(':')
  expect(closedCodes).toEqual(['tada'])
})
