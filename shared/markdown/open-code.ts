import { closesFence, type Fence, indentOf, openingFence, withoutIndent } from './fence.ts'
import { isQuoted, markOf, taskOf, withoutQuote } from './mark.ts'

/** What code may stand in: a quote, or an item of a list. How its first line begins, and how each further one does. */
export interface Holder {
  first: string
  further: string
}

/** Fenced code that is not closed, and what it stands in, from the outside in. */
export interface OpenCode {
  fence: Fence
  holders: readonly Holder[]
}

interface Line {
  holders: readonly Holder[]
  /** Behind all that its holders begin it with. */
  words: string
}

const quote: Holder = { first: '> ', further: '> ' }
/** As many levels as `parseMarkdown` reads. */
const deepest = 8

/** The code that is open at the end of a text which begins in `open`. Each line is read once for each level that it is nested in. */
export const openAfter = (text: string, open: OpenCode | null): OpenCode | null => {
  let holders = open?.holders ?? []
  let fence = open?.fence ?? null
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const still = goOn(line, holders)
    if (fence && still.holders.length === holders.length) {
      if (closesFence(still.words, fence)) fence = null
      continue
    }
    const begun = begin(still)
    holders = begun.holders
    fence = openingFence(begun.words)
  }
  return fence && { fence, holders }
}

/** Whether the next line closes it. */
export const isClosedBy = (line: string, { fence, holders }: OpenCode): boolean => {
  const { holders: still, words } = goOn(line, holders)
  return still.length === holders.length && closesFence(words, fence)
}

/** As much of a line as still stands in what the line before stood in. */
const goOn = (line: string, holders: readonly Holder[]): Line => {
  let [words, held] = [line, 0]
  for (const holder of holders) {
    if (holder === quote && isQuoted(words)) words = withoutQuote(words)
    else if (holder !== quote && isIn(holder, words)) words = withoutIndent(words, holder.further.length)
    else break
    held++
  }
  return { holders: holders.slice(0, held), words }
}

const isIn = ({ further }: Holder, words: string): boolean => words.trim() === '' || indentOf(words) >= further.length

const begin = ({ holders, words }: Line): Line => {
  if (holders.length >= deepest) return { holders, words }
  if (isQuoted(words)) return begin({ holders: [...holders, quote], words: withoutQuote(words) })
  const mark = markOf(words)
  if (!mark) return { holders, words }
  const first = words.slice(0, words.length - mark.words.length).padEnd(mark.width)
  const item = { first, further: ' '.repeat(mark.width) }
  return begin({ holders: [...holders, item], words: taskOf(mark.words).words })
}
