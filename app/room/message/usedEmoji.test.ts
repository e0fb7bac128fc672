import { expect, test } from 'vitest'
import { mostUsed, readUsed, type Used, useOnce, writeUsed } from './usedEmoji.ts'

const use = (...emoji: string[]): Used => emoji.reduce<Used>(useOnce, [])

test('the six most used come first, filled up with usual ones', () => {
  expect(mostUsed([])).toEqual(['👍', '❤️', '😂', '🎉', '😮', '😢'])
  expect(mostUsed(use('🚀', '🚀', '🎉'))).toEqual(['🚀', '🎉', '👍', '❤️', '😂', '😮'])
})

test('what is used more often moves forward, and among equals what was used last', () => {
  expect(mostUsed(use('🚀', '🎉')).slice(0, 2)).toEqual(['🎉', '🚀'])
  expect(mostUsed(use('🚀', '🎉', '🚀', '👀')).slice(0, 3)).toEqual(['🚀', '👀', '🎉'])
})

test('of 1,000 different ones only 40 are kept, and one in use stays', () => {
  const many = Array.from({ length: 1_000 }, (_, at) => `emoji ${at}`)
  const used = use('🚀', '🚀', ...many)
  expect(used.length).toBe(40)
  expect(mostUsed(used)[0]).toBe('🚀')
})

test('what is kept is read as it was written, and anything else as nothing', () => {
  const used = use('🚀', '🎉', '🚀', '👩🏽‍💻')
  expect(readUsed(writeUsed(used))).toEqual(used)
  for (const kept of [null, '', '🚀', '🚀 many', '[1,2]', '🚀 -1']) expect(readUsed(kept), `${kept}`).toEqual([])
})
