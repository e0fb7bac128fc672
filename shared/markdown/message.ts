import type { HrefOf } from '../links.ts'
import { parseMarkdown, wordsOf, wordsWithLinks } from './blocks.ts'
import type { Node } from './node.ts'

const command = '/me '

/**
 * The text of a message as nodes. Imported messages were not written as Markdown: their addresses become links, and all
 * else stays as typed. A message that starts with `/me ` is an action in both.
 */
export const parseMessage = (text: string, imported: boolean, hrefOf: HrefOf): Node[] => {
  if (text.startsWith(command)) {
    const words = text.slice(command.length)
    return [{ type: 'action', nodes: imported ? wordsWithLinks(words, hrefOf) : wordsOf(words.split('\n'), hrefOf) }]
  }
  return imported ? [{ type: 'paragraph', nodes: wordsWithLinks(text, hrefOf) }] : parseMarkdown(text, hrefOf)
}
