import { expect, test } from 'vitest'
import { readBody, writeBody } from '../../shared/record/kinds.ts'
import { partsOf } from './partsOf.ts'

test('a long text goes in parts of at most 8,000 characters, none of them cut in two', () => {
  const text = `${'a'.repeat(7_999)}😀${'b'.repeat(8_000)}`
  const parts = partsOf(text)
  expect(parts.map(({ length }) => length)).toEqual([7_999, 8_000, 2])
  expect(parts.join('')).toBe(text)
})

test('half a character and control characters are no text; lines and tabs are', () => {
  expect(partsOf('a\ud83d b\u0000\tc\nd')).toEqual(['a\ufffd b\tc\nd'])
})

test('whatever is typed fits into a record', () => {
  for (const typed of ['\ud83d', '"', '\\', '語', '\n'])
    for (const part of partsOf(typed.repeat(8_000)))
      expect(readBody('post', writeBody({ kind: 'post', text: part }))).toEqual({ kind: 'post', text: part })
})
