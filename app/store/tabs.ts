import type { ReadMark } from '../../shared/room/read-mark.ts'
import { Listeners } from '../base/listeners.ts'
import type { DueErasure } from './journal.ts'

/** Messages from one tab to the other tabs of the same account. */
export type TabWord =
  | { what: 'unsent' }
  | { what: 'outbox' }
  | { what: 'summaries' }
  | { what: 'answered'; id: string; answer: unknown }
  | { what: 'read'; room: string; upTo: ReadMark }
  /** The relay refused it for now, so its content will come again in a new record. */
  | { what: 'come-again'; entry: string }
  | { what: 'rebuild'; document: string }
  | { what: 'above-head' }
  | { what: 'erasing'; erasure: DueErasure }
  /** An erasure was taken back, or it is recorded. */
  | { what: 'not-erasing'; id: string }
  /** The disk was lost, and what memory still held has been written back. */
  | { what: 'put-back' }
  | { what: 'dropped'; room: string; why: DropReason }

export interface Tabs {
  heard: Listeners<TabWord>
  tell(word: TabWord): void
  close(): void
}

/** The channel to this account's other tabs. A tab does not hear its own messages. */
export const tabsOf = (user: string): Tabs => {
  const heard = new Listeners<TabWord>()
  if (typeof BroadcastChannel === 'undefined') return { heard, tell: () => {}, close: () => {} }
  const channel = new BroadcastChannel(`yabber/${user}/tabs`)
  channel.onmessage = ({ data }) => heard.emit(data as TabWord)
  return { heard, tell: (word) => channel.postMessage(word), close: () => channel.close() }
}

/** Why a room ended for this user. `not-made`: the relay refused to create it. */
export type DropReason = 'removed' | 'banned' | 'deleted' | 'left' | 'not-made'
