import { WebSocket } from 'ws'
import { mergeUpdates } from 'yjs'
import { type Message, parseMessage, writeMessage } from '../../shared/wire/messages.ts'
import { type PresenceEntry, parsePresence } from '../../shared/wire/presence.ts'
import { parseResults, type Result } from '../../shared/wire/results.ts'
import { parseStateVector, parseUpdate, type StateVector, writeStateVector } from '../../shared/wire/update.ts'
import { ChangeSignal } from './change-signal.ts'
import type { Relay } from './relay.ts'
import { within } from './until.ts'

export interface LineOptions {
  /** Bearer token of a sign-in session. A guest has none. */
  token?: string
  headers?: { [name: string]: string }
  /** Appended to `/sync/`. Null for the multiplexed socket. */
  document: string | null
}

/** A plain WebSocket to the relay, so that a test sees and sends raw bytes. */
export class Line {
  readonly socket: WebSocket
  /** All messages received, oldest first. Frames of the multiplexed socket are kept raw in `frames`. */
  readonly messages: Message[] = []
  readonly results: Result[] = []
  readonly presence: PresenceEntry[] = []
  readonly frames: Uint8Array[] = []
  /** Resolves to the close code. */
  readonly closed: Promise<number>
  lastByteAt = 0
  closedAt = 0
  readonly #isMultiplexed: boolean
  readonly #signal = new ChangeSignal()

  private constructor(relay: Relay, { document, token, headers = {} }: LineOptions) {
    const address = `${relay.url.replace('http', 'ws')}/sync${document === null ? '' : `/${document}`}`
    const bearer = token ? { authorization: `Bearer ${token}` } : {}
    this.socket = new WebSocket(address, { headers: { ...bearer, ...headers }, perMessageDeflate: true })
    this.#isMultiplexed = document === null
    this.socket.on('message', (data) => this.#receive(data as Buffer))
    this.socket.on('error', () => {}) // the close event that follows is what we handle
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code) => {
        this.closedAt = performance.now()
        resolve(code)
        this.#signal.ring()
      })
    })
  }

  /** Resolves once the upgrade is answered. A socket that the relay refuses after the upgrade is open for a moment. */
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
    this.#signal.ring()
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

  /** Waits until `find` returns a value for what was received so far or later, and returns that value. */
  wait<T>(what: string, find: () => T | undefined, ms?: number): Promise<T> {
    return this.#signal.wait(
      what,
      () => {
        const value = find()
        if (value === undefined && this.socket.readyState === WebSocket.CLOSED)
          throw new Error(`the socket was closed before this happened: ${what}`)
        return value
      },
      ms,
    )
  }

  /** The relay's result for a record: acknowledged or refused. */
  resultFor(name: string): Promise<Result> {
    const isAbout = (result: Result) => (result.kind === 'acked' || result.kind === 'refused') && result.name === name
    return this.wait(`a result for ${name}`, () => this.results.find(isAbout))
  }

  /** Sends sync step 1. The answer comes in parts, and is returned as one update. */
  async sync(from: StateVector = new Map()): Promise<Uint8Array> {
    const earlier = this.messages.length
    this.send({ type: 'sync-step-1', stateVector: writeStateVector(from) })
    return await this.wait('sync step 2', () => {
      const heard = this.messages.slice(earlier)
      const end = heard.findIndex(({ type }) => type === 'sync-step-2')
      return end < 0 ? undefined : mergeUpdates(heard.slice(0, end + 1).flatMap(updateIn))
    })
  }

  /** The state vector that the relay sent last. */
  held(): Promise<StateVector> {
    return this.wait('sync step 1', () => {
      const last = this.messages.findLast(({ type }) => type === 'sync-step-1')
      return last?.type === 'sync-step-1' ? parseStateVector(last.stateVector) : undefined
    })
  }

  /** Names of the records received on this socket. */
  namesHeard(): Set<string> {
    const structs = this.messages
      .flatMap(updateIn)
      .flatMap((update) => parseUpdate(update).blocks.flatMap((block) => block.structs))
    return new Set(structs.flatMap((struct) => ('name' in struct ? [struct.name] : [])))
  }

  close(): Promise<number> {
    this.socket.terminate()
    return this.closed
  }
}

const updateIn = (message: Message): Uint8Array[] =>
  message.type === 'update' || message.type === 'sync-step-2' ? [message.update] : []
