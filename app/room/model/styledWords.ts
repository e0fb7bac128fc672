import { type HrefOf, hrefOfUrl } from '../../../shared/links.ts'
import { parseMarkdown } from '../../../shared/markdown/blocks.ts'
import type { Node } from '../../../shared/markdown/node.ts'

const hrefOf: HrefOf = (address) => hrefOfUrl(URL.parse(address))

/**
 * What a reader sees of Markdown texts that follow each other: the characters without white space, and which of them are
 * bold, hidden, quoted and so on. What gives the same looks the same, but for where its blocks begin.
 */
export const styledWords = (...texts: string[]): string => {
  const parts: string[] = []
  let style: string | null = null
  const add = (words: string, next: string) => {
    const shown = words.replace(/\s+/g, '')
    if (shown === '') return
    if (next !== style) parts.push(`\u0000${next}\u0000`)
    style = next
    parts.push(shown)
  }
  const read = (nodes: readonly Node[], above: string) => {
    for (const node of nodes) {
      if (node.type === 'text') add(node.text, above)
      else if (node.type === 'code') add(node.text, `${above} code`)
      else if (node.type === 'block') add(node.text, `${above} block ${node.language}`)
      else read(node.nodes, above + styleOf(node))
    }
  }
  for (const text of texts) read(parseMarkdown(text, hrefOf), '')
  return parts.join('')
}

/** Lists and paragraphs may begin anew, since that changes no word. */
const styleOf = (node: Node): string => {
  switch (node.type) {
    case 'strong':
    case 'em':
    case 'del':
    case 'spoiler':
    case 'quote':
      return ` ${node.type}`
    case 'cell':
      return node.head ? ' head' : ' cell'
    case 'link':
      return ` ${node.href}`
    default:
      return ''
  }
}
