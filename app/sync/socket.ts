import { createSignal } from 'solid-js'
import { Malformed } from '../../shared/bytes.ts'
import { type Control, muxVersion, parseFrame, writeFrame } from '../../shared/wire/mux.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import type { Clock } from '../base/clock.ts'

/** One document's end of the socket. */
export interface ChannelEnd {
  opened(): void
  message(bytes: Uint8Array): void
  /** A sign of life from the relay. */
  hello(): void
  /** 1006 where the whole socket fell; otherwise the relay's word. The line is not used again. */
  closed(code: number): void
}

/** `idle`: nobody needs it. `ended`: the relay knows no sign-in session, and it stays so until `start` is called again. */
export type SocketState = 'idle' | 'connecting' | 'open' | 'broken' | 'ended'

/** What the relay said it refuses us for: it does not take this page for its own, or its disk is full. */
export type Barred = 'address' | 'full'
/** `not opened`: the relay answered by HTTP just before. `turned away`: it said so, or fell silent. */
export type Failure = 'unreachable' | 'turned away' | 'not opened' | Barred

export type Readiness = 'go' | 'wait' | 'unreachable' | 'ended' | Barred

export interface SocketParts {
  url: string
  WebSocket: new (url: string) => WebSocket
  clock: Clock
  /** What the device's clock says, whoever set it: the relay compares it with its own. */
  deviceTime(): number
  /** 0 to 1, for jitter. */
  chance: () => number
  /** Whether somebody looks at this page. */
  isVisible: () => boolean
  /**
   * Asked before every attempt: what must be done first, such as binding the device to the session. `unreachable`: nobody
   * answers there. `wait`: the relay answers, and cannot have us now.
   */
  prepare(): Promise<Readiness>
  onHello(relayTime: number): void
  onEnded(): void
  /** An attempt came to nothing, or the socket fell. */
  onFailed(why: Failure): void
}

const firstDelayMs = 500
const longestDelayMs = 30_000
/** While somebody looks and nobody answers: a relay that comes back is found within two seconds, and its clients come over a whole one. */
const longestVisibleDelayMs = 1_600
/** A new socket on which nothing is heard by then leads nowhere. */
const helloWithinMs = 10_000
/** An attempt as old as this may hang in a network that is gone. */
const hangsAfterMs = 2_000
const steadyAfterMs = 5_000
/** The relay says hello every 20 s. */
const silenceMs = 45_000

/** The one WebSocket of this tab: it carries every document's line and comes back by itself. */
export class Socket {
  readonly #parts: SocketParts
  readonly #waiting = new Map<ChannelEnd, string>()
  readonly #numbers = new Map<ChannelEnd, number>()
  readonly #lines = new Map<number, ChannelEnd>()
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

  stop(): void {
    this.#stopped = true
    this.#drop()
    this.#say('idle')
  }

  /** The network may be back, or somebody asks for it: try at once, and doubt a socket that has been silent. */
  wake(): void {
    const now = this.#parts.clock.now()
    if (this.state() === 'open' && now - this.#heardAt > silenceMs / 2) this.#drop()
    if (this.state() === 'connecting' && now - this.#attemptedAt > hangsAfterMs) this.#drop()
    if (this.state() !== 'broken') return
    this.#failures = 0
    this.#connect()
  }

  /** `line` hears `opened` as soon as the relay is there; no round trip is made for it. */
  open(document: string, line: ChannelEnd): void {
    if (this.state() === 'open') this.#assign(document, line)
    else this.#waiting.set(line, document)
    this.#connectIfNeeded()
  }

  send(line: ChannelEnd, message: Uint8Array): void {
    const channel = this.#numbers.get(line)
    if (channel !== undefined) this.#write({ channel, message })
  }

  close(line: ChannelEnd): void {
    this.#waiting.delete(line)
    const channel = this.#numbers.get(line)
    if (channel === undefined) return
    this.#forget(line, channel)
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
      else this.#lines.get(frame.channel)?.message(frame.message)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      console.error('the relay sent a frame that is none:', error.message)
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
        throw new Malformed('open is for clients to say')
    }
  }

  #closed(channel: number, code: number): void {
    const line = this.#lines.get(channel)
    if (!line) return
    this.#forget(line, channel)
    line.closed(code)
  }

  #greet(version: number, time: number): void {
    // An app older or newer than its relay waits for its own update; nothing it could say would be understood.
    if (version !== muxVersion) {
      this.#fail()
      return
    }
    this.#parts.onHello(time)
    this.#write({ control: 'hello', version: muxVersion, time: Math.max(0, Math.round(this.#parts.deviceTime())) })
    if (this.state() !== 'open') this.#begin()
    for (const line of [...this.#lines.values()]) line.hello()
  }

  #begin(): void {
    this.#openedAt = this.#parts.clock.now()
    this.#say('open')
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const [line, document] of waiting) this.#assign(document, line)
  }

  #assign(document: string, line: ChannelEnd): void {
    const channel = ++this.#lastNumber
    this.#lines.set(channel, line)
    this.#numbers.set(line, channel)
    this.#write({ control: 'open', channel, document })
    queueMicrotask(() => this.#numbers.has(line) && line.opened())
  }

  #forget(line: ChannelEnd, channel: number): void {
    this.#lines.delete(channel)
    this.#numbers.delete(line)
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
    this.#parts.onEnded()
  }

  /** A relay that answers and will not have us is given more and more time; one that is not there costs nobody anything. */
  #retryLater(failure: Failure): void {
    const { clock, chance, isVisible, onFailed } = this.#parts
    this.#say('broken')
    onFailed(failure)
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
    const lines = [...this.#lines.values()]
    this.#lines.clear()
    this.#numbers.clear()
    if (socket) {
      socket.onmessage = null
      socket.onclose = null
      socket.onerror = () => {}
      socket.close()
    }
    this.#say(this.#stopped ? 'idle' : 'broken')
    for (const line of lines) line.closed(1006)
  }

  #say(state: SocketState): void {
    this.#state[1](state)
  }
}
