import { Malformed } from '../../shared/bytes.ts'
import { parseCarried } from '../../shared/wire/carried.ts'
import { type Message, parseMessage, writeMessage } from '../../shared/wire/messages.ts'
import { closeCodes, type Result, writeResults } from '../../shared/wire/results.ts'
import { parseStateVector, type StateVector } from '../../shared/wire/update.ts'
import type { Listener } from '../open-document/listener.ts'
import type { OpenDocument, OpenFor } from '../open-document/open-document.ts'
import type { Authorship } from './authorship.ts'
import { Exchange, type ExchangeParts, type Frames } from './exchange.ts'

export const channelLimits = {
  /** What may arrive before the document is open. */
  earlyMessages: 64,
  earlyBytes: 4 * 1024 * 1024,
} as const

/** Shared by all channels of a connection. */
export interface ChannelParts extends ExchangeParts {
  writer: Authorship
  open: OpenFor
  /** Called with the time that the peer's own clock shows. */
  heardClock(time: number): void
}

/** Writes the frames for a connection's channels. */
export interface ChannelFrames extends Frames {
  /** Tells the peer that the document is closed to it. */
  end(code: number, channel: number): void
  /** Tells the peer what time it is. */
  tellTime?(): void
}

/** One document on one connection. It takes and sends y-websocket messages in the order in which they arrive. */
export class Channel implements Listener {
  readonly #parts: ChannelParts
  readonly #frames: ChannelFrames
  readonly #number: number
  readonly #exchange: Exchange
  #document: OpenDocument | null = null
  /** Messages that arrived before the document was open. Null once it is open. */
  #early: Message[] | null = []
  #earlyBytes = 0
  #isClosed = false
  author: Listener['author'] = null

  constructor(parts: ChannelParts, frames: ChannelFrames, number: number) {
    this.#parts = parts
    this.#frames = frames
    this.#number = number
    this.#exchange = new Exchange(parts, frames, number)
  }

  get user(): string | null {
    return this.#parts.writer.user
  }

  get condemned(): boolean {
    return this.#isCondemned
  }
  #isCondemned = false

  /** Opens the document. Messages that arrive meanwhile wait. */
  async open(name: string): Promise<void> {
    try {
      const { queue, payer, line } = this.#parts
      await queue.run(payer, ownerOf(name), line, async () => {
        await this.#open(name)
        return 0
      })
    } catch (error) {
      this.#fault(error)
    }
  }

  async #open(name: string): Promise<void> {
    if (this.#isClosed) return
    this.author = await this.#parts.writer.author()
    const opened = await this.#parts.open(name, this)
    if (typeof opened === 'number') {
      this.close(opened)
      return
    }
    if (this.#isClosed) {
      opened.leave(this)
      return
    }
    this.#document = opened
    this.#exchange.begin(opened, this, ownerOf(name))
    const early = this.#early ?? []
    this.#early = null
    for (const message of early) this.#take(message)
  }

  /** One message from the peer. */
  receive(bytes: Uint8Array): void {
    if (this.#isClosed) return
    const message = this.#read(bytes)
    if (message === null) return
    if (this.#document) this.#take(message)
    else this.#keepForLater(message, bytes.length)
  }

  #read(bytes: Uint8Array): Message | null {
    try {
      return parseMessage(bytes)
    } catch (error) {
      return this.#malformed(error)
    }
  }

  #keepForLater(message: Message, bytes: number): void {
    if (this.#early === null) return
    const isTooMuch =
      this.#early.length >= channelLimits.earlyMessages || this.#earlyBytes + bytes > channelLimits.earlyBytes
    if (!isTooMuch) {
      this.#earlyBytes += bytes
      this.#early.push(message)
      // Updates beyond the limit are dropped: we ask for them as soon as the document is open.
    } else if (message.type !== 'update' && message.type !== 'sync-step-2')
      this.condemn(closeCodes.tooMany, 'does not wait')
  }

  #take(message: Message): void {
    const document = this.#document
    if (!document || this.#isClosed) return
    try {
      this.#obey(message, document)
    } catch (error) {
      this.#malformed(error)
    }
  }

  #obey(message: Message, document: OpenDocument): void {
    switch (message.type) {
      case 'sync-step-1':
        this.#exchange.owe(parseStateVector(message.stateVector))
        return
      case 'sync-step-2':
      case 'update':
        document.offer(this, message.update)
        return
      case 'awareness':
        document.presence.speak(this, message.update)
        return
      case 'query-awareness':
        this.#exchange.owePresence()
        return
      case 'carry':
        document.carry(this, parseCarried(message.records))
        return
      case 'results':
        throw new Malformed('only the relay may send results')
    }
  }

  #malformed(error: unknown): null {
    if (error instanceof Malformed) this.condemn(closeCodes.malformed, error.message)
    else this.#fault(error)
    return null
  }

  #fault(error: unknown): void {
    this.#parts.onFault(error)
    this.condemn(closeCodes.fault, 'fault')
  }

  ask(afterMs: number): void {
    this.#exchange.ask(afterMs)
  }

  hear(message: Uint8Array, before: () => StateVector): void {
    this.#exchange.hear(message, before)
  }

  hearPresence(message: Uint8Array): void {
    this.#exchange.hearPresence(message)
  }

  results(results: readonly Result[]): void {
    if (results.some((result) => result.kind === 'refused' && result.code === 'too-early')) this.#frames.tellTime?.()
    if (results.length > 0) this.#exchange.say(writeMessage({ type: 'results', results: writeResults(results) }))
  }

  wasted(structs: number): void {
    this.#parts.line.wasted(structs)
  }

  condemn(code: number, reason: string): void {
    this.#isCondemned = true
    this.#parts.line.close(code, reason)
  }

  close(code: number): void {
    if (this.#isClosed) return
    this.leave()
    this.#frames.end(code, this.#number)
  }

  /** The peer is gone or has closed the channel. `condemned`: what it sent and we have not taken yet is dropped. */
  leave(condemned = false): void {
    if (condemned) this.#isCondemned = true
    if (this.#isClosed) return
    this.#isClosed = true
    this.#exchange.end()
    this.#document?.leave(this)
    this.#early = null
  }
}

/** The owner in a document's name: the id of a room, or of a user. */
const ownerOf = (name: string): string => name.split('/')[1] ?? ''
