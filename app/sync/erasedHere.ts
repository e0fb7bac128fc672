import { type Doc, encodeStateAsUpdate, type GC, Item } from 'yjs'
import {
  type DeletedRange,
  parseUpdate,
  type StateVector,
  writeStateVector,
  writeUpdate,
} from '../../shared/wire/update.ts'

/**
 * Whether the relay holds something of a segment that is deleted on this device. That happens when a backup from before
 * the erasure is restored. Yjs ignores what it has already deleted, so this device would never see it again. `relay` is
 * the relay's state vector, `empty` its list of empty places.
 */
export const holdsErased = (doc: Doc, relay: StateVector, empty: readonly DeletedRange[]): boolean => {
  const ranges = new Map<number, DeletedRange[]>()
  for (const range of [...empty].sort((a, b) => a.clock - b.clock))
    ranges.set(range.client, [...(ranges.get(range.client) ?? []), range])
  return [...relay].some(([client, end]) => {
    const isErased = (struct: Item | GC): boolean =>
      struct.deleted && !isReplaced(doc, struct) && !isCovered(ranges.get(client) ?? [], struct, end)
    return doc.store.clients.get(client)?.some(isErased) ?? false
  })
}

/** True if another item now has the same name. Yjs then deleted the old item itself, so nothing was erased. */
const isReplaced = (doc: Doc, struct: Item | GC): boolean =>
  struct instanceof Item && struct.parentSub !== null && doc.getMap('log').has(struct.parentSub)

/** Checks only the part of the item below `end`, which the relay has. `ranges` must be ordered by clock. */
const isCovered = (ranges: readonly DeletedRange[], { id, length }: Item | GC, end: number): boolean => {
  let next = id.clock
  for (const range of ranges) if (range.clock <= next) next = Math.max(next, range.clock + range.length)
  return next >= Math.min(id.clock + length, end)
}

/** An update with what this device has and the relay lacks, without any deletions. */
export const beyond = (doc: Doc, relay: StateVector): Uint8Array => {
  const update = encodeStateAsUpdate(doc, writeStateVector(relay))
  return writeUpdate({ blocks: parseUpdate(update, Number.POSITIVE_INFINITY).blocks, deleted: [] })
}
