import { afterAll, expect, it, vi } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { rosterName } from '../../shared/wire/documents.ts'
import { writeMessage } from '../../shared/wire/messages.ts'
import { relayPresence } from '../../shared/wire/presence.ts'
import { House, type MemoryClient, type Resident } from '../world/house.ts'

// Before the imports: stock awareness takes hold of the clock when it is loaded.
vi.hoisted(() => vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] }))
afterAll(() => {
  vi.useRealTimers()
})

/** Stock awareness behind a peer, echoing as y-websocket does: all that changed, by whomever. */
class Stock {
  readonly awareness = new Awareness(new Y.Doc())
  readonly #peer: MemoryClient
  #read = 0

  static async open(person: Resident, document: string): Promise<Stock> {
    return new Stock(await person.hear(document))
  }

  private constructor(peer: MemoryClient) {
    this.#peer = peer
    type Changes = { added: number[]; updated: number[]; removed: number[] }
    this.awareness.on('update', ({ added, updated, removed }: Changes) => {
      const update = encodeAwarenessUpdate(this.awareness, [...added, ...updated, ...removed])
      peer.connection.receive(writeMessage({ type: 'awareness', update }))
    })
    this.awareness.setLocalState({ status: 'online' })
  }

  listen(): void {
    for (const message of this.#peer.heard.slice(this.#read))
      if (message.type === 'awareness') applyAwarenessUpdate(this.awareness, message.update, 'relay')
    this.#read = this.#peer.heard.length
  }

  get others(): number[] {
    return [...this.awareness.getStates().keys()].filter((client) => client !== this.awareness.clientID).sort()
  }
}

it('stock clients still see everybody after five quiet minutes', async () => {
  const house = new House()
  const olga = await house.person('olga')
  const roster = rosterName(await house.room(olga))
  const guest = house.guest(roster)
  await guest.sync()
  const second = async () => {
    vi.advanceTimersByTime(1_000)
    await house.clock.pass(1_000)
    for (const stock of stocks) stock.listen()
  }
  const stocks: Stock[] = []
  for (const pauses of [1, 3, 5, 7, 2]) {
    stocks.push(await Stock.open(olga, roster))
    for (let i = 0; i < pauses; i++) await second()
  }
  const everybody = stocks.map(({ awareness }) => awareness.clientID)
  for (let n = 0; n < 300; n++) {
    await second()
    for (const { awareness, others } of stocks)
      expect(others, `after ${n} s`).toEqual(
        [relayPresence, ...everybody].filter((client) => client !== awareness.clientID).sort(),
      )
  }
  for (const { awareness } of stocks) awareness.destroy()
})
