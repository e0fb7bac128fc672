import { expect, test } from 'vitest'
import { stepsBetween } from './change.ts'

const before = ['start', 'a', 'b', 'c', 'end']

test('rows that come below are one plain step', () => {
  const after = ['start', 'a', 'b', 'c', 'd', 'end']
  expect(stepsBetween(before, after, 1)).toEqual([{ keys: after, shift: false }])
})

test('rows that come above are one step that holds the end', () => {
  const after = ['start', 'x', 'y', 'a', 'b', 'c', 'end']
  expect(stepsBetween(before, after, 1)).toEqual([{ keys: after, shift: true }])
})

test('rows on both sides are two steps', () => {
  const after = ['start', 'x', 'a', 'b', 'c', 'd', 'end']
  expect(stepsBetween(before, after, 1)).toEqual([
    { keys: ['start', 'x', 'a', 'b', 'c', 'd'], shift: true },
    { keys: after, shift: false },
  ])
})

test('a row that went away above is held by the end too', () => {
  const after = ['start', 'b', 'c', 'end']
  expect(stepsBetween(before, after, 2)).toEqual([{ keys: after, shift: true }])
})

test('an anchor that is gone leaves one plain step', () => {
  expect(stepsBetween(before, ['z'], 1)).toEqual([{ keys: ['z'], shift: false }])
  expect(stepsBetween([], before, 0)).toEqual([{ keys: before, shift: false }])
})
