import { Lexer, type MarkedToken, type Token } from 'marked'
import type { Run } from '../../shared/links.ts'
import { capMarks } from '../ui/marks.ts'
import { runsOf } from './links.ts'

/** What a message is drawn from: plain data that can say nothing but these. */
export type Node =
  | { type: 'text'; text: string }
  | { type: 'break' }
  | { type: 'strong' | 'em' | 'del' | 'quote' | 'item' | 'paragraph'; nodes: readonly Node[] }
  | { type: 'code'; text: string }
  | { type: 'block'; text: string; language: string }
  | { type: 'link'; href: string; nodes: readonly Node[] }
  | { type: 'list'; ordered: boolean; start: number; nodes: readonly Node[] }

const mayBeMarkdown = /[*_`~[\]\\<>|&]|^\s*(?:[-+>#]|\d+[.)]\s)|^ {4}|^(?:-{2,}|={2,})\s*$/m
/** Longer than any person types; the lexer takes more than linear time on crafted text, so beyond this it is shown as it is. */
const longest = 12_000
const kept = new Map<string, readonly Node[]>()
const keptAtMost = 2_000

/** Parses once: scrolling back to a message finds its nodes ready. */
export function parse(text: string): readonly Node[] {
  const found = kept.get(text)
  if (found) return found
  const nodes = parseAnew(capMarks(text))
  if (kept.size >= keptAtMost) kept.delete(kept.keys().next().value as string)
  kept.set(text, nodes)
  return nodes
}

/** Words from another place are shown as they were said; only addresses become links. */
export const asSaid = (text: string): readonly Node[] => [paragraph(withLinks(capMarks(text)))]

function parseAnew(text: string): readonly Node[] {
  if (text.length > longest || !mayBeMarkdown.test(text)) return [paragraph(withLinks(text))]
  try {
    return blocks(new Lexer({ gfm: true, breaks: true }).lex(text))
  } catch {
    // The lexer overflows its stack on thousands of nested quotes: such a text is shown as it is.
    return [paragraph(withLinks(text))]
  }
}

const blocks = (tokens: readonly Token[]): Node[] => tokens.flatMap((token) => block(token as MarkedToken))

function block(token: MarkedToken): Node[] {
  switch (token.type) {
    case 'space':
      return []
    case 'paragraph':
      return [paragraph(inlines(token.tokens))]
    case 'text':
      return token.tokens ? inlines(token.tokens) : withLinks(token.raw)
    case 'code':
      return [{ type: 'block', text: token.text, language: (token.lang ?? '').split(/\s/)[0] ?? '' }]
    case 'blockquote':
      return [{ type: 'quote', nodes: blocks(token.tokens) }]
    case 'list':
      return [
        {
          type: 'list',
          ordered: token.ordered,
          start: Number(token.start) || 1,
          nodes: token.items.map((item) => ({ type: 'item', nodes: blocks(item.tokens) })),
        },
      ]
    default:
      // Headings, rules, tables, html and definitions are no part of talk: `# apt install` is a prompt, not a title.
      return [paragraph(withLinks(token.raw.trimEnd()))]
  }
}

const inlines = (tokens: readonly Token[]): Node[] => tokens.flatMap((token) => inline(token as MarkedToken))

function inline(token: MarkedToken): Node[] {
  switch (token.type) {
    case 'text':
      return token.tokens ? inlines(token.tokens) : [{ type: 'text', text: token.raw }]
    case 'escape':
      return [{ type: 'text', text: token.text }]
    case 'strong':
    case 'em':
    case 'del':
      return [{ type: token.type, nodes: inlines(token.tokens) }]
    case 'codespan':
      return [{ type: 'code', text: token.text }]
    case 'br':
      return [{ type: 'break' }]
    case 'link':
      return isSafe(token.href)
        ? [{ type: 'link', href: token.href, nodes: inlines(token.tokens) }]
        : [{ type: 'text', text: token.raw }]
    case 'image':
      return isSafe(token.href)
        ? [{ type: 'link', href: token.href, nodes: [{ type: 'text', text: token.text || token.href }] }]
        : [{ type: 'text', text: token.raw }]
    default:
      return [{ type: 'text', text: token.raw }]
  }
}

const isSafe = (href: string): boolean => {
  const url = URL.parse(href)
  return url !== null && ['http:', 'https:', 'mailto:'].includes(url.protocol)
}

const paragraph = (nodes: readonly Node[]): Node => ({ type: 'paragraph', nodes })
const withLinks = (text: string): Node[] => runsOf(text).map(asNode)
const asNode = (run: Run): Node =>
  run.href === null
    ? { type: 'text', text: run.text }
    : { type: 'link', href: run.href, nodes: [{ type: 'text', text: run.text }] }
