import { type Doc, encodeStateAsUpdate, type GC, getState, Item } from 'yjs'
import {
  type Block,
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

/**
 * An update with what this device has, without any deletions. Of a client that the relay has as far, it ends before the
 * first place that Yjs has hidden because the record stands in another one too. An update can only tell that such a
 * place is deleted, and from here on that would look like an erasure. The relay sends it again.
 */
export const undeleted = (doc: Doc, relay: StateVector): Uint8Array => {
  const { blocks } = parseUpdate(encodeStateAsUpdate(doc), Number.POSITIVE_INFINITY)
  const kept = blocks.flatMap((block) => upTo(block, firstHidden(doc, relay, block.client)))
  return writeUpdate({ blocks: kept, deleted: [] })
}

/** Infinity if there is none, or if the relay lacks something after it. */
const firstHidden = (doc: Doc, relay: StateVector, client: number): number => {
  if ((relay.get(client) ?? 0) < getState(doc.store, client)) return Number.POSITIVE_INFINITY
  const hidden = doc.store.clients.get(client)?.find((struct) => struct.deleted && isReplaced(doc, struct))
  return hidden?.id.clock ?? Number.POSITIVE_INFINITY
}

/** The structs of a block before a clock. A client without any has no block. */
const upTo = ({ client, clock, structs }: Block, end: number): Block[] => {
  const kept: Block['structs'] = []
  let at = clock
  for (const struct of structs) {
    if (at >= end) break
    const length = 'empty' in struct ? struct.empty : 1
    kept.push('empty' in struct ? { empty: Math.min(length, end - at) } : struct)
    at += length
  }
  return kept.length > 0 ? [{ client, clock, structs: kept }] : []
}

/** An update with what this device has and the relay lacks, without any deletions. */
export const beyond = (doc: Doc, relay: StateVector): Uint8Array => {
  const update = encodeStateAsUpdate(doc, writeStateVector(relay))
  return writeUpdate({ blocks: parseUpdate(update, Number.POSITIVE_INFINITY).blocks, deleted: [] })
}
