import { parseRecordName } from '../../../shared/record/name.ts'
import type { Folding } from '../../../shared/room/fold.ts'
import type { Message, WhoIs } from '../../../shared/room/message.ts'
import { isMention } from '../../room/model/isMention.ts'

/**
 * Something that others did about one person. It has no text, so nothing is left of a message that is erased: whoever
 * shows it looks the message up.
 */
export interface ActivityItem {
  kind: 'mention' | 'reply' | 'reactions'
  /** Of the message: the one that mentions or replies, or the person's own one that has reactions. */
  name: string
  /** Time of the message. */
  time: number
  /** Who did it, the latest first. Of reactions only the latest ones. */
  by: readonly Deed[]
}

/** `emoji` only of a reaction. */
export interface Deed {
  user: string
  time: number
  emoji?: string
}

const mostReactions = 20
const mostOfOneSegment = 200

/** What messages came to. A message that has not changed is the same object, so it is looked at once. */
export type KnownItems = WeakMap<Message, ActivityItem | null>

/** What is about this person in one segment, the latest first. `known` is from earlier calls with the same `whoIs`. */
export const activityIn = (
  folding: Folding,
  whoIs: WhoIs,
  me: string,
  known: KnownItems = new WeakMap(),
): ActivityItem[] => {
  const items: ActivityItem[] = []
  for (const message of folding.messages()) {
    const before = known.get(message)
    const item = before === undefined ? itemOf(message, folding, whoIs, me) : before
    if (before === undefined) known.set(message, item)
    if (item) items.push(item)
  }
  return items.sort((a, b) => latest(b) - latest(a)).slice(0, mostOfOneSegment)
}

/** When the last of it was done. */
export const latest = ({ by, time }: ActivityItem): number => by[0]?.time ?? time

const itemOf = (message: Message, folding: Folding, whoIs: WhoIs, me: string): ActivityItem | null => {
  const { name, time, user, imported } = message
  if (imported !== null) return null
  if (user === me) {
    const by = reactionsOfOthers(message, folding, whoIs)
    return by.length > 0 ? { kind: 'reactions', name, time, by } : null
  }
  const kind = isMention(message, me) ? 'mention' : isReplyTo(message, whoIs, me) ? 'reply' : null
  return kind && { kind, name, time, by: [{ user, time }] }
}

/** The device in the name of a message tells who wrote it, also if the message is not on this device. */
const isReplyTo = ({ re, thread }: Message, whoIs: WhoIs, me: string): boolean =>
  [re, thread].some((to) => {
    const device = to && parseRecordName(to.name)?.device
    return device != null && whoIs(device)?.user === me
  })

const reactionsOfOthers = ({ name, user, reactions }: Message, folding: Folding, whoIs: WhoIs): Deed[] => {
  if (reactions.size === 0) return []
  const times = new Map<string, Deed>()
  for (const { body, device, time } of folding.about(name)) {
    const by = body.kind === 'react' && body.on ? whoIs(device)?.user : undefined
    if (body.kind !== 'react' || by === undefined || by === user) continue
    const { emoji } = body
    const key = `${by} ${emoji}`
    if (reactions.get(emoji)?.includes(by) && (times.get(key)?.time ?? 0) <= time)
      times.set(key, { user: by, time, emoji })
  }
  return [...times.values()].sort((a, b) => b.time - a.time || (a.user < b.user ? -1 : 1)).slice(0, mostReactions)
}
