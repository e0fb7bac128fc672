import { type HrefOf, hrefOfUrl } from '../../../shared/links.ts'
import { parseMarkdown, wordsWithLinks } from '../../../shared/markdown/blocks.ts'
import type { Node } from '../../../shared/markdown/node.ts'
import { plainText } from '../../../shared/markdown/plain.ts'
import { capMarks } from '../../words/marks.ts'

const kept = new Map<string, readonly Node[]>()
const keptAtMost = 2_000

/** Parses once and keeps the nodes, so that scrolling back to a message is cheap. */
export function parse(text: string): readonly Node[] {
  const found = kept.get(text)
  if (found) return found
  const nodes = parseMarkdown(capMarks(text), hrefOf)
  if (kept.size >= keptAtMost) kept.delete(kept.keys().next().value as string)
  kept.set(text, nodes)
  return nodes
}

/** Imported messages are not read as Markdown. Addresses become links, and `/me` messages are set apart. */
export const asSaid = (text: string): readonly Node[] => {
  const command = text.startsWith('/me ') ? text.slice(4) : null
  const nodes = wordsWithLinks(capMarks(command ?? text), hrefOf)
  return [{ type: 'paragraph', nodes: command === null ? nodes : [{ type: 'em', nodes }] }]
}

/** A message as one line of plain text. */
export const inWords = (text: string, imported: boolean): string => plainText(imported ? asSaid(text) : parse(text))

const hrefOf: HrefOf = (address) => hrefOfUrl(URL.parse(address))
