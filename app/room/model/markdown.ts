import { type HrefOf, hrefOfUrl } from '../../../shared/links.ts'
import { parseMessage } from '../../../shared/markdown/message.ts'
import type { Node } from '../../../shared/markdown/node.ts'
import { plainText } from '../../../shared/markdown/plain.ts'
import { t } from '../../words/common.ts'
import { capMarks } from '../../words/marks.ts'

const kept = new Map<string, readonly Node[]>()
const keptAtMost = 2_000

/**
 * Parses once and keeps the nodes, so that scrolling back to a message is cheap. Places in the nodes are places in this
 * text, so combining marks are capped only where the nodes are drawn.
 */
export function parse(text: string, imported: boolean): readonly Node[] {
  const key = `${imported ? 'imported' : 'posted'} ${text}`
  const found = kept.get(key)
  if (found) return found
  const nodes = parseMessage(text, imported, hrefOf)
  if (kept.size >= keptAtMost) kept.delete(kept.keys().next().value as string)
  kept.set(key, nodes)
  return nodes
}

/** A message as one line of plain text, without what its spoilers hide. */
export const inWords = (text: string, imported: boolean): string =>
  capMarks(plainText(parse(text, imported), t('spoiler')))

const hrefOf: HrefOf = (address) => hrefOfUrl(URL.parse(address))

/** All that a message says as one line: for a poll also its options. */
export const said = ({ text, imported, poll }: Said): string => {
  const words = inWords(text, imported)
  return poll
    ? t(
        'poll',
        words,
        poll.options.map((option) => capMarks(option.text)),
      )
    : words
}

interface Said {
  text: string
  imported: boolean
  poll: { options: readonly { text: string }[] } | null
}
