import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { Reader } from '../../shared/bytes.ts'
import { parseResults, type RefusalCode } from '../../shared/wire/results.ts'
import { parseStateVector, type StateVector } from '../../shared/wire/update.ts'
import { ChangeSignal } from './change-signal.ts'
import type { Signed } from './device.ts'
import type { Relay } from './relay.ts'

// Every provider listens for the exit of the process, and tests have many providers at the same time.
process.setMaxListeners(0)

/** y-websocket's own provider with a bearer token, which also reads the relay's results. */
export class Stock {
  readonly doc = new Y.Doc()
  readonly provider: WebsocketProvider
  readonly acked = new Set<string>()
  readonly refused = new Map<string, RefusalCode>()
  /** Resolves to the final close code. */
  readonly closed: Promise<number>
  readonly #signal = new ChangeSignal()
  readonly #clocks = new Map<string, number>()
  #held: StateVector = new Map()

  constructor(relay: Relay, document: string, token?: string) {
    const headers = token ? { authorization: `Bearer ${token}` } : undefined
    class BearerSocket extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { headers })
      }
    }
    this.provider = new WebsocketProvider(`${relay.url.replace('http', 'ws')}/sync`, document, this.doc, {
      WebSocketPolyfill: BearerSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
      maxBackoffTime: 250,
      connect: false,
    })
    this.provider.messageHandlers[100] = (_, decoder) => {
      this.#readResults(new Reader(decoder.arr.subarray(decoder.pos)).varbytes())
    }
    const stockSync = this.provider.messageHandlers[0]!
    this.provider.messageHandlers[0] = (encoder, decoder, ...rest) => {
      this.#hearHeld(decoder.arr.subarray(decoder.pos))
      stockSync(encoder, decoder, ...rest)
    }
    this.closed = new Promise((resolve) => {
      this.provider.on('closed', ({ code }) => resolve(code))
    })
    for (const event of ['sync', 'status', 'closed'] as const) this.provider.on(event, () => this.#signal.ring())
    this.doc.on('update', () => this.#signal.ring())
    this.provider.connect()
  }

  get log(): Y.Map<Uint8Array> {
    return this.doc.getMap('log')
  }

  get roster(): Y.Map<unknown> {
    return this.doc.getMap('roster')
  }

  write(...records: Signed[]): void {
    const clock = Y.getState(this.doc.store, this.doc.clientID)
    for (const [i, { name }] of records.entries()) this.#clocks.set(name, clock + i)
    this.doc.transact(() => {
      for (const { name, bytes } of records) this.log.set(name, bytes)
    })
  }

  /** Whether the relay has confirmed our record: by an acknowledgement or by a state vector that covers it. */
  isKept(name: string): boolean {
    return this.acked.has(name) || this.#clocks.get(name)! < (this.#held.get(this.doc.clientID) ?? 0)
  }

  /** The relay's sync step 1 also acknowledges what it covers. */
  #hearHeld(message: Uint8Array): void {
    const reader = new Reader(message)
    if (reader.varuint() === 0) this.#held = parseStateVector(reader.varbytes())
  }

  #readResults(bytes: Uint8Array): void {
    for (const result of parseResults(bytes)) {
      if (result.kind === 'acked') this.acked.add(result.name)
      if (result.kind === 'refused') this.refused.set(result.name, result.code)
    }
    this.#signal.ring()
  }

  /** Waits until `holds` returns true. Checks whenever the document, the socket or the results change. */
  async until(what: string, holds: () => boolean, ms?: number): Promise<void> {
    await this.#signal.wait(what, () => (holds() ? true : undefined), ms)
  }

  synced(ms?: number): Promise<void> {
    return this.until('the document is synced', () => this.provider.synced, ms)
  }

  end(): void {
    this.provider.destroy()
    this.doc.destroy()
  }
}

/** The records of a segment, as loaded by a new honest client. */
export const load = async (relay: Relay, document: string, token?: string): Promise<Map<string, Uint8Array>> => {
  const stock = new Stock(relay, document, token)
  await stock.synced()
  const records = new Map(stock.log.entries())
  stock.end()
  return records
}
