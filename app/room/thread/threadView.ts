import { createMemo, onCleanup, untrack } from 'solid-js'
import { sameValue } from '../../../shared/same-value.ts'
import type { Position } from '../../base/position.ts'
import type { MessageView, QuoteView, RoomView } from '../model/RoomView.ts'
import { later } from '../model/threadRead.ts'

/** One thread as the screen draws it: the root, its replies, and nothing else of the room. */
export interface ThreadView extends RoomView {
  /** Name of the root. */
  readonly thread: string
  /** Tracked. The root, or why it is not shown. */
  root(): QuoteView
  isFollowed(): boolean
}

/**
 * The thread of a message, drawn and written to as a room is. It belongs to the component that makes it. It has all of
 * the thread, also what is far from the messages in the timeline.
 */
export const createThreadView = (room: RoomView, name: string): ThreadView => {
  const held = room.hold(name)
  onCleanup(held.close)
  const pointer = () => ({ name, segment: held.rootSegment() })
  const root = createMemo(() => room.rootOf(pointer()), undefined, { equals: sameValue })
  const first = createMemo(() => (root().state === 'here' ? room.find(name) : null))
  const messages = createMemo((): readonly MessageView[] => {
    const [top, replies] = [first(), room.repliesTo(name)]
    return top ? [top, ...replies] : replies
  })
  const from = untrack(() => later(room.threadReadTo(name), room.find(name)))
  const shows = (message: MessageView) => message.name === name || message.thread?.name === name
  const ofThread: Partial<ThreadView> = {
    thread: name,
    root,
    isFollowed: createMemo(() => room.follows(name)),
    messages,
    erasing: () => room.erasing().filter(shows),
    notices: () => [],
    older: createMemo(held.older),
    loadOlder: held.loadOlder,
    newer: () => 'none',
    unloadOlder: () => {},
    releaseFarFrom: () => {},
    goTo: async () => false,
    goToEnd: () => {},
    whereIs: async () => null,
    firstSince: async () => 'none',
    held: messages,
    unreadFrom: () => from,
    markRead: (upTo: Position) => room.markThreadRead(name, upTo),
    markAllRead: () => {
      const last = untrack(messages).at(-1)
      if (last) room.markThreadRead(name, last)
    },
    markUnread: (message) => room.markThreadUnread(name, message),
    markedUnread: () => room.threadMarkedUnread(name),
    lateUnread: () => [],
    markLateRead: () => {},
    post: (text, options = {}) => room.post(text, { ...options, thread: pointer() }),
    typing: () => [],
  }
  return Object.assign(Object.create(room) as ThreadView, ofThread)
}
