import type { Message } from '../../../shared/room/message.ts'
import type { Position } from '../../base/position.ts'
import type { PlacedItem } from './activity.ts'

/** What others did about this person: mentions, replies to their messages, and reactions. From this device alone. */
export interface ActivityView {
  /** Tracked. The latest first. Without blocked people, and without rooms that this person is no longer in. */
  items(): readonly PlacedItem[]
  /** Tracked. How many of them this person has not seen, in the list or in their room. */
  unread(): number
  /** Tracked. Null: the list was never seen. */
  seen(): Position | null
  isUnread(item: PlacedItem, seen: Position | null): boolean
  /** This person has seen the list down to its oldest item. Shared by all their devices. Works offline. */
  see(): void
  /** Opens what an item is about. The caller closes it. */
  open(item: PlacedItem): OpenItem
}

export interface OpenItem {
  /** Tracked. Undefined until it is read; null if it was erased. */
  message(): Message | null | undefined
  /** Tracked. The name of somebody who is or was in the room; empty if nobody knows it. */
  nameOf(user: string): string
  pictureOf(user: string): string | null
  close(): void
}
