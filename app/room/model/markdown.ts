import { parseMarkdown, wordsWithLinks } from '../../../shared/markdown/blocks.ts'
import type { Node } from '../../../shared/markdown/node.ts'
import { plainText } from '../../../shared/markdown/plain.ts'
import { capMarks } from '../../ui/marks.ts'
import { hrefOf } from './links.ts'

const kept = new Map<string, readonly Node[]>()
const keptAtMost = 2_000

/** Parses once: scrolling back to a message finds its nodes ready. */
export function parse(text: string): readonly Node[] {
  const found = kept.get(text)
  if (found) return found
  const nodes = parseMarkdown(capMarks(text), hrefOf)
  if (kept.size >= keptAtMost) kept.delete(kept.keys().next().value as string)
  kept.set(text, nodes)
  return nodes
}

/** Words from another place are shown as they were said; only addresses become links, and what somebody did is set apart. */
export const asSaid = (text: string): readonly Node[] => {
  const command = text.startsWith('/me ') ? text.slice(4) : null
  const nodes = wordsWithLinks(capMarks(command ?? text), hrefOf)
  return [{ type: 'paragraph', nodes: command === null ? nodes : [{ type: 'em', nodes }] }]
}

/** What a message says in one line of plain words. */
export const inWords = (text: string, imported: boolean): string => plainText(imported ? asSaid(text) : parse(text))
