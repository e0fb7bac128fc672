import { expect, test } from 'vitest'
import { refusalCodes } from '../../shared/wire/results.ts'
import { people, sentences } from './sentences.ts'

test('every refusal of the relay has a sentence', () => {
  for (const code of refusalCodes) expect(sentences.refusal[code]).toMatch(/\.$/)
})

test('people are named as one would say it', () => {
  expect(people([])).toBe('')
  expect(people(['amy'])).toBe('amy')
  expect(people(['amy', 'bob'])).toBe('amy and bob')
  expect(people(['amy', 'bob', 'cy'])).toBe('amy, bob and cy')
  expect(people(['amy', 'bob', 'cy', 'dee', 'eve'])).toBe('amy, bob and 3 others')
})
