import { expect, test } from 'vitest'
import type { ReactionView } from '../model/RoomView.ts'
import { mostUsed } from './mostUsed.ts'

const reaction = (emoji: string, people: number, own = false): ReactionView => ({
  emoji,
  own,
  users: Array.from({ length: people }, (_, at) => `user-${at}`),
})
const emojis = (reactions: readonly ReactionView[]) => reactions.map(({ emoji }) => emoji).join('')

test('the most frequent ones stay in sight, in the order they have', () => {
  expect(emojis(mostUsed([reaction('🐢', 1), reaction('🎉', 9), reaction('☕', 2), reaction('🚀', 30)], 2))).toBe(
    '🎉🚀',
  )
})

test('of two that are as frequent, the earlier one stays', () => {
  expect(emojis(mostUsed([reaction('🐢', 1), reaction('☕', 1), reaction('🎉', 2)], 2))).toBe('🐢🎉')
})

test("one's own stays in sight, however rare it is", () => {
  expect(emojis(mostUsed([reaction('🐢', 1, true), reaction('🎉', 9), reaction('🚀', 30)], 2))).toBe('🐢🎉🚀')
})
