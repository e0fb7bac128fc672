import { emptyPresence } from '../presence/presence.ts'
import { Channel, type ChannelParts } from './channel.ts'
import type { Peer } from './peer.ts'
import type { Connection } from './socket.ts'

/** A socket that speaks plain y-websocket about one document. */
export const makePlainConnection = (
  line: Peer,
  document: string,
  parts: ChannelParts,
): Connection & { leave(condemned: boolean): void } => {
  const frames = { wrap: asItIs, end: (code: number) => line.close(code, 'document closed') }
  const channel = new Channel(parts, frames, 0)
  line.keepAlive(() => line.send(emptyPresence))
  channel.open(document)
  return {
    receive: (bytes) => {
      if (line.received(bytes)) channel.receive(bytes)
    },
    closed: () => line.ended(1006, 'gone'),
    leave: (condemned) => channel.leave(condemned),
  }
}

const asItIs = (message: Uint8Array): Uint8Array => message
