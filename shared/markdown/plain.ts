import type { Node } from './node.ts'

/**
 * A message as one line of text, for screen readers and previews. `hidden` is shown in place of each spoiler; without
 * it, spoilers are told.
 */
export const plainText = (nodes: readonly Node[], hidden?: string): string =>
  nodes
    .map((node) => textOf(node, hidden))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()

const textOf = (node: Node, hidden: string | undefined): string => {
  const inside = () => ('nodes' in node ? node.nodes.map((one) => textOf(one, hidden)).join('') : '')
  switch (node.type) {
    case 'text':
    case 'code':
      return node.text
    case 'block':
      return ` ${node.text} `
    case 'spoiler':
      return hidden ?? inside()
    case 'item':
      return ` ${node.task ? (node.task.done ? '☑ ' : '☐ ') : ''}${inside()} `
    case 'paragraph':
    case 'action':
    case 'heading':
    case 'quote':
    case 'list':
    case 'table':
    case 'row':
    case 'cell':
      return ` ${inside()} `
    case 'strong':
    case 'em':
    case 'del':
    case 'link':
      return inside()
  }
}
