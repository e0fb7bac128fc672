import { applyUpdate, Doc, decodeStateVector, encodeStateVector, encodeStateVectorFromUpdate } from 'yjs'
import { formerLivesKey, isAhead } from '../../shared/room/former-lives.ts'

/** What the relay's whole answer says of a document that only the relay writes, beside what this device holds of it. */
export interface Whole {
  update: Uint8Array
  /** What it says. */
  entries: ReadonlyMap<string, unknown>
  /** What this device said before it took the answer in. */
  before: ReadonlyMap<string, unknown>
  /** This device has seen what the relay's data never had: a backup was put back, or these are other data. */
  ahead: boolean
}

/** Null where this device holds nothing that the answer does not cover. */
export const compareWhole = (doc: Doc, update: Uint8Array): Whole | null => {
  const [mine, relay] = [encodeStateVector(doc), encodeStateVectorFromUpdate(update)].map((bytes) =>
    decodeStateVector(bytes),
  ) as [Map<number, number>, Map<number, number>]
  if ([...mine].every(([client, clock]) => clock <= (relay.get(client) ?? 0))) return null
  const entries = saidBy(update)
  const before = new Map(doc.getMap('roster').entries())
  return { update, entries, before, ahead: isAhead(mine, relay, entries.get(formerLivesKey)) }
}

/** Whether a document says what the answer alone says, whatever it holds besides. */
export const saysOnly = (doc: Doc, { entries }: Whole): boolean =>
  textOf(new Map(doc.getMap('roster').entries())) === textOf(entries)

const saidBy = (update: Uint8Array): ReadonlyMap<string, unknown> => {
  const doc = new Doc()
  applyUpdate(doc, update)
  return new Map(doc.getMap('roster').entries())
}

const textOf = (entries: ReadonlyMap<string, unknown>): string =>
  JSON.stringify([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
