import { expect, test } from 'vitest'
import { readBody, writeBody } from '../../../shared/record/kinds.ts'
import { fitsOneMessage, fittingLength } from './messageLength.ts'

test.each(['a', '語', '😀', 'e\u0301'])(
  '16,000 characters fit into one message, as people count them: %s',
  (character) => {
    const text = character.repeat(16_000)
    expect(fitsOneMessage(text)).toBe(true)
    expect(fitsOneMessage(`${text}a`)).toBe(false)
    expect(fittingLength(text.repeat(3))).toBe(text.length)
    expect(readBody('post', writeBody({ kind: 'post', text }))).toEqual({ kind: 'post', text })
  },
)

test('of very long characters fewer fit, and still only whole ones', () => {
  const family = '👩‍👩‍👧‍👦'
  const length = fittingLength(family.repeat(16_000))
  expect(length % family.length).toBe(0)
  expect(length / family.length).toBeGreaterThan(2_000)
})
