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

/** Yjs keeps all items of one name in one linked list. */
const isElsewhere = (item: Item, relay: StateVector, empty: readonly DeletedRange[]): boolean => {
  for (let other = item.left; other !== null; other = other.left)
    if (other.id.clock < (relay.get(other.id.client) ?? 0) && !isIn(empty, other)) return true
  return false
}

const isIn = (ranges: readonly DeletedRange[], { id }: Item): boolean =>
  ranges.some(({ client, clock, length }) => client === id.client && clock <= id.clock && id.clock < clock + length)
