import { openAfter } from '../../../shared/markdown/open-code.ts'

/** What stands right before the caret and may become an emoji, a person, a room or a command. */
export interface Token {
  sign: ':' | '@' | '#' | '/'
  /** What follows the sign. */
  word: string
  /** Where the sign stands in the text. */
  from: number
}

/** A sign inside a word, a number, an address or a path begins nothing. */
const begun = /(?<![\p{L}\p{M}\p{N}_:@#/.&=+-])([:@#])([\p{L}\p{M}\p{N}._+-]*)$/u
const closed = /(?<![\p{L}\p{M}\p{N}_:/])(:)([a-z0-9_+-]{2,}):$/u
/** A command is the first word of a message. */
const command = /^(\/)([a-z]*)$/i
/** Longer than any name. */
const longest = 80

/** Null in code, and where no sign stands before the caret. An emoji needs two letters: `:D` is an emoticon. */
export const tokenAt = (text: string, caret: number): Token | null => {
  const token = read(text.startsWith('/') && caret < longest ? command : begun, text, caret) ?? read(begun, text, caret)
  if (!token || (token.sign === ':' && [...token.word].length < 2)) return null
  return isCode(text.slice(0, caret)) ? null : token
}

/** A short code whose second colon stands right before the caret. */
export const closedCodeAt = (text: string, caret: number): Token | null => {
  const token = read(closed, text, caret)
  return token && !isCode(text.slice(0, caret)) ? token : null
}

const read = (pattern: RegExp, text: string, caret: number): Token | null => {
  const before = text.slice(Math.max(0, caret - longest), caret)
  const found = pattern.exec(before)
  if (!found) return null
  const [, sign, word = ''] = found
  return { sign: sign as Token['sign'], word, from: caret - before.length + found.index }
}

/** Whether what is typed after this text is code: in a fence, or after a single backtick in the same line. */
const isCode = (before: string): boolean => {
  const lineStart = before.lastIndexOf('\n') + 1
  const ticks = before.slice(lineStart).split('`').length - 1
  return ticks % 2 === 1 || openAfter(before.slice(0, lineStart), null) !== null
}
