import { expect, test } from 'vitest'
import { say } from '../message/testMessage.ts'
import type { MemberView } from '../model/RoomView.ts'
import { readByText } from './readByText.ts'

const message = { ...say({ own: true, user: 'me' }), time: 5, name: 'device.5' }
const after = { time: 6, name: 'device.6' }
const before = { time: 4, name: 'device.4' }
const plain = (text: string) => text.replaceAll(/[\u2068\u2069]/g, '')
const text = (
  readers: { [user: string]: typeof after | null } | null,
  { names = ['Mona', 'Olga', 'Milo'], kind = 'room' as 'room' | 'direct', of = message } = {},
) =>
  plain(
    readByText(
      {
        kind: () => kind,
        members: () =>
          [
            { user: 'me', name: 'Ann', you: true },
            ...names.map((name) => ({ user: name, name, you: false })),
          ] as MemberView[],
        readers: () => readers && new Map(Object.entries(readers)),
      },
      of,
    ),
  )

test('it names those who have read the message, or says that everyone has', () => {
  expect(text({ Mona: after, Olga: before, Milo: null })).toBe('Read by Mona')
  expect(text({ Milo: after, Mona: { time: 5, name: 'device.5' }, Olga: null })).toBe('Read by Mona and Milo')
  expect(text({ Mona: after, Olga: after, Milo: after })).toBe('Read by everyone')
})

test('it does not say everyone if somebody does not tell, or there is only one other', () => {
  expect(text({ Mona: after, Olga: after })).toBe('Read by Mona and Olga')
  expect(text({ Mona: after }, { names: ['Mona'] })).toBe('Read by Mona')
})

test('many are counted', () => {
  const names = ['Ann', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn']
  const readers = Object.fromEntries(names.slice(0, 5).map((name) => [name, after]))
  expect(text(readers, { names })).toBe('Read by Ann, Ben, Cleo and 2 others')
})

test('in a conversation of two it says only that it was read', () => {
  expect(text({ Mona: after }, { names: ['Mona'], kind: 'direct' })).toBe('Read')
  expect(text({ Mona: after }, { kind: 'direct' })).toBe('Read by Mona')
})

test('it says nothing if nobody has read it, nobody tells, or it is not sent', () => {
  expect([text({ Mona: before }), text(null), text({})]).toEqual(['', '', ''])
  expect(text({ Mona: after }, { of: { ...message, state: { name: 'device' } } })).toBe('')
})
