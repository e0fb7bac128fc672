import * as Y from 'yjs'
import { tableInMemory } from '../../app/base/table.ts'
import type { Journal, Unsent } from '../../app/store/journal.ts'
import { journalInMemory } from '../../app/store/journalInMemory.ts'
import type { KnownTime } from '../../app/sync/relayTime.ts'
import type { Replacing } from '../../app/sync/replaceCopy.ts'
import type { Clock } from '../../relay/base/surroundings.ts'
import type { Act } from '../../shared/room/acts.ts'
import { parseDocumentName } from '../../shared/wire/documents.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import type { Chance } from '../world/chance.ts'
import { auditedJournal, type Written } from './audited-journal.ts'
import { DraftStorage } from './draft-storage.ts'
import type { Ledger } from './ledger.ts'
import { between } from './odds.ts'

export interface OutboxItem {
  id: string
  act: Act
  /** Whether the act was done without a connection to the relay. */
  offline: boolean
  /** `open`: the relay has not answered yet. */
  outcome: 'open' | 'done' | RefusalCode
}

/**
 * The disk of a browser profile, shared by its tabs: the journal, the documents, and the acts that have no answer yet.
 */
export class Storage {
  readonly journal: Journal
  readonly written: ReadonlyMap<string, Written>
  readonly clientIds = tableInMemory<number>()
  /** By room: the highest segment that may be held here, as app/lobby/model/aboveHead.ts keeps it. */
  readonly aboveHead = tableInMemory<number>()
  /** As app/room/model/vanished.ts keeps it. */
  readonly vanished = tableInMemory<Unsent>()
  readonly restored = tableInMemory<readonly number[]>()
  readonly takenClients = tableInMemory<readonly number[]>()
  /** By room and name: own records that a restored backup lacks, and that this device has held since. */
  readonly stillHeld = new Set<string>()
  /** By room and name: records of others that a restored backup lacks, and that this device has held since. */
  readonly heldOfOthers = new Set<string>()
  /** Updates per document, in the form that y-indexeddb stores. */
  readonly documents = new Map<string, Uint8Array[]>()
  /** Per document: records of others that it holds and the relay lacks. */
  readonly lost = new Map<string, readonly string[]>()
  readonly outbox: OutboxItem[] = []
  readonly drafts: DraftStorage
  /** Rooms that the home has listed at least once. */
  readonly listedOnce = new Set<string>()
  /** Rooms that the home listed until a backup without them was restored. Their data stays here. */
  readonly lostRooms = new Set<string>()
  /** The relay's clock, as last heard. */
  relayTime: KnownTime | null = null
  readonly #clock: Clock
  readonly #chance: Chance
  #lastAt = 0

  constructor(clock: Clock, chance: Chance, ledger: Ledger, complain: (what: string) => void) {
    this.#clock = clock
    this.#chance = chance
    this.drafts = new DraftStorage(clock, chance)
    const { journal, written } = auditedJournal(journalInMemory(), ledger, complain)
    this.journal = journal
    this.written = written
  }

  get waiting(): Written[] {
    return [...this.written.values()].filter(({ fate }) => fate === 'waiting')
  }

  /** Runs the work a little later, and after all work that was given before. */
  later(work: () => void): void {
    this.#lastAt = Math.max(this.#lastAt, this.#clock.now() + between(this.#chance, 0, 12))
    this.#clock.after(this.#lastAt - this.#clock.now(), work)
  }

  /** Room and name of every record in the stored documents. */
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

  noteWhatIsHeld({ isLost }: { isLost(room: string, name: string): boolean }): void {
    const held = this.held()
    for (const { room, name } of this.written.values())
      if (held.has(`${room}/${name}`) && isLost(room, name)) this.stillHeld.add(`${room}/${name}`)
    for (const id of held) {
      const [room, name] = id.split('/') as [string, string]
      if (isLost(room, name) && !this.written.has(id)) this.heldOfOthers.add(id)
    }
  }

  /** The room's documents are dropped because this person may no longer read them. */
  forgetHeld(room: string): void {
    for (const held of [this.stillHeld, this.heldOfOthers])
      for (const one of held) if (one.startsWith(`${room}/`)) held.delete(one)
  }

  /** The transaction of app/sync/replaceCopy.ts. */
  replace(document: string, content: Replacing): void {
    this.documents.set(document, [content(this.documents.get(document) ?? [])])
  }

  forget(document: string): void {
    this.lost.delete(document)
    this.documents.delete(document)
  }

  save(document: string, update: Uint8Array): void {
    this.documents.set(document, [...(this.documents.get(document) ?? []), update])
  }
}
