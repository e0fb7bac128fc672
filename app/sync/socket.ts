import { createSignal } from 'solid-js'
import { Malformed } from '../../shared/bytes.ts'
import { type Control, muxVersion, parseFrame, writeFrame } from '../../shared/wire/mux.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import type { Clock } from '../base/clock.ts'
import { Listeners } from '../base/listeners.ts'

/** One document's end of the socket. */
export interface ChannelEnd {
  opened(): void
  message(bytes: Uint8Array): void
  /** The relay said hello, so it is alive. */
  hello(): void
  /** The code is 1006 if the whole socket fell, otherwise the relay's own. This channel end is not used again. */
  closed(code: number): void
}

/**
 * `idle`: nobody needs the socket. `ended`: the relay knows no sign-in session, and the state stays so until `start` is
 * called again.
 */
export type SocketState = 'idle' | 'connecting' | 'open' | 'broken' | 'ended'

/** Why the relay refuses us: it does not accept the origin of this page, or its disk is full. */
export type Barred = 'address' | 'full'
/**
 * `not opened`: the socket did not open although the relay had just answered by HTTP. `turned away`: the relay refused
 * or fell silent.
 */
export type Failure = 'unreachable' | 'turned away' | 'not opened' | Barred

export type Readiness = 'go' | 'wait' | 'unreachable' | 'ended' | Barred

interface SocketParts {
  url: string
  WebSocket: new (url: string) => WebSocket
  clock: Clock
  /** The device's clock, even if somebody changed it. The relay compares it with its own. */
  deviceTime(): number
  /** 0 to 1, for jitter. */
  chance: () => number
  /** Whether this page is visible. */
  isVisible: () => boolean
  /**
   * Called before every attempt, for work that must come first, such as registering the device. `unreachable`: nobody
   * answers. `wait`: the relay answers but cannot accept us now.
   */
  prepare(): Promise<Readiness>
}

const firstDelayMs = 500
const longestDelayMs = 30_000
/**
 * The limit while the page is visible and the relay is unreachable. When the relay comes back, it is found within two
 * seconds, and its clients are spread over a whole second.
 */
const longestVisibleDelayMs = 1_600
/** A new socket without a hello in this time is given up. */
const helloWithinMs = 10_000
/** An attempt older than this may hang in a network that no longer exists. */
const hangsAfterMs = 2_000
const steadyAfterMs = 5_000
/** The relay says hello every 20 s. */
const silenceMs = 45_000

/** The only WebSocket of this tab. It carries the channels of all documents and reconnects by itself. */
export class Socket {
  /** Emits the relay's time with each hello. */
  readonly hello = new Listeners<number>()
  /** The relay no longer accepts the sign-in session. */
  readonly ended = new Listeners<void>()
  /** An attempt failed, or the socket fell. */
  readonly failed = new Listeners<Failure>()
  readonly #parts: SocketParts
  readonly #waiting = new Map<ChannelEnd, string>()
  readonly #numbers = new Map<ChannelEnd, number>()
  readonly #ends = new Map<number, ChannelEnd>()
  readonly #state = createSignal<SocketState>('idle')
  #socket: WebSocket | null = null
  #lastNumber = 0
  #failures = 0
  #lastFailure: 'unreachable' | 'turned away' = 'unreachable'
  #attempt = 0
  #attemptedAt = 0
  #openedAt = 0
  #heardAt = 0
  #stopped = true
  #cancelTimer: () => void = () => {}

  constructor(parts: SocketParts) {
    this.#parts = parts
  }

  state(): SocketState {
    return this.#state[0]()
  }

  start(): void {
    this.#stopped = false
    this.#failures = 0
    if (this.state() === 'ended' || this.state() === 'broken') this.#say('idle')
    this.#connectIfNeeded()
  }

  close(): void {
    this.#stopped = true
    this.#drop()
    this.#say('idle')
  }

  /**
   * Tries at once, because the network may be back or the user asked for it. A socket that has been silent for long is
   * replaced.
   */
  wake(): void {
    const now = this.#parts.clock.now()
    if (this.state() === 'open' && now - this.#heardAt > silenceMs / 2) this.#drop()
    if (this.state() === 'connecting' && now - this.#attemptedAt > hangsAfterMs) this.#drop()
    if (this.state() !== 'broken') return
    this.#failures = 0
    this.#connect()
  }

  /** `end.opened` is called as soon as the relay is connected, without a round trip. */
  openChannel(document: string, end: ChannelEnd): void {
    if (this.state() === 'open') this.#assign(document, end)
    else this.#waiting.set(end, document)
    this.#connectIfNeeded()
  }

  send(end: ChannelEnd, message: Uint8Array): void {
    const channel = this.#numbers.get(end)
    if (channel !== undefined) this.#write({ channel, message })
  }

  closeChannel(end: ChannelEnd): void {
    this.#waiting.delete(end)
    const channel = this.#numbers.get(end)
    if (channel === undefined) return
    this.#forget(end, channel)
    this.#write({ control: 'close', channel, code: 1000 })
  }

  #connectIfNeeded(): void {
    if (!this.#stopped && this.state() === 'idle' && this.#waiting.size > 0) this.#connect()
  }

  #connect(): void {
    this.#cancelTimer()
    this.#say('connecting')
    this.#attemptedAt = this.#parts.clock.now()
    const attempt = ++this.#attempt
    this.#parts
      .prepare()
      .catch(() => 'wait' as const)
      .then((word) => attempt === this.#attempt && this.#goOn(word))
  }

  #goOn(word: Readiness): void {
    if (this.#stopped || this.state() !== 'connecting') return
    if (word === 'go') this.#dial()
    else if (word === 'ended') this.#end()
    else this.#retryLater(word === 'wait' ? 'turned away' : word)
  }

  #dial(): void {
    const socket = new this.#parts.WebSocket(this.#parts.url)
    socket.binaryType = 'arraybuffer'
    this.#socket = socket
    this.#failAfter(helloWithinMs)
    let hasHeard = false
    socket.onmessage = ({ data }) => {
      hasHeard = true
      if (this.#socket === socket) this.#hear(new Uint8Array(data as ArrayBuffer))
    }
    socket.onclose = ({ code }) => {
      if (this.#socket !== socket) return
      if (code === closeCodes.signedOut) this.#end()
      else this.#fail(code === 1006 && !hasHeard ? 'not opened' : 'turned away')
    }
  }

  #hear(bytes: Uint8Array): void {
    this.#heardAt = this.#parts.clock.now()
    this.#failAfter(silenceMs)
    try {
      const frame = parseFrame(bytes)
      if ('control' in frame) this.#obey(frame)
      else this.#ends.get(frame.channel)?.message(frame.message)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      console.error('the relay sent a malformed frame:', error.message)
      this.#fail()
    }
  }

  #obey(frame: Control): void {
    switch (frame.control) {
      case 'hello':
        this.#greet(frame.version, frame.time)
        return
      case 'close':
        this.#closed(frame.channel, frame.code)
        return
      case 'open':
        throw new Malformed('an open frame can only come from a client')
    }
  }

  #closed(channel: number, code: number): void {
    const end = this.#ends.get(channel)
    if (!end) return
    this.#forget(end, channel)
    end.closed(code)
  }

  #greet(version: number, time: number): void {
    // An app of another version than its relay waits for its own update, because the two would not understand each
    // other.
    if (version !== muxVersion) {
      this.#fail()
      return
    }
    this.hello.emit(time)
    this.#write({ control: 'hello', version: muxVersion, time: Math.max(0, Math.round(this.#parts.deviceTime())) })
    if (this.state() !== 'open') this.#begin()
    for (const end of [...this.#ends.values()]) end.hello()
  }

  #begin(): void {
    this.#openedAt = this.#parts.clock.now()
    this.#say('open')
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const [end, document] of waiting) this.#assign(document, end)
  }

  #assign(document: string, end: ChannelEnd): void {
    const channel = ++this.#lastNumber
    this.#ends.set(channel, end)
    this.#numbers.set(end, channel)
    this.#write({ control: 'open', channel, document })
    queueMicrotask(() => this.#numbers.has(end) && end.opened())
  }

  #forget(end: ChannelEnd, channel: number): void {
    this.#ends.delete(channel)
    this.#numbers.delete(end)
  }

  #write(frame: Parameters<typeof writeFrame>[0]): void {
    if (this.#socket?.readyState === 1) this.#socket.send(writeFrame(frame) as Uint8Array<ArrayBuffer>)
  }

  #failAfter(ms: number): void {
    this.#cancelTimer()
    this.#cancelTimer = this.#parts.clock.after(ms, () => this.#fail())
  }

  #fail(failure: Failure = 'turned away'): void {
    if (this.#openedAt && this.#parts.clock.now() - this.#openedAt > steadyAfterMs) this.#failures = 0
    this.#drop()
    this.#retryLater(failure)
  }

  #end(): void {
    this.#drop()
    this.#say('ended')
    this.ended.emit()
  }

  /**
   * The delay grows with each failure. For a relay that answers but refuses us it grows up to 30 s. For an unreachable
   * one it stays short while the page is visible, because these attempts cost nobody anything.
   */
  #retryLater(failure: Failure): void {
    const { clock, chance, isVisible } = this.#parts
    this.#say('broken')
    this.failed.emit(failure)
    const why = failure === 'unreachable' ? failure : 'turned away'
    if (why !== this.#lastFailure) this.#failures = 0
    this.#lastFailure = why
    const most = why === 'unreachable' && isVisible() ? longestVisibleDelayMs : longestDelayMs
    const longest = Math.min(most, firstDelayMs * 2 ** this.#failures++)
    this.#cancelTimer = clock.after(longest * (0.5 + chance() / 2), () => this.#connect())
  }

  #drop(): void {
    this.#cancelTimer()
    this.#attempt++
    this.#openedAt = 0
    const socket = this.#socket
    this.#socket = null
    this.#lastNumber = 0
    const ends = [...this.#ends.values()]
    this.#ends.clear()
    this.#numbers.clear()
    if (socket) {
      socket.onmessage = null
      socket.onclose = null
      socket.onerror = () => {}
      socket.close()
    }
    this.#say(this.#stopped ? 'idle' : 'broken')
    for (const end of ends) end.closed(1006)
  }

  #say(state: SocketState): void {
    this.#state[1](state)
  }
}
