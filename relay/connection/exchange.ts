import { writeMessage } from '../../shared/wire/messages.ts'
import { closeCodes, writeResults } from '../../shared/wire/results.ts'
import { type StateVector, writeStateVector } from '../../shared/wire/update.ts'
import type { Clock } from '../base/surroundings.ts'
import type { Listener } from '../open-document/listener.ts'
import type { OpenDocument } from '../open-document/open-document.ts'
import type { AnswerPart, SyncAnswer } from '../open-document/sync-answer.ts'
import type { FairQueue, Payer } from '../pace/fair-queue.ts'
import type { Peer, Waiter } from './peer.ts'

/** Minimum time between two full answers, and between two of our questions. */
const syncMs = 1_000

export interface ExchangeParts {
  line: Peer
  clock: Clock
  /** Shares the reading for answers fairly among all connections. */
  queue: FairQueue
  payer: Payer
  onFault(error: unknown): void
}

export interface Frames {
  /** Puts a message into a frame of that channel. */
  wrap(message: Uint8Array, channel: number): Uint8Array
}

/**
 * What one peer is sent about one document, as fast as it reads: live messages, answers to its questions, and our own
 * questions.
 */
export class Exchange implements Waiter {
  readonly #parts: ExchangeParts
  readonly #frames: Frames
  readonly #channel: number
  /** Null until it is open. */
  #document: OpenDocument | null = null
  #listener: Listener | null = null
  #isOver = false
  /** The answer that is being sent, and how far the peer has come with it. */
  #answering: { answer: SyncAnswer; to: StateVector } | null = null
  /** How far the peer has read, if it could not be written to. */
  #behind: StateVector | null = null
  #missedPresence = false
  #owesStep2 = false
  /**
   * A question of ours waits. Our clocks in it are acknowledgements, so it must not be sent before the deletions of
   * what was refused below them.
   */
  #owesQuestion = false
  #asked: StateVector | null = null
  #answeredAt = Number.NEGATIVE_INFINITY
  #askedAt = Number.NEGATIVE_INFINITY
  #presenceAt = Number.NEGATIVE_INFINITY
  #cancelAnswer: (() => void) | null = null
  #cancelQuestion: (() => void) | null = null
  #cancelPresence: (() => void) | null = null
  #room = ''

  constructor(parts: ExchangeParts, frames: Frames, channel: number) {
    this.#parts = parts
    this.#frames = frames
    this.#channel = channel
  }

  /**
   * `listener`: hears presence, and its connection is closed if an answer cannot be read. `room`: the owner of the
   * document, because the relay shares its time among rooms.
   */
  begin(document: OpenDocument, listener: Listener, room: string): void {
    this.#document = document
    this.#room = room
    this.#listener = listener
    this.ask(0)
    this.owePresence()
  }

  /** Sends one full answer per second at most. If questions come faster, only the newest waits. */
  owe(asked: StateVector): void {
    this.#asked = asked
    if (this.#isOver || this.#cancelAnswer) return
    this.#cancelAnswer = this.#at(this.#answeredAt + syncMs, () => {
      this.#cancelAnswer = null
      this.#answerAsked()
    })
  }

  /** The same for questions about presence. */
  owePresence(): void {
    if (this.#isOver || this.#cancelPresence) return
    this.#cancelPresence = this.#at(this.#presenceAt + syncMs, () => {
      this.#cancelPresence = null
      this.#presenceAt = this.#parts.clock.now()
      if (this.#listener) this.#document?.presence.tellAll(this.#listener)
    })
  }

  /** If an answer is being sent, the question waits until its end. */
  #answerAsked(): void {
    const from = this.#asked
    if (this.#answering) return
    this.#asked = null
    this.#answeredAt = this.#parts.clock.now()
    if (!from) return
    this.#owesStep2 = true
    this.#answer(from)
  }

  ask(afterMs: number): void {
    if (this.#isOver || this.#cancelQuestion) return
    const due = Math.max(this.#parts.clock.now() + afterMs, this.#askedAt + syncMs)
    this.#cancelQuestion = this.#at(due, () => {
      this.#cancelQuestion = null
      this.#askNow()
    })
  }

  #askNow(): void {
    const clocks = this.#document?.clocks()
    if (!clocks) return
    this.#owesQuestion = this.#behind !== null || this.#answering !== null
    if (this.#owesQuestion) return
    this.#askedAt = this.#parts.clock.now()
    this.say(writeMessage({ type: 'sync-step-1', stateVector: writeStateVector(clocks) }))
  }

  /** Returns a function that cancels, or null if it ran at once. */
  #at(due: number, run: () => void): (() => void) | null {
    const wait = due - this.#parts.clock.now()
    if (wait > 0) return this.#parts.clock.after(wait, run)
    run()
    return null
  }

  async #answer(from: StateVector): Promise<void> {
    if (!this.#document) return
    const answering = { answer: this.#document.answer(from), to: from }
    this.#answering = answering
    try {
      while (this.#answering === answering) await this.#sendNext(answering)
    } catch (error) {
      this.#parts.onFault(error)
      this.#listener?.condemn(closeCodes.fault, 'fault')
    }
    if (this.#answering !== null && this.#answering !== answering) return // another answer has taken over
    if (this.#owesQuestion) this.ask(0)
    if (this.#asked) this.owe(this.#asked)
  }

  /** Sends one part in its turn. */
  #sendNext(answering: { answer: SyncAnswer; to: StateVector }): Promise<void> {
    const { queue, payer, line } = this.#parts
    return queue.run(payer, this.#room, line, async () => {
      if (this.#answering !== answering) return 0
      // Asking costs a peer nothing, but reading a segment costs us. So we do not read what we cannot send.
      if (!line.isWritable) {
        this.#fallBehind(answering.to)
        return 0
      }
      const part = await answering.answer.next()
      if (this.#answering !== answering) return part.update.length
      this.#sendPart(part)
      answering.to = part.to
      if (part.last) this.#answering = null
      return part.update.length
    })
  }

  #sendPart({ update, last, late }: AnswerPart): void {
    const type = last && this.#owesStep2 ? 'sync-step-2' : 'update'
    if (last) this.#owesStep2 = false
    this.say(writeMessage({ type, update }))
    if (late.length > 0) this.say(writeMessage({ type: 'results', results: writeResults(late) }))
  }

  /**
   * Nothing more is sent until the peer has read. Then it gets what it lacks from there. If it was behind already, it has
   * asked since, and what it asks from is what it has.
   */
  #fallBehind(from: StateVector): void {
    this.#behind = from
    this.#answering = null
    this.#parts.line.whenWritable(this)
  }

  catchUp(): void {
    if (this.#isOver) return
    const from = this.#behind && (this.#answering?.to ?? this.#behind)
    this.#behind = null
    if (this.#missedPresence && this.#listener) this.#document?.presence.tellAll(this.#listener)
    this.#missedPresence = false
    if (!from) return
    this.#owesQuestion = true
    this.#answer(from)
  }

  hear(message: Uint8Array, before: () => StateVector): void {
    if (this.#behind) return
    if (this.#parts.line.isWritable) this.say(message)
    else this.#fallBehind(this.#answering?.to ?? before())
  }

  hearPresence(message: Uint8Array): void {
    if (this.#parts.line.isWritable) {
      this.say(message)
      return
    }
    this.#missedPresence = true
    this.#parts.line.whenWritable(this)
  }

  say(message: Uint8Array): void {
    if (!this.#isOver) this.#parts.line.send(this.#frames.wrap(message, this.#channel))
  }

  end(): void {
    this.#isOver = true
    this.#answering = null
    this.#cancelAnswer?.()
    this.#cancelQuestion?.()
    this.#cancelPresence?.()
  }
}
