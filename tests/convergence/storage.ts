import type { Clock } from '../../relay/room/surroundings.ts'
import type { Act } from '../../shared/room/acts.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import type { Chance } from '../world/chance.ts'
import type { Journal } from './journal.ts'
import { between } from './odds.ts'

export interface OutboxItem {
  id: string
  act: Act
  /** `open`: the relay has not answered yet. */
  outcome: 'open' | 'done' | RefusalCode
}

/** What a browser profile keeps on its disk, for all of its tabs: the journal, the documents, the acts not yet done. */
export class Storage {
  readonly journal: Journal
  /** Updates per document, as y-indexeddb keeps them. */
  readonly documents = new Map<string, Uint8Array[]>()
  readonly outbox: OutboxItem[] = []
  /** Rooms that the home has listed once. */
  readonly listedOnce = new Set<string>()
  /** Relay's clock minus this device's, as last heard. */
  offsetMs = 0
  readonly #clock: Clock
  readonly #chance: Chance
  #lastAt = 0

  constructor(clock: Clock, chance: Chance, journal: Journal) {
    this.#clock = clock
    this.#chance = chance
    this.journal = journal
  }

  /** One transaction: happens at once, whole, some time later, after those asked for before. */
  transact<T>(work: () => T): Promise<T> {
    this.#lastAt = Math.max(this.#lastAt, this.#clock.now() + between(this.#chance, 0, 12))
    return new Promise((resolve) => this.#clock.after(this.#lastAt - this.#clock.now(), () => resolve(work())))
  }

  save(document: string, update: Uint8Array): void {
    this.documents.set(document, [...(this.documents.get(document) ?? []), update])
  }
}
