import type { Awareness } from 'y-protocols/awareness'
import type { WebsocketProvider } from 'y-websocket'
import type { Doc } from 'yjs'
import { channelOf } from './channel.ts'
import { TabProvider } from './tabProvider.ts'

const longestBackoffMs = 5_000

/** Connects a document to the relay, and to the other tabs of this user. */
export const connect = (
  user: string,
  doc: Doc,
  awareness: Awareness,
  channel: Omit<Parameters<typeof channelOf>[0], 'ownClient'>,
): WebsocketProvider => {
  const Channel = channelOf({ ...channel, ownClient: () => awareness.clientID })
  const provider = new TabProvider(`yabber/${user}`, channel.document, doc, {
    awareness,
    WebSocketPolyfill: Channel as unknown as typeof WebSocket,
    maxBackoffTime: longestBackoffMs * (0.75 + Math.random() / 4),
  })
  provider.on('status', ({ status }) => {
    if (status === 'disconnected') forgetClocks(awareness)
  })
  return provider
}

/**
 * The provider has removed everybody else's presence, but kept their clocks. Theirs go on from where they were, so
 * without this the presence that the relay sends next would count as old, until they renew it 15 to 18 s later. The
 * relay's own clock may even be put back while it is away.
 */
const forgetClocks = ({ meta, clientID }: Awareness): void => {
  for (const client of meta.keys()) if (client !== clientID) meta.delete(client)
}
