import { expect, test } from 'vitest'
import type { MembershipNotice } from '../model/RoomView.ts'
import { noticesText } from './noticesText.ts'

const say = (...notices: [MembershipNotice['did'], string][]) =>
  noticesText(notices.map(([did, name], at) => ({ did, name, time: at }))).replace(/[\u2068\u2069]/g, '')

test('people who did the same are named together, each of them once', () => {
  expect(say(['joined', 'amy'], ['left', 'cy'], ['joined', 'bob'], ['joined', 'amy'])).toBe(
    'amy and bob joined · cy left',
  )
  expect(say(['removed', 'amy'], ['removed', 'bob'])).toBe('amy and bob were removed')
  expect(say(['banned', 'amy'])).toBe('amy was banned')
})

test('joining, being removed and joining again are told in this order', () => {
  expect(say(['joined', 'cy'], ['removed', 'cy'], ['joined', 'cy'])).toBe(
    'cy joined · cy was removed · cy joined again',
  )
  expect(say(['removed', 'cy'], ['joined', 'cy'])).toBe('cy was removed · cy joined again')
  expect(say(['joined', 'amy'], ['left', 'amy'], ['joined', 'bob'], ['joined', 'amy'], ['left', 'bob'])).toBe(
    'amy and bob joined · amy and bob left · amy joined again',
  )
})

test('the last thing that happened to a person is told last of them, whatever others did', () => {
  expect(say(['left', 'bob'], ['joined', 'cy'], ['left', 'cy'], ['banned', 'bob'])).toBe(
    'bob left · cy joined · cy left · bob was banned',
  )
})

test('two people with the same name count as two', () => {
  const sam = (user: string, did: MembershipNotice['did'], time: number) => ({ did, name: 'Sam', time, user })
  const words = noticesText([sam('a', 'joined', 1), sam('b', 'joined', 2), sam('a', 'left', 3)])
  expect(words.replace(/[\u2068\u2069]/g, '')).toBe('Sam and Sam joined · Sam left')
})

test('for a person who comes and goes all day it tells eight changes, and then how many more', () => {
  const notices = Array.from({ length: 20 }, (_, at): ['joined' | 'left', string] => [at % 2 ? 'left' : 'joined', 'cy'])
  expect(say(...notices)).toMatch(/^cy joined · (cy left · cy joined again · ){3}cy left · 12 more changes$/)
})

test('more than a few people are given as a number', () => {
  expect(say(...['a', 'b', 'c', 'd', 'e'].map((name): ['joined', string] => ['joined', name]))).toBe(
    'a, b, c and 2 others joined',
  )
})

test('each renaming of a room tells the old and the new name', () => {
  const renamed = (name: string, to: string, time: number) => ({ did: 'renamed', name, to, time }) as const
  const words = noticesText([renamed('Shed', 'Barn', 1), renamed('Barn', 'Shed', 2), renamed('Shed', 'Loft', 3)])
  expect(words.replace(/[\u2068\u2069]/g, '')).toBe(
    'Room renamed from Shed to Barn · Room renamed from Barn to Shed · Room renamed from Shed to Loft',
  )
})

test('new devices are told together, like joining and leaving', () => {
  expect(say(['device', 'Ada'])).toBe('Ada signed in on a new device')
  expect(say(['device', 'Ada'], ['device', 'Bob'])).toBe('Ada and Bob signed in on new devices')
})

test('a name is written unchanged, even with the sign that stands for a number elsewhere', () => {
  expect(say(['removed', 'C#'], ['removed', 'bob'])).toBe('C# and bob were removed')
})
