import { type Doc, encodeStateAsUpdate, type GC, Item } from 'yjs'
import {
  type DeletedRange,
  parseUpdate,
  type StateVector,
  writeStateVector,
  writeUpdate,
} from '../../shared/wire/update.ts'

/**
 * Whether the relay, which has `relay` and of it is `empty`, holds something of a segment that is deleted here: a backup of
 * before it was erased was put back. Yjs skips what it has deleted, so this device would never see it again.
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

/** Of two items under one name Yjs deletes one by itself. */
const isReplaced = (doc: Doc, struct: Item | GC): boolean =>
  struct instanceof Item && struct.parentSub !== null && doc.getMap('log').has(struct.parentSub)

/** As far as the relay has it. `ranges` in the order of their clocks. */
const isCovered = (ranges: readonly DeletedRange[], { id, length }: Item | GC, end: number): boolean => {
  let next = id.clock
  for (const range of ranges) if (range.clock <= next) next = Math.max(next, range.clock + range.length)
  return next >= Math.min(id.clock + length, end)
}

/** What this device holds and the relay lacks, without a word of what is deleted. */
export const beyond = (doc: Doc, relay: StateVector): Uint8Array => {
  const update = encodeStateAsUpdate(doc, writeStateVector(relay))
  return writeUpdate({ blocks: parseUpdate(update, Number.POSITIVE_INFINITY).blocks, deleted: [] })
}
