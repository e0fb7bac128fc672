import type { StateVector } from '../../shared/wire/update.ts'
import type { OpenDocument } from '../sync/openDocument.ts'

/**
 * For a document in step: the relay keeps every item that its state vector covered, unless its answer deleted the item.
 */
export const isKeptBy = (relay: StateVector, document: OpenDocument, name: string): boolean => {
  const item = document.itemOf(name)
  return item !== null && !item.deleted && item.id.clock < (relay.get(item.id.client) ?? 0)
}
