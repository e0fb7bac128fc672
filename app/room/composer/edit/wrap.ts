import { backticksAround } from './backticks.ts'
import { type Change, changeLines, type Selected, wholeLines } from './change.ts'
import { prefixOf } from './linePrefix.ts'

/**
 * Puts marks around the selection, or takes them away if it has them. Emphasis ends with a block, so each line of several
 * gets marks of its own, after those of its list or quote.
 */
export const wrap = (selected: Selected, marks: string): Change => {
  const { text, from, to } = withoutEdges(selected)
  const words = text.slice(from, to)
  const size = marks.length
  if (words.includes('\n')) return wrapLines(selected, marks)
  if (from >= size && text.slice(from - size, from) === marks && text.slice(to, to + size) === marks)
    return { from: from - size, to: to + size, text: words, select: [from - size, to - size] }
  if (isWrapped(words, marks)) return { from, to, text: words.slice(size, -size), select: [from, to - 2 * size] }
  return { from, to, text: marks + words + marks, select: [from + size, to + size] }
}

/** A single backtick cannot hold others, so the marks are longer than any run of them. */
export const wrapCode = (selected: Selected): Change => {
  const { text, from, to } = withoutEdges(selected)
  const words = text.slice(from, to)
  if (words.includes('\n')) return wrapBlock(selected)
  if (isWrapped(words, '`') || !words.includes('`')) return wrap(selected, '`')
  const marks = backticksAround(words, 1)
  const space = /^`|`$/.test(words) ? ' ' : ''
  const start = from + marks.length + space.length
  return { from, to, text: marks + space + words + space + marks, select: [start, start + words.length] }
}

/** The selection as a fenced block on lines of its own. */
export const wrapBlock = ({ text, from, to }: Selected): Change => {
  const words = text.slice(from, to)
  const marks = backticksAround(words, 3)
  const before = from === 0 || text.charAt(from - 1) === '\n' ? '' : '\n'
  const after = to === text.length || text.charAt(to) === '\n' ? '' : '\n'
  const start = from + before.length + marks.length + 1
  return {
    from,
    to,
    text: `${before}${marks}\n${words}${words.endsWith('\n') ? '' : '\n'}${marks}${after}`,
    select: [start, start + words.length],
  }
}

/** The caret goes where something is missing: into the brackets, or to the words if an address is selected. */
export const wrapLink = (selected: Selected): Change => {
  const { text, from, to } = withoutEdges(selected)
  const words = text.slice(from, to)
  const isAddress = isAddressAlone(words)
  const caret = isAddress || words === '' ? from + 1 : to + 3
  return { from, to, text: isAddress ? `[](${words})` : `[${words}]()`, select: [caret, caret] }
}

export const isAddressAlone = (words: string): boolean => /^(?:https?:\/\/|mailto:)[^\s()]+$/i.test(words)

const wrapLines = (selected: Selected, marks: string): Change => {
  const { text, from, to } = wholeLines(selected)
  const all = text.slice(from, to).split('\n').map(prefixOf)
  const areWrapped = all.every(({ words }) => words.trim() === '' || isWrapped(words, marks))
  return changeLines(selected, (line) => {
    const { words } = prefixOf(line)
    const start = line.slice(0, line.length - words.length)
    if (words.trim() === '' || (!areWrapped && isWrapped(words, marks))) return line
    if (areWrapped) return start + words.slice(marks.length, -marks.length)
    return start + marks + words.trimEnd() + marks
  })
}

const isWrapped = (words: string, marks: string): boolean =>
  words.length > 2 * marks.length && words.startsWith(marks) && words.endsWith(marks)

/** Marks beside white space would not be marks. */
const withoutEdges = ({ text, from, to }: Selected): Selected => {
  const words = text.slice(from, to)
  if (words.trim() === '') return { text, from, to }
  const start = from + words.length - words.trimStart().length
  return { text, from: start, to: start + words.trim().length }
}
