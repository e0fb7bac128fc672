import { expect, test } from 'vitest'
import { closedCodeAt, tokenAt } from './token.ts'

/** The caret stands at `|`. */
const at = (drawn: string) => tokenAt(drawn.replace('|', ''), drawn.indexOf('|'))
const short = (drawn: string) => {
  const token = at(drawn)
  return token && `${token.sign}${token.word}@${token.from}`
}

test.each([
  [':ta|', ':ta@0'],
  ['so :ta| much', ':ta@3'],
  [':+1|', ':+1@0'],
  ['@|', '@@0'],
  ['@an|', '@an@0'],
  ['(@an|)', '@an@1'],
  ['**@an|**', '@an@2'],
  ['hi @ján|', '@ján@3'],
  ['#|', '#@0'],
  ['see #gar|den', '#gar@4'],
  ['one\n@an|', '@an@4'],
  ['🎉@an|', '@an@2'],
  ['@ann @b|', '@b@5'],
  ['/|', '/@0'],
  ['/to|', '/to@0'],
  ['/topic @an|', '@an@7'],
])('a token stands before the caret in %j', (drawn, token) => {
  expect(short(drawn)).toBe(token)
})

test.each([
  [':|'],
  [':D|'],
  [':)|'],
  ['at 12:30|'],
  ['https://exam|'],
  ['ann@exam|'],
  ['a::be|'],
  ['C#ab|'],
  ['## Ti|'],
  ['/r/x#ab|'],
  [' /to|'],
  ['a\n/to|'],
  ['/etc/ho|'],
  ['@an |'],
  ['|@an'],
  ['note:foo|'],
])('nothing begins in %j', (drawn) => {
  expect(at(drawn)).toBeNull()
})

test.each([['```\n@an|'], ['~~~js\nlet a\n:ta|'], ['> ```\n> #ga|'], ['run `@an|']])(
  'nothing is completed in code: %j',
  (drawn) => {
    expect(at(drawn)).toBeNull()
  },
)

test.each([['```\ncode\n```\n@an|'], ['run `this` @an|'], ['a ` in the line before\n@an|']])(
  'after code, completion goes on: %j',
  (drawn) => {
    expect(at(drawn)?.word).toBe('an')
  },
)

test('a short code is closed by its second colon', () => {
  const closed = (text: string) => closedCodeAt(text, text.length)
  expect(closed('so :tada:')).toEqual({ sign: ':', word: 'tada', from: 3 })
  expect(['12:30:', 'a:tada:', '`:tada:', ':Ta da:', '::'].map(closed)).toEqual([null, null, null, null, null])
})

test('in a long text, the place is that in the whole text', () => {
  expect(tokenAt(`${'a'.repeat(16_000)} @an`, 16_004)).toEqual({ sign: '@', word: 'an', from: 16_001 })
})
