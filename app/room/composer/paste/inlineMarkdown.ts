import { type HrefOf, hrefOfUrl } from '../../../../shared/links.ts'
import { isWord, parseInline } from '../../../../shared/markdown/inline.ts'
import type { Node } from '../../../../shared/markdown/node.ts'
import { backticksAround } from '../edit/backticks.ts'

/** A stretch of text that looks the same all along. */
export interface Run {
  text: string
  bold: boolean
  italic: boolean
  strike: boolean
  code: boolean
  href: string | null
}

const hrefOf: HrefOf = (address) => hrefOfUrl(URL.parse(address))

/**
 * The runs as Markdown that is drawn with the same words. Where the marks would not be read as marks, the words stay
 * without them.
 */
export const inlineMarkdown = (runs: readonly Run[]): string => {
  const all = merged(runs)
  const words = all.map(({ text }) => text).join('')
  const parts: string[] = []
  for (const [at, run] of all.entries()) {
    parts.push(runMarkdown(run, all[at - 1]?.text ?? '', all[at + 1]?.text ?? ''))
  }
  const marked = parts.join('')
  return wordsIn(parseInline(marked, hrefOf)) === words ? marked : asWords(words)
}

export const isPlain = ({ bold, italic, strike, code, href, text }: Run): boolean =>
  !bold && !italic && !strike && !code && (href === null || isSameAddress(href, text))

const merged = (runs: readonly Run[]): Run[] => {
  const all: Run[] = []
  for (const run of runs) {
    const last = all.at(-1)
    // White space looks the same in every style, and a link does not continue in another.
    if (last && (isAlike(last, run) || (run.text.trim() === '' && run.href === null))) last.text += run.text
    else if (run.text !== '') all.push({ ...run })
  }
  return all
}

const isAlike = (a: Run, b: Run): boolean =>
  a.bold === b.bold && a.italic === b.italic && a.strike === b.strike && a.code === b.code && a.href === b.href

/** Marks stand right beside the words, and white space outside. */
const runMarkdown = (run: Run, before: string, after: string): string => {
  const words = run.text.trim()
  if (words === '') return run.text
  const from = run.text.indexOf(words)
  const [start, end] = [run.text.slice(0, from), run.text.slice(from + words.length)]
  const isInWord =
    (start === '' && isWord(lastOf(before)) && isWord(words)) || (end === '' && isWord(after) && isWord(lastOf(words)))
  return start + marked(run, words, isInWord) + end
}

const lastOf = (text: string): string => Array.from(text.slice(-2)).at(-1) ?? ''

const marked = ({ bold, italic, strike, code, href }: Run, words: string, isInWord: boolean): string => {
  const isOneLine = !/\n\s*\n/.test(words)
  let text = code && isOneLine ? inCode(words) : asWords(words)
  if (!isInWord && isOneLine) {
    if (italic) text = `*${text}*`
    if (bold) text = `**${text}**`
    if (strike) text = `~~${text}~~`
  }
  const address = href === null ? null : hrefOf(href)
  if (address === null || words.includes('\n')) return text
  return isSameAddress(address, words) ? words : `[${text}](${inBrackets(address)})`
}

const inCode = (words: string): string => {
  const marks = backticksAround(words, 1)
  const space = words.startsWith('`') || words.endsWith('`') ? ' ' : ''
  return marks + space + words + space + marks
}

const isSameAddress = (address: string, words: string): boolean => {
  const known = hrefOf(words.trim())
  return known !== null && known === hrefOf(address)
}

const inBrackets = (address: string): string =>
  address.replace(/[()\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)

/** Escapes what would be read as marks, and only then. Addresses stay whole. */
const asWords = (words: string): string =>
  wordsIn(parseInline(words, hrefOf)) === words
    ? words
    : words.replace(/https?:\/\/\S+|[\\`*_~|[\]]/gi, (found) => (found.length > 1 ? found : `\\${found}`))

const wordsIn = (nodes: readonly Node[]): string =>
  nodes
    .map((node) =>
      node.type === 'text' || node.type === 'code' ? node.text : 'nodes' in node ? wordsIn(node.nodes) : '',
    )
    .join('')
