import type { Clock } from '../../relay/base/surroundings.ts'
import { parseFrame, writeFrame } from '../../shared/wire/mux.ts'
import type { Chance } from '../world/chance.ts'
import type { ClientEnd, Line } from './line.ts'
import { between } from './odds.ts'
import type { Replica } from './replica.ts'

export interface TabSocketParts {
  clock: Clock
  chance: Chance
  /** Null if there is no network. */
  dial(client: ClientEnd): Line | null
  announces: boolean
  /** Called with the time of the relay's clock. */
  hello(time: number): void
  opened(): void
  channelClosed(replica: Replica, code: number): void
  /** The socket was closed with a final code, so it is not dialled again until `connect`. */
  ended(code: number): void
}

const silenceMs = 30_000
const isFinal = (code: number): boolean => code >= 4400 && code < 4500

/** A tab's only socket, which is dialled again whenever it ends. It has one channel for each replica. */
export class TabSocket {
  readonly #parts: TabSocketParts
  readonly #channels = new Map<number, Replica>()
  #line: Line | null = null
  #open = false
  #stopped = false
  #nextChannel = 1
  #cancelSilence: (() => void) | null = null

  constructor(parts: TabSocketParts) {
    this.#parts = parts
  }

  get isOpen(): boolean {
    return this.#open
  }

  get line(): Line | null {
    return this.#line
  }

  connect(): void {
    if (this.#line || this.#stopped) return
    const line = this.#parts.dial({
      opened: () => line === this.#line && this.#opened(),
      received: (bytes) => line === this.#line && this.#received(bytes),
      closed: (code) => line === this.#line && this.#closed(code),
    })
    this.#line = line
    if (line) this.#listen()
    else this.#again()
  }

  /** Opens a channel for the replica, if there is a socket. */
  open(replica: Replica): void {
    if (!this.#open || replica.isAttached) return
    const channel = this.#nextChannel++
    this.#channels.set(channel, replica)
    this.#send(writeFrame({ control: 'open', channel, document: replica.name }))
    replica.attach((message) => this.#send(writeFrame({ channel, message })), this.#parts.announces)
  }

  close(replica: Replica): void {
    for (const [channel, other] of this.#channels) {
      if (other !== replica) continue
      this.#channels.delete(channel)
      this.#send(writeFrame({ control: 'close', channel, code: 1000 }))
    }
    replica.detach()
  }

  /** Opens a channel without a replica. What the relay sends on it is ignored. */
  openAside(document: string): number | null {
    if (!this.#open) return null
    const channel = this.#nextChannel++
    this.#send(writeFrame({ control: 'open', channel, document }))
    return channel
  }

  /** Sends bytes that our own client would never send. */
  sendRaw(bytes: Uint8Array): void {
    this.#send(bytes)
  }

  channelOf(replica: Replica): number | null {
    for (const [channel, other] of this.#channels) if (other === replica) return channel
    return null
  }

  /** Closes the socket for good. */
  stop(): void {
    this.#stopped = true
    this.#line?.close()
    this.#forget()
  }

  #opened(): void {
    this.#open = true
    this.#parts.opened()
  }

  #received(bytes: Uint8Array): void {
    this.#listen()
    const frame = parseFrame(bytes)
    if ('message' in frame) this.#channels.get(frame.channel)?.receive(frame.message)
    else if (frame.control === 'hello') this.#parts.hello(frame.time)
    else if (frame.control === 'close') this.#channelClosed(frame.channel, frame.code)
  }

  #channelClosed(channel: number, code: number): void {
    const replica = this.#channels.get(channel)
    this.#channels.delete(channel)
    replica?.detach()
    if (replica) this.#parts.channelClosed(replica, code)
  }

  #closed(code: number): void {
    this.#forget()
    if (isFinal(code)) this.#parts.ended(code)
    else this.#again()
  }

  #again(): void {
    this.#parts.clock.after(between(this.#parts.chance, 100, 2_500), () => this.connect())
  }

  /** Like y-websocket: after half a minute without a message the socket is given up. */
  #listen(): void {
    this.#cancelSilence?.()
    this.#cancelSilence = this.#parts.clock.after(silenceMs, () => {
      this.#line?.close()
      this.#closed(1006)
    })
  }

  #send(bytes: Uint8Array): void {
    this.#line?.send(bytes)
  }

  #forget(): void {
    this.#cancelSilence?.()
    this.#line = null
    this.#open = false
    for (const replica of this.#channels.values()) replica.detach()
    this.#channels.clear()
    this.#nextChannel = 1
  }
}
