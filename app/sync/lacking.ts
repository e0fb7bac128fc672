import { type Doc, getState, Item } from 'yjs'
import type { StateVector } from '../../shared/wire/update.ts'

/**
 * Records of a segment, by name, that this device has and the relay lacks. `relay` is the relay's state vector. A name
 * that the relay has in another item, for example a carried record, is not included, even if it was erased there.
 */
export const lackingIn = (doc: Doc, relay: StateVector): Map<string, Uint8Array> => {
  const lacking = new Map<string, Uint8Array>()
  for (const [client, structs] of doc.store.clients) {
    const known = relay.get(client) ?? 0
    if (getState(doc.store, client) <= known) continue
    for (const item of structs) {
      if (!(item instanceof Item) || item.id.clock < known || item.deleted || item.parentSub === null) continue
      const [bytes] = item.content.getContent()
      if (bytes instanceof Uint8Array && !isElsewhere(item, relay)) lacking.set(item.parentSub, bytes)
    }
  }
  return lacking
}

/** Yjs keeps all items of one name in one linked list. */
const isElsewhere = (item: Item, relay: StateVector): boolean => {
  for (let other = item.left; other !== null; other = other.left)
    if (other.id.clock < (relay.get(other.id.client) ?? 0)) return true
  return false
}
