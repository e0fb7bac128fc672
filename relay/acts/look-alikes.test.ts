import { expect, test } from 'vitest'
import { nameKeyOf } from './look-alikes.ts'

test.each([
  ['Garden', 'GARDEN'],
  ['garden', 'gаrdеn'],
  ['ada', 'аԁа'],
  ['KITCHEN', 'КІТСНЕN'],
  ['кот', 'КОТ'],
  ['kot', 'кот'],
  ['Room 10', 'Rооm lO'],
  ['Paypal', 'PaypaI'],
  ['modern', 'rnodern'],
  ['ｗｉｄｅ', 'wide'],
  ['ΑΘΗΝΑ', 'αθηνα'],
  ['می‌خواهم', 'میخواهم'],
])('%j and %j are one name', (one, other) => {
  expect(nameKeyOf(other)).toBe(nameKeyOf(one))
})

test.each([
  ['garden', 'gardens'],
  ['café', 'cafe'],
  ['garden 2', 'garden 3'],
  ['кухня', 'кухни'],
  ['🌱', '🌿'],
  ['東京', '京都'],
])('%j and %j are two', (one, other) => {
  expect(nameKeyOf(other)).not.toBe(nameKeyOf(one))
})

test('no key is empty, and a key is its own', () => {
  for (const name of ['a', '…', '٠', '　x', 'ΝΑΞΟΣ', '0O1lI', 'ﬁ', 'ß']) {
    expect(nameKeyOf(name)).not.toBe('')
    expect(nameKeyOf(nameKeyOf(name))).toBe(nameKeyOf(name))
  }
})
