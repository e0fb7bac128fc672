import type { Clock } from '../../relay/base/surroundings.ts'
import type { Connection, Socket } from '../../relay/connection/socket.ts'
import type { Chance } from '../world/chance.ts'
import { between, happens } from './odds.ts'
import { Pipe } from './pipe.ts'

/** What a client is told about its socket. */
export interface ClientEnd {
  opened(): void
  received(bytes: Uint8Array): void
  closed(code: number): void
}
/** Accepts a dialled socket. Returns null while no relay is running. */
export type Answer = (line: Line) => Connection | null

type Up = { name: 'dial' } | { name: 'frame'; bytes: Uint8Array } | { name: 'close' }
type Down = { name: 'open' } | { name: 'frame'; bytes: Uint8Array } | { name: 'close'; code: number }

const abnormal = 1006
/** For a slow reader each byte counts as this many, so that a short story can fill a buffer of 256 KB. */
const slowReaderWeight = 1_000

/**
 * One WebSocket with both of its ends, between a client and the relay. It keeps the order in each direction and is as
 * unreliable as TCP.
 */
export class Line {
  readonly socket: Socket
  slow = false
  readonly #chance: Chance
  readonly #answer: Answer
  readonly #up: Pipe<Up>
  readonly #down: Pipe<Down>
  #client: ClientEnd | null
  #connection: Connection | null = null
  #closing = false

  constructor(clock: Clock, chance: Chance, answer: Answer, client: ClientEnd) {
    this.#chance = chance
    this.#answer = answer
    this.#client = client
    this.#up = new Pipe(
      clock,
      () => between(chance, 1, 40),
      (item) => this.#arriveAtRelay(item),
    )
    this.#down = new Pipe(
      clock,
      () => this.#downDelayMs(),
      (item) => this.#arriveAtClient(item),
    )
    this.socket = this.#relayEnd()
    this.#up.push({ name: 'dial' })
  }

  send(bytes: Uint8Array): void {
    this.#up.push({ name: 'frame', bytes })
  }

  /** The client closes it. What it sent before still arrives. */
  close(): void {
    this.#client = null
    this.#down.cut()
    this.#up.push({ name: 'close' })
  }

  hold(): void {
    this.#up.hold()
    this.#down.hold()
  }

  release(): void {
    this.#up.release()
    this.#down.release()
  }

  /** The network fails. Each end is told separately, and messages on their way may be lost. */
  break(): void {
    if (happens(this.#chance, 0.5)) this.#up.drop()
    this.#up.push({ name: 'close' })
    this.relayDied()
  }

  /** The relay's process has ended, so nobody listens there any more. */
  relayDied(): void {
    if (happens(this.#chance, 0.5)) this.#down.drop()
    this.#down.push({ name: 'close', code: abnormal })
  }

  forgetRelay(): void {
    this.#connection = null
    this.#up.cut()
  }

  #downDelayMs(): number {
    return this.slow ? between(this.#chance, 300, 3_000) : between(this.#chance, 1, 40)
  }

  #relayEnd(): Socket {
    const down = this.#down
    const weight = () => (this.slow ? slowReaderWeight : 0)
    return {
      send: (bytes) => {
        if (!this.#closing) down.push({ name: 'frame', bytes })
      },
      close: (code) => {
        if (!this.#closing) down.push({ name: 'close', code })
        this.#closing = true
      },
      get bufferedBytes() {
        return weight() * down.waiting.reduce((sum, item) => sum + (item.name === 'frame' ? item.bytes.length : 0), 0)
      },
    }
  }

  #arriveAtRelay(item: Up): void {
    if (item.name === 'dial') {
      this.#down.push({ name: 'open' })
      this.#connection = this.#answer(this)
      if (!this.#connection) this.#down.push({ name: 'close', code: abnormal })
    } else if (item.name === 'frame') {
      this.#connection?.receive(item.bytes)
    } else {
      this.#connection?.closed()
      this.#connection = null
      this.#up.cut()
    }
  }

  #arriveAtClient(item: Down): void {
    if (item.name === 'open') this.#client?.opened()
    else if (item.name === 'frame') this.#client?.received(item.bytes)
    else {
      const client = this.#client
      this.close()
      client?.closed(item.code)
    }
  }
}
