import type { Doc, ID, Item } from 'yjs'
import { type Block, type StateVector, writeUpdate } from '../../shared/wire/update.ts'

/**
 * Where this device holds records that the relay has lost. The relay no longer knows to whom their Yjs clients belong.
 * So any member can write in the same places, and the relay's deletions there then mean what that member wrote.
 */
export class LostPlaces {
  readonly #doc: Doc
  #places = new Map<string, ID>()

  constructor(doc: Doc) {
    this.#doc = doc
  }

  note(names: readonly string[]): void {
    this.#places = new Map()
    for (const name of names) {
      const item = this.#doc.getMap('log')._map.get(name)
      if (item) this.#places.set(name, item.id)
    }
  }

  /** The records that still stand there. */
  records(): Map<string, Uint8Array> {
    const records = new Map<string, Uint8Array>()
    for (const name of this.#places.keys()) {
      const bytes = this.#itemAt(name)?.content.getContent()[0]
      if (bytes instanceof Uint8Array) records.set(name, bytes)
    }
    return records
  }

  /** The relay sends these. What it sends again in its old place is no longer lost. Returns whether there was any. */
  fill({ client, clock, structs }: Block): boolean {
    const before = this.#places.size
    let at = clock
    for (const struct of structs) {
      if ('name' in struct && isAt(this.#places.get(struct.name), client, at)) this.#places.delete(struct.name)
      at += 'empty' in struct ? struct.empty : 1
    }
    return this.#places.size < before
  }

  /** Whether one of the blocks has something else in one of these places. */
  isReplacedBy(blocks: readonly Block[]): boolean {
    if (this.#places.size === 0) return false
    const names = new Map(blocks.map((block) => [block.client, namesIn(block)]))
    return this.#isAny(({ client, clock }, name) => {
      const said = names.get(client)?.(clock)
      return said !== undefined && said !== name
    })
  }

  isCoveredBy(vector: StateVector): boolean {
    return this.#isAny(({ client, clock }) => clock < (vector.get(client) ?? 0))
  }

  #isAny(is: (place: ID, name: string) => boolean): boolean {
    return [...this.#places].some(([name, place]) => is(place, name) && this.#itemAt(name) !== null)
  }

  /** Null if it was deleted, or if another item of that name replaced it. */
  #itemAt(name: string): Item | null {
    const item = this.#doc.getMap('log')._map.get(name)
    return item && !item.deleted && isAt(this.#places.get(name), item.id.client, item.id.clock) ? item : null
  }
}

const isAt = (place: ID | undefined, client: number, clock: number): boolean =>
  place?.client === client && place.clock === clock

/** Returns which name the block has at a clock: null where it is empty, undefined outside of it. */
const namesIn = ({ clock: start, structs }: Block): ((clock: number) => string | null | undefined) => {
  const names = new Map<number, string>()
  let end = start
  for (const struct of structs) {
    if ('name' in struct) names.set(end, struct.name)
    end += 'empty' in struct ? struct.empty : 1
  }
  return (clock) => (start <= clock && clock < end ? (names.get(clock) ?? null) : undefined)
}

/**
 * An update that holds the records under a new Yjs client id. Nobody else knows the id, so nobody else can write in
 * these places. It is lower than nearly all others, because Yjs then hides the record as soon as it comes from the relay.
 */
export const moved = (records: ReadonlyMap<string, Uint8Array>, chance: () => number): Uint8Array => {
  const client = 1 + Math.floor(chance() * 2 ** 20)
  const structs = [...records].map(([name, bytes]) => ({ name, bytes }))
  return writeUpdate({ blocks: [{ client, clock: 0, structs }], deleted: [] })
}
