import type { Case } from './fuzz.ts'

/** Cases that failed once. They run every time; never remove one. */
export const knownCases: readonly Case[] = [
  // JSON.stringify overflowed the stack on a deeply nested value.
  { reader: 'body of set', from: 'shaped', seed: 2082033195 },
]
