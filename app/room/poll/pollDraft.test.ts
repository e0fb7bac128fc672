import { expect, test } from 'vitest'
import { type PollDraft, pollOf } from './pollDraft.ts'

const now = 1_000_000
const draft: PollDraft = {
  question: ' Lunch? ',
  options: ['Pizza ', 'Soup', ' ', ''],
  many: false,
  named: true,
  closing: 'never',
  at: '',
}

test('a poll has the options in which something is visible, and closes when the person says', () => {
  const poll = { options: ['Pizza', 'Soup'], many: false, named: true, closes: null }
  expect(pollOf(draft, now)).toEqual({ question: 'Lunch?', poll })
  const closes = (change: Partial<PollDraft>) => {
    const made = pollOf({ ...draft, ...change }, now)
    return typeof made === 'string' ? made : made.poll.closes
  }
  expect(closes({ closing: 'hour' })).toBe(now + 3_600_000)
  expect(closes({ closing: 'at', at: '2031-02-03T04:05' })).toBe(new Date(2031, 1, 3, 4, 5).getTime())
  expect(closes({ closing: 'at', at: '1969-02-03T04:05' })).toBe('pastTime')
  expect(closes({ closing: 'at', at: '' })).toBe('pastTime')
})

test('it says what is missing: a question, two options, and that they differ', () => {
  expect(pollOf({ ...draft, question: ' ' }, now)).toBe('noQuestion')
  expect(pollOf({ ...draft, options: ['Pizza', '\u200b'] }, now)).toBe('fewOptions')
  expect(pollOf({ ...draft, options: ['Soup', 'Pizza', 'Soup '] }, now)).toBe('sameOption')
})
