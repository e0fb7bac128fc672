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

/** Null if the answer covers everything that this device has. */
export const compareWhole = (doc: Doc, update: Uint8Array): Whole | null => {
  const [mine, relay] = [encodeStateVector(doc), encodeStateVectorFromUpdate(update)].map((bytes) =>
    decodeStateVector(bytes),
  ) as [Map<number, number>, Map<number, number>]
  if ([...mine].every(([client, clock]) => clock <= (relay.get(client) ?? 0))) return null
  const entries = saidBy(update)
  const before = new Map(doc.getMap('roster').entries())
  return { update, entries, before, ahead: isAhead(mine, relay, entries.get(formerLivesKey)) }
}

/** Whether the document's visible content equals the answer, whatever else Yjs holds in it. */
export const saysOnly = (doc: Doc, { entries }: Whole): boolean =>
  textOf(new Map(doc.getMap('roster').entries())) === textOf(entries)

const saidBy = (update: Uint8Array): ReadonlyMap<string, unknown> => {
  const doc = new Doc()
  applyUpdate(doc, update)
  return new Map(doc.getMap('roster').entries())
}

const textOf = (entries: ReadonlyMap<string, unknown>): string =>
  JSON.stringify([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
