import { WebSocket } from 'ws'
import { type Message, parseMessage, writeMessage } from '../../shared/wire/messages.ts'
import { type PresenceEntry, parsePresence } from '../../shared/wire/presence.ts'
import { parseResults, type Result } from '../../shared/wire/results.ts'
import { parseStateVector, parseUpdate, type StateVector, writeStateVector } from '../../shared/wire/update.ts'
import { ChangeSignal } from './change-signal.ts'
import type { Relay } from './relay.ts'
import { within } from './until.ts'

export interface LineOptions {
  /** Bearer token of a sign-in session; a guest has none. */
  token?: string
  headers?: { [name: string]: string }
  /** Appended to `/sync/`; null for the socket of many documents. */
  document: string | null
}

/** A WebSocket to the relay with nothing between the test and the bytes. */
export class Line {
  readonly socket: WebSocket
  /** All messages received, oldest first; frames of the multiplexed socket are kept raw in `frames`. */
  readonly messages: Message[] = []
  readonly results: Result[] = []
  readonly presence: PresenceEntry[] = []
  readonly frames: Uint8Array[] = []
  /** Close code. */
  readonly closed: Promise<number>
  lastByteAt = 0
  closedAt = 0
  readonly #isMultiplexed: boolean
  readonly #bell = new ChangeSignal()

  private constructor(relay: Relay, { document, token, headers = {} }: LineOptions) {
    const address = `${relay.url.replace('http', 'ws')}/sync${document === null ? '' : `/${document}`}`
    const bearer = token ? { authorization: `Bearer ${token}` } : {}
    this.socket = new WebSocket(address, { headers: { ...bearer, ...headers }, perMessageDeflate: true })
    this.#isMultiplexed = document === null
    this.socket.on('message', (data) => this.#receive(data as Buffer))
    this.socket.on('error', () => {}) // told by the close that follows
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code) => {
        this.closedAt = performance.now()
        resolve(code)
        this.#bell.ring()
      })
    })
  }

  /** Resolves once the upgrade was answered; a socket that is refused afterwards is open for a moment. */
  static async open(relay: Relay, options: LineOptions): Promise<Line> {
    const line = new Line(relay, options)
    await within('the socket opens', line.#opens())
    return line
  }

  #opens(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('open', resolve)
      this.socket.once('error', reject)
    })
  }

  #receive(data: Buffer): void {
    this.lastByteAt = performance.now()
    const bytes = new Uint8Array(data)
    this.frames.push(bytes)
    if (!this.#isMultiplexed) this.#read(parseMessage(bytes))
    this.#bell.ring()
  }

  #read(message: Message): void {
    this.messages.push(message)
    if (message.type === 'results') this.results.push(...parseResults(message.results))
    if (message.type === 'awareness') this.presence.push(...parsePresence(message.update))
  }

  send(message: Message): void {
    this.sendBytes(writeMessage(message))
  }

  sendBytes(bytes: Uint8Array): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(bytes)
  }

  /** The first thing, of all received so far or later, of which `find` makes something. */
  wait<T>(what: string, find: () => T | undefined, ms?: number): Promise<T> {
    return this.#bell.wait(
      what,
      () => {
        const value = find()
        if (value === undefined && this.socket.readyState === WebSocket.CLOSED)
          throw new Error(`closed while waiting: ${what}`)
        return value
      },
      ms,
    )
  }

  /** What became of a record. */
  verdict(name: string): Promise<Result> {
    const isAbout = (result: Result) => (result.kind === 'acked' || result.kind === 'refused') && result.name === name
    return this.wait(`a result for ${name}`, () => this.results.find(isAbout))
  }

  /** Sync step 1; the answer is the segment as one update. */
  async sync(from: StateVector = new Map()): Promise<Uint8Array> {
    const earlier = this.messages.length
    this.send({ type: 'sync-step-1', stateVector: writeStateVector(from) })
    return await this.wait('sync step 2', () => {
      const answer = this.messages.slice(earlier).find(({ type }) => type === 'sync-step-2')
      return answer?.type === 'sync-step-2' ? answer.update : undefined
    })
  }

  /** What the relay said last that it holds. */
  held(): Promise<StateVector> {
    return this.wait('sync step 1', () => {
      const last = this.messages.findLast(({ type }) => type === 'sync-step-1')
      return last?.type === 'sync-step-1' ? parseStateVector(last.stateVector) : undefined
    })
  }

  /** Names of the records that came over it. */
  namesHeard(): Set<string> {
    const updates = this.messages.flatMap((message) =>
      'update' in message && message.type !== 'awareness' ? [message.update] : [],
    )
    const structs = updates.flatMap((update) => parseUpdate(update).blocks.flatMap((block) => block.structs))
    return new Set(structs.flatMap((struct) => ('name' in struct ? [struct.name] : [])))
  }

  close(): Promise<number> {
    this.socket.terminate()
    return this.closed
  }
}
