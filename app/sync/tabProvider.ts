import { publish, subscribe } from 'lib0/broadcastchannel'
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, type Encoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { encodeAwarenessUpdate } from 'y-protocols/awareness'
import { messageYjsSyncStep1, writeSyncStep1 } from 'y-protocols/sync'
import { messageAwareness, messageQueryAwareness, messageSync, WebsocketProvider } from 'y-websocket'
import { type Doc, decodeStateVector, getState } from 'yjs'

/**
 * A provider that sends other tabs only what they lack. The library's sends each document as a whole whenever one is
 * opened, which for a segment of 1,000 records takes 9 ms of the time in which a room opens, whether there is another
 * tab or not. Here a tab that hears how much another has asks for the rest.
 */
export class TabProvider extends WebsocketProvider {
  constructor(...[url, name, doc, options]: ConstructorParameters<typeof WebsocketProvider>) {
    super(url, name, doc, { ...options, connect: false })
    this._bcSubscriber = askingBack(this, this._bcSubscriber)
    this.connect()
  }

  override connectBc(): void {
    if (this.disableBc) return
    if (!this.bcconnected) {
      subscribe(this.bcChannel, this._bcSubscriber)
      this.bcconnected = true
    }
    this.askTabs()
    tell(this, (encoder) => writeVarUint(encoder, messageQueryAwareness))
    tell(this, (encoder) => {
      writeVarUint(encoder, messageAwareness)
      writeVarUint8Array(encoder, encodeAwarenessUpdate(this.awareness, [this.doc.clientID]))
    })
  }

  /** Tells the other tabs what this one has. They answer with what they have besides. */
  askTabs(): void {
    tell(this, (encoder) => {
      writeVarUint(encoder, messageSync)
      writeSyncStep1(encoder, this.doc)
    })
  }
}

type Subscriber = (data: ArrayBuffer, origin: unknown) => void

const askingBack =
  (provider: TabProvider, hear: Subscriber): Subscriber =>
  (data, origin) => {
    hear(data, origin)
    if (origin !== provider && isAhead(new Uint8Array(data), provider.doc)) provider.askTabs()
  }

/** Whether this is a question of another tab that has something more. */
const isAhead = (message: Uint8Array, { store }: Doc): boolean => {
  const decoder = createDecoder(message)
  if (readVarUint(decoder) !== messageSync || readVarUint(decoder) !== messageYjsSyncStep1) return false
  return [...decodeStateVector(readVarUint8Array(decoder))].some(([client, clock]) => clock > getState(store, client))
}

const tell = (provider: TabProvider, write: (encoder: Encoder) => void): void => {
  const encoder = createEncoder()
  write(encoder)
  publish(provider.bcChannel, toUint8Array(encoder), provider)
}
