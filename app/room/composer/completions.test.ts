import packed from 'virtual:emojis'
import { expect, test } from 'vitest'
import { readEmojis } from '../../emoji/table.ts'
import { testRoom } from '../../lobby/model/testRoom.ts'
import type { MemberView } from '../model/RoomView.ts'
import { completionsFor, type Known, textOf } from './completions.ts'

const member = (name: string, username: string, you = false): MemberView => ({
  user: username,
  name,
  username,
  role: 'member',
  picture: null,
  status: null,
  presence: 'online',
  here: false,
  you,
})
const known: Known = {
  members: [
    member('Olga Green', 'olga'),
    member('Ann Lee', 'pebble'),
    member('Jánoš', 'janos', true),
    member('Anton', 'toni'),
    member('Maria Ann', 'maria'),
  ],
  mayMentionAll: true,
  rooms: [
    testRoom('Garden talk'),
    testRoom('The garden'),
    testRoom('Old garden', { archived: true }),
    testRoom('Gary', { kind: 'direct' }),
  ],
  commands: ['me', 'topic', 'leave'],
  emojis: readEmojis(packed),
  tone: '0',
}
const texts = (typed: string, more: Partial<Known> = {}) =>
  completionsFor({ sign: typed.charAt(0) as '@', word: typed.slice(1), from: 0 }, { ...known, ...more }).map(textOf)

test('@ offers members by name and by username, beginnings first, and never oneself', () => {
  expect(texts('@ann')).toEqual(['@pebble', '@maria'])
  expect(texts('@TO')).toEqual(['@toni'])
  expect(texts('@janos')).toEqual([])
  expect(texts('@ol')).toEqual(['@olga'])
})

test('@room is offered last, to those who may mention everybody', () => {
  expect(texts('@')).toEqual(['@olga', '@pebble', '@toni', '@maria', '@room'])
  expect(texts('@ro')).toEqual(['@room'])
  expect(texts('@ro', { mayMentionAll: false })).toEqual([])
})

test('in a room with many members, @ offers eight, @room among them', () => {
  const members = Array.from({ length: 400 }, (_, at) => member(`Person ${at}`, `person${at}`))
  const offered = texts('@', { members })
  expect(offered.length).toBe(8)
  expect(offered.at(-1)).toBe('@room')
})

test('# offers rooms, but no conversations and no archived rooms', () => {
  expect(texts('#gar')).toEqual(['#Garden talk', '#The garden'])
  expect(texts('#zzz')).toEqual([])
})

test(': offers emoji in the chosen skin tone', () => {
  expect(texts(':tada')[0]).toBe('🎉')
  expect(texts(':thumbsup', { tone: '5' })[0]).toBe('👍🏿')
  expect(texts(':he').length).toBe(8)
})

test('an emoji is shown with the short code that was begun', () => {
  const [first] = completionsFor({ sign: ':', word: 'thumbsu', from: 0 }, known)
  expect(first).toMatchObject({ kind: 'emoji', code: 'thumbsup' })
})

test('/ offers commands', () => {
  expect(texts('/')).toEqual(['/me', '/topic', '/leave'])
  expect(texts('/TO')).toEqual(['/topic'])
})
