import { expect, test } from 'vitest'
import { say } from '../message/testMessage.ts'
import { createRange, type Selected } from './range.ts'

const stage = () => {
  let selected: Selected = null
  const range = createRange({
    messages: () => ['a', 'b', 'c', 'd', 'e'].map((name) => say({ name })),
    selected: () => selected,
    select: (names) => {
      selected = names
    },
  })
  const chosen = () => (selected === null ? null : [...selected].sort().join(''))
  return { ...range, chosen, stop: () => (selected = null) }
}

test('messages are selected one by one, and let go again', () => {
  const { toggle, chosen } = stage()
  expect(chosen()).toBeNull()
  toggle('d')
  toggle('b')
  expect(chosen()).toBe('bd')
  toggle('d')
  toggle('b')
  expect(chosen()).toBe('')
})

test('a range grows and shrinks from where it starts, beside what was selected before', () => {
  const { toggle, extendTo, chosen } = stage()
  toggle('a')
  toggle('c')
  extendTo('e')
  expect(chosen()).toBe('acde')
  extendTo('d')
  expect(chosen()).toBe('acd')
  extendTo('b')
  expect(chosen()).toBe('abc')
})

test('a range without a selection starts where the person was, and otherwise at the message itself', () => {
  const { extendTo, chosen, stop } = stage()
  extendTo('d', 'b')
  expect(chosen()).toBe('bcd')
  stop()
  extendTo('d')
  expect(chosen()).toBe('d')
})
