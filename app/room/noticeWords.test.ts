import { expect, test } from 'vitest'
import { wordsForNotices } from './noticeWords.ts'
import type { MembershipNotice } from './view.ts'

const say = (...notices: [MembershipNotice['did'], string][]) =>
  wordsForNotices(notices.map(([did, name], at) => ({ did, name, time: at }))).replace(/[\u2068\u2069]/g, '')

test('16: who did the same is told together, and each once', () => {
  expect(say(['joined', 'amy'], ['left', 'cy'], ['joined', 'bob'], ['joined', 'amy'])).toBe(
    'amy and bob joined · cy left',
  )
  expect(say(['removed', 'amy'], ['removed', 'bob'])).toBe('amy and bob were removed')
  expect(say(['banned', 'amy'])).toBe('amy was banned')
})

test('16: many are a number', () => {
  expect(say(...['a', 'b', 'c', 'd', 'e'].map((name): ['joined', string] => ['joined', name]))).toBe(
    'a, b, c and 2 others joined',
  )
})

test('16: a room that was renamed says what it was called', () => {
  expect(say(['renamed', 'Shed'])).toBe('Shed was the name of this room until then')
})

test('5: a new device is told like coming and going', () => {
  expect(say(['device', 'Ada'])).toBe('Ada signed in on a new device')
  expect(say(['device', 'Ada'], ['device', 'Bob'])).toBe('Ada and Bob signed in on new devices')
})
