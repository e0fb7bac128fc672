import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import type { Doc } from 'yjs'
import { channelOf } from './channel.ts'

const longestBackoffMs = 5_000

/** Connects a document to the relay, and to the other tabs of this user. */
export const connect = (
  user: string,
  doc: Doc,
  awareness: Awareness,
  channel: Omit<Parameters<typeof channelOf>[0], 'ownClient'>,
): WebsocketProvider => {
  const Channel = channelOf({ ...channel, ownClient: () => awareness.clientID })
  return new WebsocketProvider(`yabber/${user}`, channel.document, doc, {
    awareness,
    WebSocketPolyfill: Channel as unknown as typeof WebSocket,
    maxBackoffTime: longestBackoffMs * (0.75 + Math.random() / 4),
  })
}
