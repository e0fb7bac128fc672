import { expect, test } from 'vitest'
import { stepsBetween } from './change.ts'

const before = ['start', 'a', 'b', 'c', 'end']

test('rows added below are one plain step', () => {
  const after = ['start', 'a', 'b', 'c', 'd', 'end']
  expect(stepsBetween(before, after, 1)).toEqual([{ keys: after, shift: false }])
})

test('rows added above are one step that keeps the end in place', () => {
  const after = ['start', 'x', 'y', 'a', 'b', 'c', 'end']
  expect(stepsBetween(before, after, 1)).toEqual([{ keys: after, shift: true }])
})

test('rows added on both sides are two steps', () => {
  const after = ['start', 'x', 'a', 'b', 'c', 'd', 'end']
  expect(stepsBetween(before, after, 1)).toEqual([
    { keys: ['start', 'x', 'a', 'b', 'c', 'd'], shift: true },
    { keys: after, shift: false },
  ])
})

test('a row removed above keeps the end in place too', () => {
  const after = ['start', 'b', 'c', 'end']
  expect(stepsBetween(before, after, 2)).toEqual([{ keys: after, shift: true }])
})

test('if the anchor row is gone, the change is one plain step', () => {
  expect(stepsBetween(before, ['z'], 1)).toEqual([{ keys: ['z'], shift: false }])
  expect(stepsBetween([], before, 0)).toEqual([{ keys: before, shift: false }])
})
