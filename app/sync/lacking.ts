import { type Doc, getState, Item } from 'yjs'
import type { StateVector } from '../../shared/wire/update.ts'

/**
 * What a segment holds here and the relay, which stands at `relay`, does not: by name. A name that the relay has in another
 * place, as what was carried, is not among them, erased or not.
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

/** Items under one name stand in a row. */
const isElsewhere = (item: Item, relay: StateVector): boolean => {
  for (let other = item.left; other !== null; other = other.left)
    if (other.id.clock < (relay.get(other.id.client) ?? 0)) return true
  return false
}
