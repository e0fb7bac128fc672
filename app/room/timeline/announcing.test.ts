import { expect, test } from 'vitest'
import type { MessageView } from '../model/RoomView.ts'
import { announce, newSince, stillThere } from './announcing.ts'

const message = (time: number, more: Partial<MessageView> = {}) =>
  ({
    name: `a.${time}`,
    time,
    author: 'Olga',
    text: `said at ${time}`,
    own: false,
    blocked: false,
    ...more,
  }) as MessageView
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '')

test('announces new messages of others, but not your own or those of a blocked person', () => {
  const talk = [message(1), message(2), message(3, { own: true }), message(4, { blocked: true }), message(5)]
  expect(newSince(talk, { time: 1, name: 'a.1' }).map(({ time }) => time)).toEqual([2, 5])
})

test('reads out the last three messages, and how many more there are', () => {
  expect(plain(announce([1, 2, 3, 4].map((time) => message(time))))).toBe(
    '1 more message. Olga: said at 2 Olga: said at 3 Olga: said at 4',
  )
  expect(announce([])).toBe('')
})

test("doesn't read out a message that was erased meanwhile", () => {
  const [one, two, three] = [message(1), message(2), message(3)]
  expect(stillThere([one, three], [two, three])).toEqual([three])
  expect(stillThere([one], [two, three])).toEqual([])
  expect(stillThere([one, two, three], [])).toEqual([])
  // An edited message is another object with the same name.
  expect(stillThere([message(2, { text: 'edited' })], [two])).toEqual([two])
})
