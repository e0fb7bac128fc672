import { applyUpdate, Doc, decodeStateVector, encodeStateVector, encodeStateVectorFromUpdate } from 'yjs'
import { formerLivesKey, isAhead } from '../../shared/room/former-lives.ts'

/** The relay's complete answer for a document that only the relay writes, compared with this device's copy. */
export interface Whole {
  update: Uint8Array
  /** The content of the answer. */
  entries: ReadonlyMap<string, unknown>
  /** The content of this device's copy before the answer was applied. */
  before: ReadonlyMap<string, unknown>
  /**
   * This device has seen changes that the relay's data never had, so a backup was restored or this is different data.
   */
  ahead: boolean
}

/** Call it before the answer is applied. */
export const compareWhole = (doc: Doc, update: Uint8Array): Whole => {
  const [mine, relay] = [encodeStateVector(doc), encodeStateVectorFromUpdate(update)].map((bytes) =>
    decodeStateVector(bytes),
  ) as [Map<number, number>, Map<number, number>]
  const entries = saidBy(update)
  const before = new Map(doc.getMap('roster').entries())
  return { update, entries, before, ahead: isAhead(mine, relay, entries.get(formerLivesKey)) }
}

/**
 * Whether the document's visible content equals the answer, whatever else Yjs holds in it. It does not if a backup was
 * restored that still has what the relay deleted later: a deletion does not move the clocks, and Yjs keeps it.
 */
export const saysOnly = (doc: Doc, { entries }: Whole): boolean =>
  textOf(new Map(doc.getMap('roster').entries())) === textOf(entries)

const saidBy = (update: Uint8Array): ReadonlyMap<string, unknown> => {
  const doc = new Doc()
  applyUpdate(doc, update)
  return new Map(doc.getMap('roster').entries())
}

const textOf = (entries: ReadonlyMap<string, unknown>): string =>
  JSON.stringify([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
