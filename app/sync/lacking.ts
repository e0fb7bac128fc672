import { type Doc, getState, Item } from 'yjs'
import type { DeletedRange, StateVector } from '../../shared/wire/update.ts'

/**
 * Records of a segment, by name, that this device has and the relay lacks. `relay` is the relay's state vector, `empty`
 * its list of empty places. A name that the relay has in another item, for example a carried record, is not included. If
 * it was erased there, it is: only the relay's answer that it is erased takes it off this device.
 */
export const lackingIn = (doc: Doc, relay: StateVector, empty: readonly DeletedRange[]): Map<string, Uint8Array> => {
  const lacking = new Map<string, Uint8Array>()
  for (const [client, structs] of doc.store.clients) {
    const known = relay.get(client) ?? 0
    if (getState(doc.store, client) <= known) continue
    for (const item of structs) {
      if (!(item instanceof Item) || item.id.clock < known || item.deleted || item.parentSub === null) continue
      const [bytes] = item.content.getContent()
      if (bytes instanceof Uint8Array && !isElsewhere(item, relay, empty)) lacking.set(item.parentSub, bytes)
    }
  }
  return lacking
}

/** Whether the relay had a name in another item that is empty now, so probably it erased the record. */
export const isEmptiedElsewhere = (
  doc: Doc,
  name: string,
  relay: StateVector,
  empty: readonly DeletedRange[],
): boolean => itemsAtRelay(doc.getMap('log')._map.get(name)?.left ?? null, relay).some((other) => isIn(empty, other))

const isElsewhere = (item: Item, relay: StateVector, empty: readonly DeletedRange[]): boolean =>
  itemsAtRelay(item.left, relay).some((other) => !isIn(empty, other))

/** Yjs keeps all items of one name in one linked list. These are the given one and those to its left. */
const itemsAtRelay = (from: Item | null, relay: StateVector): Item[] => {
  const items: Item[] = []
  for (let item = from; item !== null; item = item.left)
    if (item.id.clock < (relay.get(item.id.client) ?? 0)) items.push(item)
  return items
}

const isIn = (ranges: readonly DeletedRange[], { id }: Item): boolean =>
  ranges.some(({ client, clock, length }) => client === id.client && clock <= id.clock && id.clock < clock + length)
