import { graphemeBorder } from '../../shared/graphemes.ts'
import { closesFence, type Fence, openingFence } from '../../shared/markdown/fence.ts'
import { limits } from '../../shared/record/limits.ts'
import { isVisible } from '../../shared/visible.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
const noText = /[\u0000-\u0008\u000b-\u001f\u007f]/g
/** Half a character: it cannot be written as UTF-8. */
const half = /\p{Surrogate}/gu
/** Longer marks, or a longer language, are no code that anybody pasted, and would leave no room for it. */
const longestFence = 32

/**
 * A message as it is posted: what is no text goes, and what is too long for one goes in several. They part between paragraphs,
 * lines or words where there are any, and never inside a character; code that goes on in the next is fenced in both.
 */
export const partsOf = (text: string): string[] => {
  const parts: string[] = []
  let fence: Fence | null = null
  let rest = withoutEdges(text.replace(/\r\n?/g, '\n').replace(noText, '').replace(half, '\ufffd'))
  while (isVisible(rest)) {
    const cut = firstOf(rest, fence)
    if (isVisible(cut.part)) parts.push(cut.part)
    fence = cut.fence
    rest = fence ? cut.rest : withoutEdges(cut.rest)
  }
  return parts
}

interface Cut {
  part: string
  /** In which the rest goes on. */
  fence: Fence | null
  rest: string
}

const firstOf = (text: string, open: Fence | null): Cut => {
  const head = open ? `${open.marks}${open.language}\n` : ''
  if (head.length + text.length <= limits.textLength) return { part: head + text, fence: null, rest: '' }
  const room = limits.textLength - head.length - longestFence
  const end = beforeFence(text, borderIn(text, room), open)
  const said = text.slice(0, end)
  const fence = fenceAfter(said, open)
  if (!fence) return { part: head + said.trimEnd(), fence, rest: text.slice(end) }
  const part = `${head}${said.replace(/\n$/, '')}\n${fence.marks}`
  const [line = ''] = text.slice(end, end + longestFence).split('\n', 1)
  // Where the code ends there, it has just been closed.
  return closesFence(line, fence)
    ? { part, fence: null, rest: text.slice(end + line.length) }
    : { part, fence, rest: text.slice(end) }
}

/** White space in front of the first words may be meant; blank lines and what is behind the last are not. */
const withoutEdges = (text: string): string => {
  const start = text.length - text.trimStart().length
  return text.slice(text.lastIndexOf('\n', start - 1) + 1).trimEnd()
}

/** In the second half of what fits, where a reader would stop. */
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

/** Code of which nothing would be there yet begins in the next part. */
const beforeFence = (text: string, end: number, open: Fence | null): number => {
  const said = text.slice(0, end).trimEnd()
  const line = said.lastIndexOf('\n') + 1
  const isFence = line > 0 && openingFence(said.slice(line)) !== null
  return isFence && fenceAfter(said.slice(0, line), open) === null ? line : end
}

/** The fence that is open at the end of a text. */
const fenceAfter = (text: string, open: Fence | null): Fence | null => {
  let fence = open
  for (const line of text.split('\n'))
    if (!fence) fence = openingFence(line)
    else if (closesFence(line, fence)) fence = null
  if (!fence || fence.marks.length > longestFence / 2) return null
  return { marks: fence.marks, language: fence.language.slice(0, longestFence / 2), more: '' }
}
