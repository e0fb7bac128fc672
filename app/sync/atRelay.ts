import type { Doc } from 'yjs'
import type { Block, DeletedRange, StateVector } from '../../shared/wire/update.ts'
import { holdsErased, undeleted } from './erasedHere.ts'
import { isEmptiedElsewhere, lackingIn } from './lacking.ts'
import { LostPlaces, moved } from './lostPlaces.ts'

/** What the relay has of one segment, as far as it has told. */
export class AtRelay {
  readonly #doc: Doc
  readonly #isOwn: (name: string) => boolean
  readonly #chance: () => number
  readonly #places: LostPlaces
  /** Null until the first connection tells. */
  #clocks: StateVector | null = null
  #empty: readonly DeletedRange[] = []
  #isStale = true

  /** `isOwn`: this device's own sync or journal sends the record. `chance`: 0 to 1, for new Yjs client ids. */
  constructor(doc: Doc, isOwn: (name: string) => boolean, chance: () => number = Math.random) {
    this.#doc = doc
    this.#isOwn = isOwn
    this.#chance = chance
    this.#places = new LostPlaces(doc)
  }

  has(vector: StateVector): void {
    if (this.#isStale) this.#clocks = new Map()
    this.#isStale = false
    for (const [client, clock] of vector) this.#advance(client, clock)
  }

  /** Returns whether the relay has something again that it had lost. */
  said(blocks: readonly Block[]): boolean {
    let isBack = false
    for (const block of blocks) {
      if (this.#places.fill(block)) isBack = true
      this.#hear(block)
    }
    return isBack
  }

  #hear({ client, clock, structs }: Block): void {
    let at = clock
    for (const struct of structs) {
      const length = 'empty' in struct ? struct.empty : 1
      if ('empty' in struct) this.leftEmpty([{ client, clock: at, length }], false)
      at += length
    }
    this.#advance(client, at)
  }

  /** If `all`, these are all of its empty places; otherwise they add to the earlier ones. */
  leftEmpty(places: readonly DeletedRange[], all: boolean): void {
    this.#empty = all ? places : [...this.#empty, ...places]
  }

  /** Records of others that this device has and the relay lacks, by name. */
  lacking(): Map<string, Uint8Array> {
    const lacking = this.#clocks ? lackingIn(this.#doc, this.#clocks, this.#empty) : []
    return new Map([...lacking].filter(([name]) => !this.#isOwn(name)))
  }

  /** Whether the relay probably erased a record that this device still shows, because it holds a second copy of it. */
  mayHaveErased(name: string): boolean {
    return this.#clocks !== null && isEmptiedElsewhere(this.#doc, name, this.#clocks, this.#empty)
  }

  /** The relay has lost these records of others. */
  hasLost(names: readonly string[]): void {
    this.#places.note(names)
  }

  /** An update with what the relay lacks of others now, and with what it had lost and has not sent since. */
  movedLost(): Uint8Array {
    return moved(new Map([...this.#places.records(), ...this.lacking()]), this.#chance)
  }

  /** Whether the relay sends something else in the place of a record that it lost. */
  replacesLost(blocks: readonly Block[]): boolean {
    return this.#places.isReplacedBy(blocks)
  }

  /**
   * Whether a new connection covers the place of a record that the relay lost. What stands there now was written while
   * this device was away, so it may be something else.
   */
  coversLost(vector: StateVector): boolean {
    return this.#isStale && this.#places.isCoveredBy(vector)
  }

  /** Whether it has something, up to `vector` or as far as it has told, that is deleted on this device. */
  holdsErased(vector: StateVector = this.#clocks ?? new Map()): boolean {
    return holdsErased(this.#doc, vector, this.#empty)
  }

  /** An update with what this device has, without any deletions. */
  undeleted(): Uint8Array {
    return undeleted(this.#doc, this.#clocks ?? new Map())
  }

  /** The connection is gone. The next one tells everything anew. */
  forget(): void {
    this.#isStale = true
  }

  #advance(client: number, clock: number): void {
    this.#clocks?.set(client, Math.max(clock, this.#clocks.get(client) ?? 0))
  }
}
