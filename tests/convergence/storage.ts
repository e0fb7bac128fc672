import * as Y from 'yjs'
import { tableInMemory } from '../../app/base/table.ts'
import type { Journal } from '../../app/store/journal.ts'
import { journalInMemory } from '../../app/store/journalInMemory.ts'
import type { KnownTime } from '../../app/sync/relayTime.ts'
import type { Clock } from '../../relay/base/surroundings.ts'
import type { Act } from '../../shared/room/acts.ts'
import { parseDocumentName } from '../../shared/wire/documents.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import type { Chance } from '../world/chance.ts'
import { auditedJournal, type Written } from './audited-journal.ts'
import type { Ledger } from './ledger.ts'
import { between } from './odds.ts'

export interface OutboxItem {
  id: string
  act: Act
  /** Done while there was no way to the relay. */
  offline: boolean
  /** `open`: the relay has not answered yet. */
  outcome: 'open' | 'done' | RefusalCode
}

/** What a browser profile keeps on its disk, for all of its tabs: the journal, the documents, the acts not yet done. */
export class Storage {
  readonly journal: Journal
  readonly written: ReadonlyMap<string, Written>
  readonly clientIds = tableInMemory<number>()
  /** Updates per document, as y-indexeddb keeps them. */
  readonly documents = new Map<string, Uint8Array[]>()
  readonly outbox: OutboxItem[] = []
  /** Rooms that the home has listed once. */
  readonly listedOnce = new Set<string>()
  /** Rooms that the home listed until a backup was put back that lacks them: all of them stays here. */
  readonly lostRooms = new Set<string>()
  /** As last heard. */
  relayTime: KnownTime | null = null
  readonly #clock: Clock
  readonly #chance: Chance
  #lastAt = 0

  constructor(clock: Clock, chance: Chance, ledger: Ledger, complain: (what: string) => void) {
    this.#clock = clock
    this.#chance = chance
    const { journal, written } = auditedJournal(journalInMemory(), ledger, complain)
    this.journal = journal
    this.written = written
  }

  get waiting(): Written[] {
    return [...this.written.values()].filter(({ fate }) => fate === 'waiting')
  }

  /** Some time later, and after what was asked for before. */
  later(work: () => void): void {
    this.#lastAt = Math.max(this.#lastAt, this.#clock.now() + between(this.#chance, 0, 12))
    this.#clock.after(this.#lastAt - this.#clock.now(), work)
  }

  /** By room and name: the records that stand in documents here. */
  held(): Set<string> {
    const held = new Set<string>()
    for (const [document, updates] of this.documents) {
      const parsed = parseDocumentName(document)
      if (parsed?.kind !== 'segment' && parsed?.kind !== 'self') continue
      const room = parsed.kind === 'self' ? parsed.user : parsed.room
      const doc = new Y.Doc()
      for (const update of updates) Y.applyUpdate(doc, update)
      for (const name of doc.getMap('log').keys()) held.add(`${room}/${name}`)
    }
    return held
  }

  save(document: string, update: Uint8Array): void {
    this.documents.set(document, [...(this.documents.get(document) ?? []), update])
  }
}
