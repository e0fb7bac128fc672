import { Malformed } from '../../shared/bytes.ts'
import { type Message, parseMessage, writeMessage } from '../../shared/wire/messages.ts'
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

/** Callbacks for messages on a channel that the provider does not handle. */
export interface Taps {
  results(results: readonly Result[]): void
  /** Everything in this state vector is on the relay's disk. */
  relayHas(vector: StateVector): void
  /** Blocks that the relay sent later, so it has these too. */
  said(blocks: readonly Block[]): void
  /** The relay's complete answer for a document that only the relay writes. Called before the provider applies it. */
  whole(update: Uint8Array): void
  /**
   * Reports empty places of a segment before the provider applies the message. If `all`, the list is complete;
   * otherwise it adds to earlier ones.
   */
  empty(places: readonly DeletedRange[], all: boolean): void
  /** The relay sent something that a segment must not contain. */
  spoiled(reason: string): void
}

/** An empty presence message that keeps the channel alive: the provider drops a channel after 30 s of silence. */
const signOfLife = writeMessage({ type: 'awareness', update: writePresence([]) })

type Heard<E> = ((event: E) => void) | null

/**
 * A document's channel in the shape of the WebSocket that y-websocket's provider expects. It starts connecting when it
 * is constructed.
 */
export const channelOf = ({
  socket,
  document,
  strict,
  released,
  taps,
  ownClient,
}: {
  socket: Socket
  document: string
  /** True for segments, which allow only one shape of update. Rosters and homes are written by the relay. */
  strict: boolean
  /** Resolves once the relay may know the document. A room that was made offline waits for this. */
  released: Promise<void>
  taps: Taps
  /** The Yjs client id of this document's own presence. */
  ownClient(): number
}) =>
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
    /**
     * Updates of a document that only the relay writes, until its complete answer is here. Before that, they would change
     * what the answer is compared with.
     */
    #early: Uint8Array[] | null = strict ? null : []

    constructor() {
      void released.then(() => this.readyState === 0 && socket.openChannel(document, this))
    }

    send(message: Uint8Array): void {
      if (isEcho(message, ownClient())) return
      for (const fitting of strict ? fitForRelay(message) : [message]) socket.send(this, fitting)
    }

    close(): void {
      this.readyState = 3
      socket.closeChannel(this)
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
        const message = parseMessage(bytes)
        if (message.type === 'update' && this.#early) this.#early.push(bytes)
        else if (this.#isForTheProvider(message)) this.onmessage?.({ data: bytes })
        if (message.type === 'sync-step-2') this.#tellEarly()
      } catch (error) {
        if (!(error instanceof Malformed)) throw error
        taps.spoiled(error.message)
        socket.closeChannel(this)
        this.closed(closeCodes.malformed)
      }
    }

    closed(code: number): void {
      this.readyState = 3
      this.onclose?.({ code, reason: '' })
    }

    /** If the answer showed that the document starts over, this channel is closed and its updates come again. */
    #tellEarly(): void {
      const early = this.#early ?? []
      this.#early = null
      for (const data of early) if (this.readyState === this.OPEN) this.onmessage?.({ data })
    }

    #takeUpdate({ type, update }: { type: 'sync-step-2' | 'update'; update: Uint8Array }): true {
      const parsed = strict ? parseUpdate(update) : null
      if (parsed) {
        taps.said(parsed.blocks)
        taps.empty(parsed.deleted, type === 'sync-step-2')
      } else if (type === 'sync-step-2') taps.whole(update)
      return true
    }

    #isForTheProvider(message: Message): boolean {
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
          throw new Malformed('a carry message can only come from a client')
      }
    }
  }

/**
 * True for messages that only repeat the presence of others. y-websocket sends back all presence that it receives,
 * which would double the traffic in a crowd.
 */
const isEcho = (bytes: Uint8Array, own: number): boolean => {
  const message = parseMessage(bytes)
  return message.type === 'awareness' && parsePresence(message.update, (client) => client === own).length === 0
}
