import { expect, test } from 'vitest'
import { momentsFrom } from './moments.ts'

const local = (text: string) => new Date(text).getTime()

test('offers an hour from now, nine tomorrow and nine on the next Monday', () => {
  expect(momentsFrom(local('2026-11-28T22:30'))).toEqual({
    hour: local('2026-11-28T23:30'),
    tomorrow: local('2026-11-29T09:00'),
    week: local('2026-11-30T09:00'),
  })
})

test('on a Monday and on a Sunday the next week begins on the Monday after', () => {
  expect(momentsFrom(local('2026-11-30T08:00')).week).toBe(local('2026-12-07T09:00'))
  expect(momentsFrom(local('2026-11-29T23:59')).week).toBe(local('2026-11-30T09:00'))
})
