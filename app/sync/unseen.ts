import { applyUpdate, Doc, mergeUpdates } from 'yjs'
import { moved } from './lostPlaces.ts'

/**
 * `holds`, and the records in `stored` that `doc` never had. Another tab stored them after this one had loaded the copy,
 * and a relay whose backup was restored may lack them too. The relay accepts a client id with records of one device
 * only, so this device's own have one for themselves.
 */
export const withUnseen = (
  doc: Doc,
  holds: Uint8Array,
  stored: readonly Uint8Array[],
  isOwn: (name: string) => boolean,
  chance: () => number = Math.random,
): Uint8Array => {
  const copy = new Doc()
  for (const update of stored) applyUpdate(copy, update)
  const seen = doc.getMap('log')._map
  const [own, others] = [new Map<string, Uint8Array>(), new Map<string, Uint8Array>()]
  for (const [name, bytes] of copy.getMap('log'))
    if (bytes instanceof Uint8Array && !seen.has(name)) (isOwn(name) ? own : others).set(name, bytes)
  const places = [own, others].flatMap((records) => (records.size > 0 ? [moved(records, chance)] : []))
  return places.length > 0 ? mergeUpdates([holds, ...places]) : holds
}
