import { cutTo } from '../../../shared/graphemes.ts'
import type { Position } from '../../base/position.ts'
import { t } from '../../words/timeline.ts'
import { said } from '../model/markdown.ts'
import type { MessageView } from '../model/RoomView.ts'
import { isAfter } from './rows.ts'

/** Messages of others after a position, oldest first. Without those of blocked people. */
export const newSince = (messages: readonly MessageView[], told: Position): MessageView[] => {
  const fresh: MessageView[] = []
  for (let at = messages.length - 1; at >= 0; at--) {
    const message = messages[at]
    if (!message || !isAfter(message, told)) break
    if (!message.own && !message.blocked) fresh.unshift(message)
  }
  return fresh
}

/** The messages of `some` that were not erased since. Both lists are in the order of the timeline. */
export const stillThere = (messages: readonly MessageView[], some: readonly MessageView[]): MessageView[] => {
  const [first] = some
  if (!first) return []
  const names = new Set<string>()
  for (let at = messages.length - 1; at >= 0; at--) {
    const message = messages[at]
    if (!message || isAfter(first, message)) break
    names.add(message.name)
  }
  return some.filter(({ name }) => names.has(name))
}

/** The last three messages as text, and how many more there are. */
export const announce = (messages: readonly MessageView[]): string => {
  const last = messages.slice(-3).map((message) => t('announced', message.author, cutTo(said(message), 300)))
  const more = messages.length - last.length
  return [more > 0 && t('moreMessages', more), ...last].filter(Boolean).join(' ')
}
