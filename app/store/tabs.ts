import { Listeners } from '../base/listeners.ts'

import type { Position } from '../base/position.ts'

/** What one tab tells the others of the same account. */
export type TabWord =
  | { what: 'unsent' }
  | { what: 'outbox' }
  | { what: 'summaries' }
  | { what: 'answered'; id: string; answer: unknown }
  | { what: 'read'; room: string; upTo: Position }
  /** Refused for now: its words come again in a new record. */
  | { what: 'come-again'; entry: string }
  | { what: 'rebuild'; document: string }
  | { what: 'above-head' }
  /** What was in memory when the disk was taken away is on it again. */
  | { what: 'put-back' }
  | { what: 'dropped'; room: string; why: DropReason }

export interface Tabs {
  heard: Listeners<TabWord>
  tell(word: TabWord): void
  close(): void
}

/** The other tabs of this account. Nothing is heard of what this tab tells. */
export const tabsOf = (user: string): Tabs => {
  const heard = new Listeners<TabWord>()
  if (typeof BroadcastChannel === 'undefined') return { heard, tell: () => {}, close: () => {} }
  const channel = new BroadcastChannel(`yabber/${user}/tabs`)
  channel.onmessage = ({ data }) => heard.emit(data as TabWord)
  return { heard, tell: (word) => channel.postMessage(word), close: () => channel.close() }
}

/** How a room came to an end for somebody. `not-made`: the relay would not have it. */
export type DropReason = 'removed' | 'banned' | 'deleted' | 'left' | 'not-made'
