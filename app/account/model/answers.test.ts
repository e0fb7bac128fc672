import { expect, test } from 'vitest'
import { bodyOf, outcomeOf, troubleOf } from './answers.ts'

test('a successful answer is no trouble', () => {
  expect(troubleOf({ status: 204, body: {} })).toBe(null)
  expect(outcomeOf({ status: 202, body: {} })).toBe(null)
  expect(bodyOf({ status: 200, body: { email: 'a@b.c' } })).toEqual({ email: 'a@b.c' })
})

test.each([
  ['offline', 'offline'],
  [{ status: 502, body: {} }, 'offline'],
  [{ status: 403, body: { error: 'foreign-origin' } }, 'address'],
  [{ status: 507, body: { error: 'full' } }, 'full'],
  [{ status: 401, body: {} }, 'signed-out'],
  [{ status: 403, body: {} }, 'not-allowed'],
  [{ status: 404, body: {} }, 'unknown'],
  [{ status: 410, body: {} }, 'over'],
  [{ status: 429, body: {} }, 'too-many'],
  [{ status: 422, body: {} }, 'failed'],
] as const)('the answer %j counts as the trouble %s', (answer, trouble) => {
  expect(outcomeOf(answer)).toEqual({ trouble })
  expect(bodyOf(answer)).toBe(trouble)
})

test('an error about a field names that field', () => {
  const errors = [{ field: 'password', code: 'wrong' }]
  expect(outcomeOf({ status: 422, body: { errors } })).toEqual({ field: 'password', code: 'wrong' })
  expect(outcomeOf({ status: 422, body: { errors: 'nonsense' } })).toEqual({ trouble: 'failed' })
})
