import { Malformed } from '../../shared/bytes.ts'
import { type Message, parseMessage, writeMessage } from '../../shared/wire/messages.ts'
import { parsePresence } from '../../shared/wire/presence.ts'
import { closeCodes, type Result, writeResults } from '../../shared/wire/results.ts'
import { parseStateVector, type StateVector, writeStateVector } from '../../shared/wire/update.ts'
import type { OpenDocument, OpenFor } from '../document/document.ts'
import type { Listener } from '../document/listener.ts'
import type { AnswerPart } from '../document/sync-answer.ts'
import type { Clock } from '../surroundings.ts'
import type { Line } from './line.ts'
import type { Turnstile } from './turnstile.ts'

export const channelLimits = {
  /** Between two full answers, and between two questions of ours. */
  syncMs: 1_000,
  /** What may arrive before the document is open. */
  earlyMessages: 64,
  earlyBytes: 4 * 1024 * 1024,
} as const

export interface ChannelParts {
  line: Line
  clock: Clock
  turnstile: Turnstile
  user: string | null
  author: () => Promise<Listener['author']>
  open: OpenFor
  /** Puts a message into a frame of this channel. */
  wrap(message: Uint8Array): Uint8Array
  /** Tells the peer that the document is closed to it. */
  end(code: number): void
  onFault(error: unknown): void
}

/** One document on one line: y-websocket's messages in and out, in the order in which they came. */
export class Channel implements Listener {
  readonly #parts: ChannelParts
  #document: OpenDocument | null = null
  #early: Message[] = []
  #earlyBytes = 0
  #isClosed = false
  /** Where the answer starts that is being sent. */
  #answering: StateVector | null = null
  /** Where the peer stands who could not be written to. */
  #behind: StateVector | null = null
  #missedPresence = false
  #owesStep2 = false
  /** Our clocks acknowledge: they are not told before the deletions of what was refused below them. */
  #owesQuestion = false
  #asked: StateVector | null = null
  #answeredAt = Number.NEGATIVE_INFINITY
  #askedAt = Number.NEGATIVE_INFINITY
  #timers = new Map<'answer' | 'ask', () => void>()
  author: Listener['author'] = null

  constructor(parts: ChannelParts) {
    this.#parts = parts
  }

  get user(): string | null {
    return this.#parts.user
  }

  get condemned(): boolean {
    return this.#isCondemned
  }
  #isCondemned = false

  /** Opens the document; what arrives meanwhile waits. */
  async open(name: string): Promise<void> {
    try {
      await this.#parts.turnstile.run(() => this.#open(name))
    } catch (error) {
      this.#fault(error)
    }
  }

  async #open(name: string): Promise<void> {
    if (this.#isClosed) return
    this.author = await this.#parts.author()
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
    this.ask(0)
    opened.presence.tellAll(this)
    const early = this.#early
    this.#early = []
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
    const isTooMuch =
      this.#early.length >= channelLimits.earlyMessages || this.#earlyBytes + bytes > channelLimits.earlyBytes
    if (!isTooMuch) {
      this.#earlyBytes += bytes
      this.#early.push(message)
      // Updates are asked for as soon as the document is open.
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
        this.#owe(parseStateVector(message.stateVector))
        return
      case 'sync-step-2':
      case 'update':
        document.offer(this, message.update)
        return
      case 'awareness':
        document.presence.speak(this, parsePresence(message.update))
        return
      case 'query-awareness':
        document.presence.tellAll(this)
        return
      case 'results':
        throw new Malformed('results are ours to send')
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

  /** One full answer a second; of questions that come sooner the newest waits. */
  #owe(asked: StateVector): void {
    this.#asked = asked
    this.#owesStep2 = true
    this.#at('answer', this.#answeredAt + channelLimits.syncMs, () => {
      const from = this.#asked
      this.#asked = null
      this.#answeredAt = this.#parts.clock.now()
      if (from) this.#answer(from)
    })
  }

  ask(afterMs: number): void {
    const due = Math.max(this.#parts.clock.now() + afterMs, this.#askedAt + channelLimits.syncMs)
    if (this.#timers.has('ask')) return
    this.#at('ask', due, () => {
      const clocks = this.#document?.clocks()
      if (!clocks) return
      this.#owesQuestion = this.#behind !== null || this.#answering !== null
      if (this.#owesQuestion) return
      this.#askedAt = this.#parts.clock.now()
      this.#say(writeMessage({ type: 'sync-step-1', stateVector: writeStateVector(clocks) }))
    })
  }

  #at(timer: 'answer' | 'ask', due: number, run: () => void): void {
    if (this.#timers.has(timer)) return
    const wait = due - this.#parts.clock.now()
    if (wait <= 0) {
      run()
      return
    }
    this.#timers.set(
      timer,
      this.#parts.clock.after(wait, () => {
        this.#timers.delete(timer)
        run()
      }),
    )
  }

  async #answer(from: StateVector): Promise<void> {
    const document = this.#document
    if (!document) return
    this.#answering = from
    try {
      await this.#parts.turnstile.run(async () => {
        if (this.#isClosed) return
        // Asking costs a peer nothing, reading a segment costs us: what cannot be sent is not read.
        if (!this.#parts.line.isWritable) this.#fallBehind(from)
        else this.#sendParts(await document.answer(from))
      })
    } catch (error) {
      this.#fault(error)
    } finally {
      if (this.#answering === from) this.#answering = null
      if (this.#owesQuestion) this.ask(0)
    }
  }

  #sendParts(parts: Iterable<AnswerPart>): void {
    for (const part of parts) {
      if (this.#isClosed) return
      if (!this.#parts.line.isWritable) {
        this.#fallBehind(part.from)
        return
      }
      const type = part.last && this.#owesStep2 ? 'sync-step-2' : 'update'
      if (part.last) this.#owesStep2 = false
      this.#say(writeMessage({ type, update: part.update }))
      if (part.late.length > 0) this.results(part.late)
    }
  }

  #fallBehind(from: StateVector): void {
    this.#behind ??= from
    this.#parts.line.whenWritable(this.#catchUp)
  }

  #catchUp = (): void => {
    if (this.#isClosed) return
    const from = this.#behind
    this.#behind = null
    if (this.#missedPresence) this.#document?.presence.tellAll(this)
    this.#missedPresence = false
    if (!from) return
    this.#owesQuestion = true
    this.#answer(from)
  }

  #say(message: Uint8Array): void {
    this.#parts.line.send(this.#parts.wrap(message))
  }

  hear(message: Uint8Array, before: () => StateVector): void {
    if (this.#behind) return
    if (this.#parts.line.isWritable) this.#say(message)
    else this.#fallBehind(this.#answering ?? before())
  }

  hearPresence(message: Uint8Array): void {
    if (this.#parts.line.isWritable) {
      this.#say(message)
      return
    }
    this.#missedPresence = true
    this.#parts.line.whenWritable(this.#catchUp)
  }

  results(results: readonly Result[]): void {
    if (results.length > 0) this.#say(writeMessage({ type: 'results', results: writeResults(results) }))
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
    this.#parts.end(code)
  }

  /** The peer is gone, or has closed the channel; `condemned`: what it has sent and is not taken yet never will be. */
  leave(condemned = false): void {
    if (condemned) this.#isCondemned = true
    if (this.#isClosed) return
    this.#isClosed = true
    for (const callOff of this.#timers.values()) callOff()
    this.#timers.clear()
    this.#document?.leave(this)
    this.#early = []
  }
}
