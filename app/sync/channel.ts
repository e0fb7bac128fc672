import { Malformed } from '../../shared/bytes.ts'
import { parseMessage, writeMessage } from '../../shared/wire/messages.ts'
import { parsePresence, writePresence } from '../../shared/wire/presence.ts'
import { closeCodes, parseResults, type Result } from '../../shared/wire/results.ts'
import {
  type Block,
  type DeletedRange,
  parseStateVector,
  parseUpdate,
  type StateVector,
} from '../../shared/wire/update.ts'
import { fitForRelay } from './outgoing.ts'
import type { ChannelEnd, Socket } from './socket.ts'

/** What passes on a channel and is of no use to the provider. */
export interface Taps {
  results(results: readonly Result[]): void
  /** All of it is on the relay's disk. */
  relayHas(vector: StateVector): void
  /** What else it has, since it says so. */
  said(blocks: readonly Block[]): void
  /** All that the relay says of a document of its own, before the provider takes it in. */
  whole(update: Uint8Array): void
  /** Which places of a segment are empty, before the provider takes it in; `all`: those and no others. */
  empty(places: readonly DeletedRange[], all: boolean): void
  /** The relay sent what a segment may not hold. */
  spoiled(reason: string): void
}

export interface ChannelParts {
  socket: Socket
  document: string
  /** A segment takes one shape of update only; rosters and homes are the relay's own. */
  strict: boolean
  /** Resolves once the relay may know the document: a room made offline waits here. */
  released: Promise<void>
  taps: Taps
  /** Under which Yjs client id this document speaks of its own presence. */
  ownClient(): number
}

/** Changes nothing, but is something heard: the provider gives a channel up after 30 s of silence. */
const signOfLife = writeMessage({ type: 'awareness', update: writePresence([]) })

type Heard<E> = ((event: E) => void) | null

/** A document's channel as the WebSocket that y-websocket's provider expects: constructed, it is on its way. */
export const channelOf = ({ socket, document, strict, released, taps, ownClient }: ChannelParts) =>
  class Channel implements ChannelEnd {
    readonly CONNECTING = 0
    readonly OPEN = 1
    readonly CLOSING = 2
    readonly CLOSED = 3
    readyState = 0
    binaryType = 'arraybuffer'
    onopen: Heard<object> = null
    onmessage: Heard<{ data: Uint8Array }> = null
    onclose: Heard<{ code: number; reason: string }> = null
    onerror: Heard<object> = null

    constructor() {
      void released.then(() => this.readyState === 0 && socket.open(document, this))
    }

    send(message: Uint8Array): void {
      if (isEcho(message, ownClient())) return
      for (const fitting of strict ? fitForRelay(message) : [message]) socket.send(this, fitting)
    }

    close(): void {
      this.readyState = 3
      socket.close(this)
    }

    opened(): void {
      this.readyState = 1
      this.onopen?.({})
    }

    hello(): void {
      if (this.readyState === 1) this.onmessage?.({ data: signOfLife })
    }

    message(bytes: Uint8Array): void {
      try {
        if (this.#isForTheProvider(bytes)) this.onmessage?.({ data: bytes })
      } catch (error) {
        if (!(error instanceof Malformed)) throw error
        taps.spoiled(error.message)
        socket.close(this)
        this.closed(closeCodes.malformed)
      }
    }

    closed(code: number): void {
      this.readyState = 3
      this.onclose?.({ code, reason: '' })
    }

    #takeUpdate({ type, update }: { type: 'sync-step-2' | 'update'; update: Uint8Array }): true {
      const parsed = strict ? parseUpdate(update) : null
      if (parsed) {
        taps.said(parsed.blocks)
        taps.empty(parsed.deleted, type === 'sync-step-2')
      } else if (type === 'sync-step-2') taps.whole(update)
      return true
    }

    #isForTheProvider(bytes: Uint8Array): boolean {
      const message = parseMessage(bytes)
      switch (message.type) {
        case 'results':
          taps.results(parseResults(message.results))
          return false
        case 'sync-step-1':
          taps.relayHas(parseStateVector(message.stateVector))
          return true
        case 'sync-step-2':
        case 'update':
          return this.#takeUpdate(message)
        case 'awareness':
        case 'query-awareness':
          return true
        case 'carry':
          throw new Malformed('only devices carry')
      }
    }
  }

/** y-websocket sends back all that it hears of others' presence: in a crowd that is as much up as down. */
const isEcho = (bytes: Uint8Array, own: number): boolean => {
  const message = parseMessage(bytes)
  return message.type === 'awareness' && parsePresence(message.update, (client) => client === own).length === 0
}
