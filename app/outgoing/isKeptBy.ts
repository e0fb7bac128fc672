import type { StateVector } from '../../shared/wire/update.ts'
import type { OpenDocument } from '../sync/openDocument.ts'

/** Of a document that is in step: what the relay had before it answered it keeps, unless its answer said that it does not. */
export const isKeptBy = (relay: StateVector, document: OpenDocument, name: string): boolean => {
  const item = document.itemOf(name)
  return item !== null && !item.deleted && item.id.clock < (relay.get(item.id.client) ?? 0)
}
