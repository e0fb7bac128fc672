import type { Emoji } from './table.ts'

/** How well a word fits an emoji; lower is better. */
const ranks = { code: 0, codeStart: 1, nameStart: 2, tagStart: 3, codePart: 4, none: Number.POSITIVE_INFINITY }

/**
 * Emoji whose short codes, name or keywords fit all typed words, best first. Equal ones keep their order. Colons around
 * short codes may be typed.
 */
export const searchEmojis = (emojis: readonly Emoji[], typed: string): Emoji[] => {
  const words = typed.toLowerCase().replaceAll(':', ' ').trim().split(/\s+/)
  return emojis
    .map((emoji) => ({ emoji, rank: Math.max(...words.map((word) => rankOf(emoji, word))) }))
    .filter(({ rank }) => rank < ranks.none)
    .sort((a, b) => a.rank - b.rank)
    .map(({ emoji }) => emoji)
}

const rankOf = ({ codes, name, tags }: Emoji, word: string): number => {
  const starts = (other: string) => other.startsWith(word)
  if (codes.includes(word)) return ranks.code
  const begun = codes.filter(starts)
  // The shorter the code, the more of it is typed.
  if (begun.length > 0) return ranks.codeStart + Math.min(...begun.map(({ length }) => length)) / 1_000
  if (
    name
      .toLowerCase()
      .split(/[\s:-]+/)
      .some(starts)
  )
    return ranks.nameStart
  if (tags.some(starts)) return ranks.tagStart
  return codes.some((code) => code.includes(word)) ? ranks.codePart : ranks.none
}

/** The emoji with exactly this short code. */
export const emojiOfCode = (emojis: readonly Emoji[], code: string): Emoji | undefined =>
  emojis.find(({ codes }) => codes.includes(code))
