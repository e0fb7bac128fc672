import type { Change } from './change.ts'
import { isInCode } from './inCode.ts'
import { prefixOf } from './linePrefix.ts'

/**
 * What follows a line break that was just typed, right before the caret: the next item of a list, the next line of a
 * quote, the indentation of code. After an item without words, the list ends instead. Null: nothing follows.
 */
export const continueLine = (text: string, caret: number): Change | null => {
  const end = caret - 1
  const start = text.lastIndexOf('\n', end - 1) + 1
  const line = text.slice(start, end)
  if (isInCode(text, caret)) return typed(caret, /^[ \t]*/.exec(line)?.[0] ?? '')
  const { quotes, mark, task, words } = prefixOf(line)
  if (mark === '' && !quotes.includes('>')) return null
  if (words.trim() === '') return { from: start, to: caret, text: '', select: [start, start] }
  return typed(caret, quotes + nextMark(mark) + (task && '[ ] '))
}

const typed = (at: number, text: string): Change | null =>
  text === '' ? null : { from: at, to: at, text, select: [at + text.length, at + text.length] }

const nextMark = (mark: string): string => mark.replace(/^\d+/, (number) => String(Number(number) + 1))
