import { expect, test } from 'vitest'
import type { MembershipNotice } from '../model/RoomView.ts'
import { noticesText } from './noticesText.ts'

const say = (...notices: [MembershipNotice['did'], string][]) =>
  noticesText(notices.map(([did, name], at) => ({ did, name, time: at }))).replace(/[\u2068\u2069]/g, '')

test('people who did the same are named together, each of them once', () => {
  expect(say(['joined', 'amy'], ['left', 'mona'], ['joined', 'milo'], ['joined', 'amy'])).toBe(
    'amy and milo joined · mona left',
  )
  expect(say(['removed', 'amy'], ['removed', 'milo'])).toBe('amy and milo were removed')
  expect(say(['banned', 'amy'])).toBe('amy was banned')
  expect(say(['banned', 'amy'], ['unbanned', 'amy'])).toBe('amy was banned · amy is no longer banned')
})

test('joining, being removed and joining again are told in this order', () => {
  expect(say(['joined', 'mona'], ['removed', 'mona'], ['joined', 'mona'])).toBe(
    'mona joined · mona was removed · mona joined again',
  )
  expect(say(['removed', 'mona'], ['joined', 'mona'])).toBe('mona was removed · mona joined again')
  expect(say(['joined', 'amy'], ['left', 'amy'], ['joined', 'milo'], ['joined', 'amy'], ['left', 'milo'])).toBe(
    'amy and milo joined · amy and milo left · amy joined again',
  )
})

test('the last thing that happened to a person is told last of them, whatever others did', () => {
  expect(say(['left', 'milo'], ['joined', 'mona'], ['left', 'mona'], ['banned', 'milo'])).toBe(
    'milo left · mona joined · mona left · milo was banned',
  )
})

test('two people with the same name count as two', () => {
  const sam = (user: string, did: MembershipNotice['did'], time: number) => ({ did, name: 'Sam', time, user })
  const words = noticesText([sam('a', 'joined', 1), sam('b', 'joined', 2), sam('a', 'left', 3)])
  expect(words.replace(/[\u2068\u2069]/g, '')).toBe('Sam and Sam joined · Sam left')
})

test('for a person who comes and goes all day it tells eight changes, and then how many more', () => {
  const notices = Array.from({ length: 20 }, (_, at): ['joined' | 'left', string] => [
    at % 2 ? 'left' : 'joined',
    'mona',
  ])
  expect(say(...notices)).toMatch(/^mona joined · (mona left · mona joined again · ){3}mona left · 12 more changes$/)
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
  expect(say(['device', 'Ada'], ['device', 'Milo'])).toBe('Ada and Milo signed in on new devices')
})

test('who deleted how many of whose messages is told in one line', () => {
  const erased = (name: string, time: number, of?: string): MembershipNotice => ({
    did: 'erased',
    user: name,
    name,
    time,
    ...(of !== undefined && { of }),
  })
  const words = (...notices: MembershipNotice[]) => noticesText(notices).replace(/[\u2068\u2069]/g, '')
  expect(words(erased('Ann', 1))).toBe('Ann deleted a message')
  expect(words(erased('Olga', 1, 'Ann'))).toBe('Olga deleted a message by Ann')
  expect(words(erased('Olga', 1, ''))).toBe('Olga deleted a message')
  const joined: MembershipNotice = { did: 'joined', user: 'Ann', name: 'Ann', time: 3 }
  expect(words(erased('C#', 1), erased('Olga', 2, 'C#'), joined, erased('C#', 4), erased('C#', 5))).toBe(
    'Ann joined · C# deleted 3 messages · Olga deleted a message by C#',
  )
})

test('a name is written unchanged, even with the sign that stands for a number elsewhere', () => {
  expect(say(['removed', 'C#'], ['removed', 'milo'])).toBe('C# and milo were removed')
})
