import { closesFence, type Fence, indentOf, openingFence, withoutIndent } from './fence.ts'
import { isQuoted, markOf, taskOf, withoutQuote } from './mark.ts'

/** A quote or list item that contains code: the prefix of its first line, and of each further line. */
export interface Holder {
  first: string
  further: string
}

/** A fenced code block that is not closed, and its holders from the outside in. */
export interface OpenCode {
  fence: Fence
  holders: readonly Holder[]
}

interface Line {
  holders: readonly Holder[]
  /** The text after the prefixes of all holders. */
  words: string
}

const quote: Holder = { first: '> ', further: '> ' }
/** Same limit as in `parseMarkdown`. */
const deepest = 8

/** The code block open at the end of a text that starts inside `open`. Each line is read once per nesting level. */
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

/** Whether this line, if it came next, would close the code block. */
export const isClosedBy = (line: string, { fence, holders }: OpenCode): boolean => {
  const { holders: still, words } = goOn(line, holders)
  return still.length === holders.length && closesFence(words, fence)
}

/** The holders of the line before that this line continues, and its text after their prefixes. */
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
