import type { Case } from './fuzz.ts'

/** Cases that failed once. They are run every time, and none is taken out. */
export const knownCases: readonly Case[] = [
  // JSON.stringify ran out of stack on a deep value.
  { reader: 'body of set', from: 'shaped', seed: 2082033195 },
]
