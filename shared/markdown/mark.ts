import { indentOf, withoutIndent } from './fence.ts'

/** Indentation from which a line is code, or text that keeps its position. */
export const codeIndent = 4

/** The mark at the start of a list item. */
export interface Mark {
  ordered: boolean
  number: number
  /** The same for all items of one list: `-`, `*`, `+`, `.` or `)`. */
  sign: string
  /** `indent`: columns before the mark. `width`: columns up to the text after it. */
  indent: number
  width: number
  words: string
}

const mark = /^ {0,3}(?:([-*+])|(\d{1,9})([.)]))(?=[ \t]+\S)/
const rule = /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/

export const markOf = (line: string): Mark | null => {
  const [found, bullet, number = '1', dot = ''] = mark.exec(line) ?? []
  if (found === undefined || rule.test(line)) return null
  const behind = line.slice(found.length)
  const space = indentOf(behind)
  const width = found.length + (space <= codeIndent ? space : 1)
  return {
    ordered: bullet === undefined,
    number: Number(number),
    sign: bullet ?? dot,
    indent: indentOf(line),
    width,
    words: withoutIndent(behind, width - found.length),
  }
}

const heading = /^ {0,3}(#{1,6})[ \t]+(?=[^ \t])/
/** Null if the line is no heading. Number signs at its end are not part of it. */
export const headingOf = (line: string): { level: number; words: string } | null => {
  const [found, signs = ''] = heading.exec(line) ?? []
  if (found === undefined) return null
  const words = line.slice(found.length).trim()
  let end = words.length
  while (words.charAt(end - 1) === '#') end--
  const isClosed = end > 0 && /\s/.test(words.charAt(end - 1))
  return words === '' ? null : { level: signs.length, words: isClosed ? words.slice(0, end).trim() : words }
}

const quote = /^ {0,3}> ?/
export const isQuoted = (line: string): boolean => quote.test(line)
export const withoutQuote = (line: string): string => line.replace(quote, '')

const task = /^\[([ xX])\][ \t]+(?=\S)/
/** `done` is null if the item is not a task. `words`: the text after the checkbox. */
export const taskOf = (words: string): { done: boolean | null; words: string } => {
  const [box, tick] = task.exec(words) ?? []
  return box === undefined ? { done: null, words } : { done: tick !== ' ', words: words.slice(box.length) }
}
