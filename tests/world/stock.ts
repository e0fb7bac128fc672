import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { Reader } from '../../shared/bytes.ts'
import { parseResults, type RefusalCode } from '../../shared/wire/results.ts'
import { Bell } from './bell.ts'
import type { Signed } from './device.ts'
import type { Relay } from './relay.ts'

/** y-websocket's own provider with a bearer token, and an ear for the relay's results. */
export class Stock {
  readonly doc = new Y.Doc()
  readonly provider: WebsocketProvider
  readonly acked = new Set<string>()
  readonly refused = new Map<string, RefusalCode>()
  /** Final close code. */
  readonly closed: Promise<number>
  readonly #bell = new Bell()

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
    this.closed = new Promise((resolve) => {
      this.provider.on('closed', ({ code }) => resolve(code))
    })
    for (const event of ['sync', 'status', 'closed'] as const) this.provider.on(event, () => this.#bell.ring())
    this.doc.on('update', () => this.#bell.ring())
    this.provider.connect()
  }

  get log(): Y.Map<Uint8Array> {
    return this.doc.getMap('log')
  }

  get roster(): Y.Map<unknown> {
    return this.doc.getMap('roster')
  }

  write({ name, bytes }: Signed): void {
    this.log.set(name, bytes)
  }

  #readResults(bytes: Uint8Array): void {
    for (const result of parseResults(bytes)) {
      if (result.kind === 'acked') this.acked.add(result.name)
      if (result.kind === 'refused') this.refused.set(result.name, result.code)
    }
    this.#bell.ring()
  }

  /** Until `holds`, looked at whenever the document, the socket or the results change. */
  async until(what: string, holds: () => boolean, ms?: number): Promise<void> {
    await this.#bell.wait(what, () => (holds() ? true : undefined), ms)
  }

  synced(ms?: number): Promise<void> {
    return this.until('the document is synced', () => this.provider.synced, ms)
  }

  end(): void {
    this.provider.destroy()
    this.doc.destroy()
  }
}

/** The records of a segment as a fresh honest client holds them. */
export const load = async (relay: Relay, document: string, token?: string): Promise<Map<string, Uint8Array>> => {
  const stock = new Stock(relay, document, token)
  await stock.synced()
  const records = new Map(stock.log.entries())
  stock.end()
  return records
}
