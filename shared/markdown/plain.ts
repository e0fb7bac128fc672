import type { Node } from './node.ts'

/** A message as one line of text, for screen readers and previews. */
export const plainText = (nodes: readonly Node[]): string => nodes.map(textOf).join('').replace(/\s+/g, ' ').trim()

const textOf = (node: Node): string => {
  switch (node.type) {
    case 'text':
    case 'code':
      return node.text
    case 'block':
      return ` ${node.text} `
    case 'paragraph':
    case 'quote':
    case 'list':
      return ` ${node.nodes.map(textOf).join('')} `
    case 'item':
      return ` ${tick(node.done)}${node.nodes.map(textOf).join('')} `
    case 'strong':
    case 'em':
    case 'del':
    case 'link':
      return node.nodes.map(textOf).join('')
  }
}

const tick = (done: boolean | null): string => (done === null ? '' : done ? '☑ ' : '☐ ')
