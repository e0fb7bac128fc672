import { indentOf, withoutIndent } from './fence.ts'

/** Lines that begin with so much white space are code, or words that want to stand where they stand. */
export const codeIndent = 4

/** What begins an item of a list. */
export interface Mark {
  ordered: boolean
  number: number
  /** What all marks of one list share: `-`, `*`, `+`, `.` or `)`. */
  sign: string
  /** Columns before it, and up to the words behind it. */
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

const quote = /^ {0,3}> ?/
export const isQuoted = (line: string): boolean => quote.test(line)
export const withoutQuote = (line: string): string => line.replace(quote, '')

const task = /^\[([ xX])\][ \t]+(?=\S)/
/** Whether the words of an item are a task that is done, null where they are none, and the words behind its box. */
export const taskOf = (words: string): { done: boolean | null; words: string } => {
  const [box, tick] = task.exec(words) ?? []
  return box === undefined ? { done: null, words } : { done: tick !== ' ', words: words.slice(box.length) }
}
