import packed from 'virtual:emojis'
import { expect, test } from 'vitest'
import { emojiOfCode, searchEmojis } from './search.ts'
import { readEmojis } from './table.ts'

const all = readEmojis(packed)
const first = (typed: string, count = 1) =>
  searchEmojis(all, typed)
    .slice(0, count)
    .map(({ emoji }) => emoji)

test.each([
  ['tada', '🎉'],
  ['+1', '👍'],
  [':heart:', '❤️'],
  ['HEART', '❤️'],
  ['thumbsu', '👍'],
  ['hear', '❤️'],
  ['red heart', '❤️'],
  ['germany', '🇩🇪'],
  ['facepalm', '🤦'],
])('%j finds %s first', (typed, emoji) => {
  expect(first(typed)).toEqual([emoji])
})

test('it finds by keywords, after what is found by name', () => {
  const found = first('party', 50)
  expect(found.slice(0, 2)).toEqual(['🎉', '🥳'])
  expect(found.indexOf('👯')).toBeGreaterThan(1)
  expect(first('rofl', 3)).toContain('🤣')
})

test('every word has to fit', () => {
  expect(first('cat heart')).toEqual(['😻'])
  expect(first('cat zzz')).toEqual([])
})

test('a short code belongs to one emoji', () => {
  expect(emojiOfCode(all, 'tada')?.emoji).toBe('🎉')
  expect(emojiOfCode(all, 'tad')).toBeUndefined()
})
