import { emptyPresence } from '../document/presence.ts'
import { Channel, type ChannelParts } from './channel.ts'
import type { Line } from './line.ts'
import type { Connection } from './socket.ts'

/** A socket that speaks plain y-websocket about one document. */
export const makePlainConnection = (
  line: Line,
  document: string,
  parts: Omit<ChannelParts, 'wrap' | 'end'>,
): Connection & { leave(condemned: boolean): void } => {
  const channel = new Channel({
    ...parts,
    wrap: (message) => message,
    end: (code) => line.close(code, 'document closed'),
  })
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
