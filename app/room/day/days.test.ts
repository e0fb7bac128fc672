import { expect, test } from 'vitest'
import { dateOf, monthBefore, timeOf } from './days.ts'

const on = (year: number, month: number, day: number, hour = 0) => new Date(year, month - 1, day, hour).getTime()

test('a day is written for the date field and read back as its first moment, in local time', () => {
  for (const [year, month, day] of [
    [2004, 12, 25],
    [1970, 1, 1],
    [2026, 3, 29],
  ] as const)
    expect(timeOf(dateOf(on(year, month, day, 15)))).toBe(on(year, month, day))
  expect(dateOf(on(2004, 2, 3))).toBe('2004-02-03')
})

test.each(['', '2004', '2004-13-45', 'soon', '2004-12-25T10:00'])('%j names no day', (text) => {
  expect(timeOf(text)).toBe(null)
})

test('a time that no date field can hold is left empty', () => {
  expect(dateOf(Number.NaN)).toBe('')
  expect(dateOf(8.64e15)).toBe('')
})

test('a month before the 31st is the last day of a shorter month', () => {
  expect(monthBefore(on(2026, 3, 31, 9))).toBe(on(2026, 2, 28))
  expect(monthBefore(on(2026, 1, 15))).toBe(on(2025, 12, 15))
})
