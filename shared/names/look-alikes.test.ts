import { expect, test } from 'vitest'
import { lookOf, looksReserved, nameKeyOf } from './look-alikes.ts'

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
])('%j and %j count as the same name', (one, other) => {
  expect(nameKeyOf(other)).toBe(nameKeyOf(one))
})

test.each([
  ['garden', 'gardens'],
  ['café', 'cafe'],
  ['garden 2', 'garden 3'],
  ['кухня', 'кухни'],
  ['🌱', '🌿'],
  ['東京', '京都'],
])('%j and %j are two names', (one, other) => {
  expect(nameKeyOf(other)).not.toBe(nameKeyOf(one))
})

test('a key is never empty, and the key of a key is the same key', () => {
  for (const name of ['a', '…', '٠', '　x', 'ΝΑΞΟΣ', '0O1lI', 'ﬁ', 'ß']) {
    expect(nameKeyOf(name)).not.toBe('')
    expect(nameKeyOf(nameKeyOf(name))).toBe(nameKeyOf(name))
  }
})

test.each([
  ['admin', 'adm1n'],
  ['admin', 'adrnin'],
  ['admin', 'аdmin'],
  ['amy', 'amy.'],
  ['amy', 'a_m-y'],
  ['Amy Pond', 'amypond'],
  ['walter', 'vvalter'],
  ['claire', 'daire'],
  ['oscar', '0scar'],
  ['susan', '5u5an'],
  ['bill', 'bi1I'],
  ['José', 'Jose'],
  ['amy', 'a\u200dmy'],
  ['Amy', '𝓐𝓶𝔂'],
])('%j and %j look the same', (one, other) => {
  expect(lookOf(other)).toBe(lookOf(one))
})

test.each([
  ['amy', 'any'],
  ['amy', 'amy2'],
  ['bob', 'rob'],
  ['Ann', 'Anna'],
  ['日本', '日木'],
  ['Ana 🌱', 'Ana 🌿'],
  ['...', '…!'],
])('%j and %j look different', (one, other) => {
  expect(lookOf(other)).not.toBe(lookOf(one))
})

test('a name that looks like a reserved name is reserved too', () => {
  for (const name of ['Admin', 'adm1n', 'm0derator', 'r00t', 'supp-ort']) expect(looksReserved(name)).toBe(true)
  for (const name of ['adam', 'rooty', 'ann']) expect(looksReserved(name)).toBe(false)
})
