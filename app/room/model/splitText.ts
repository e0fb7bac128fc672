import { graphemeBorder } from '../../../shared/graphemes.ts'
import { isClosedBy, type OpenCode, openAfter } from '../../../shared/markdown/open-code.ts'
import { limits } from '../../../shared/record/limits.ts'
import { isVisible } from '../../../shared/visible.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are removed
const noText = /[\u0000-\u0008\u000b-\u001f\u007f]/g
/** Half of a surrogate pair, which cannot be written as UTF-8. */
const half = /\p{Surrogate}/gu
/**
 * Longest fence, language name and list prefix (in UTF-16 units) that are repeated in the next part. Real code has
 * shorter ones, and longer ones would leave no room for the text.
 */
const [longestMarks, longestLanguage, longestHolders] = [16, 16, 32]
/** Greatest length of the line that closes code at the end of a part. */
const longestEnd = 1 + longestHolders + longestMarks

/**
 * A text as the messages that are posted. Control characters are removed. A text that is too long for one message is
 * split between paragraphs, lines or words if possible, and never inside a character. Code that is split is fenced in
 * both parts.
 */
export const splitText = (text: string): string[] => {
  const parts: string[] = []
  let open: OpenCode | null = null
  let rest = withoutEdges(text.replace(/\r\n?/g, '\n').replace(noText, '').replace(half, '\ufffd'))
  while (isVisible(rest)) {
    const cut = firstOf(rest, open)
    if (isVisible(cut.part)) parts.push(cut.part)
    open = cut.open
    rest = open ? cut.rest : withoutEdges(cut.rest)
  }
  return parts
}

interface Cut {
  part: string
  /** The code block that continues in the rest, or null. */
  open: OpenCode | null
  rest: string
}

const firstOf = (text: string, open: OpenCode | null): Cut => {
  const head = open ? `${beginning(open)}\n` : ''
  if (head.length + text.length <= limits.textLength) return { part: head + text, open: null, rest: '' }
  const room = limits.textLength - head.length - longestEnd
  const end = beforeFence(text, borderIn(text, room), open)
  const said = text.slice(0, end)
  const code = codeAfter(said, open)
  if (!code) return { part: head + said.trimEnd(), open: null, rest: text.slice(end) }
  const part = `${head}${said.replace(/\n$/, '')}\n${further(code)}${code.fence.marks}`
  // If the cut is inside a line, the rest needs the same list or quote prefix as the line.
  if (!said.endsWith('\n')) return { part, open: code, rest: further(code) + text.slice(end) }
  const [line = ''] = text.slice(end, end + limits.textLength).split('\n', 1)
  // If the next line closes the code, skip it: this part has just closed it.
  return isClosedBy(line, code)
    ? { part, open: null, rest: text.slice(end + line.length) }
    : { part, open: code, rest: text.slice(end) }
}

const beginning = ({ fence, holders }: OpenCode): string =>
  `${holders.map(({ first }) => first).join('')}${fence.marks}${fence.language}`

const further = ({ holders }: OpenCode): string => holders.map(({ further }) => further).join('')

/**
 * Removes blank lines at the start and all white space at the end. The indent of the first line may be meant, so it
 * stays.
 */
const withoutEdges = (text: string): string => {
  const start = text.length - text.trimStart().length
  return text.slice(text.lastIndexOf('\n', start - 1) + 1).trimEnd()
}

/** The best place to split in the second half of what fits: after a paragraph, a line or a word. */
const borderIn = (text: string, length: number): number => {
  for (const between of ['\n\n', '\n']) {
    const at = text.lastIndexOf(between, length - between.length)
    if (at >= length / 2) return at + between.length
  }
  for (let at = length; at > length / 2; at--) if (isBetweenWords(text, at)) return at
  return graphemeBorder(text, length)
}

const isBetweenWords = (text: string, at: number): boolean =>
  /\s/.test(text.charAt(at - 1)) && !/^[\p{M}\u200d]/u.test(text.slice(at, at + 2))

/** If the part would end with a fence that was just opened, cut before it, so that the code begins in the next part. */
const beforeFence = (text: string, end: number, open: OpenCode | null): number => {
  const said = text.slice(0, end).trimEnd()
  const line = said.lastIndexOf('\n') + 1
  const isOpened =
    line > 0 &&
    /`{3}|~{3}/.test(said.slice(line)) &&
    codeAfter(said, open) !== null &&
    codeAfter(said.slice(0, line), open) === null
  return isOpened ? line : end
}

/** The code block that is open at the end of a text, or null. */
const codeAfter = (text: string, open: OpenCode | null): OpenCode | null => {
  const code = openAfter(text, open)
  if (!code || code.fence.marks.length > longestMarks || further(code).length > longestHolders) return null
  const { marks, language } = code.fence
  return { ...code, fence: { marks, language: language.slice(0, longestLanguage), more: '' } }
}
