import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import type { Doc } from 'yjs'
import { relayPresence } from '../../shared/wire/presence.ts'
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
  const provider = new WebsocketProvider(`yabber/${user}`, channel.document, doc, {
    awareness,
    WebSocketPolyfill: Channel as unknown as typeof WebSocket,
    maxBackoffTime: longestBackoffMs * (0.75 + Math.random() / 4),
  })
  // The relay's clock may be put back while it is away. Stock awareness would then ignore its entry for that long.
  provider.on('status', ({ status }: { status: string }) => {
    if (status === 'disconnected') awareness.meta.delete(relayPresence)
  })
  return provider
}
