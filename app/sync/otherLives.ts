import { applyUpdate, Doc, decodeStateVector, encodeStateVector, encodeStateVectorFromUpdate } from 'yjs'
import { formerLivesKey, isAhead } from '../../shared/room/formerLives.ts'

/** What the relay's whole answer says of a document that only the relay writes, beside what this device holds of it. */
export interface Whole {
  update: Uint8Array
  /** This device has seen what the relay's data never had: a backup was put back, or these are other data. */
  ahead: boolean
}

/** Null where this device holds nothing that the answer does not cover. */
export const compareWhole = (doc: Doc, update: Uint8Array): Whole | null => {
  const [mine, relay] = [encodeStateVector(doc), encodeStateVectorFromUpdate(update)].map((bytes) =>
    decodeStateVector(bytes),
  ) as [Map<number, number>, Map<number, number>]
  if ([...mine].every(([client, clock]) => clock <= (relay.get(client) ?? 0))) return null
  return { update, ahead: isAhead(mine, relay, saidBy(update).get(formerLivesKey)) }
}

/** Whether a document says what the answer alone says, whatever it holds besides. */
export const saysOnly = (doc: Doc, update: Uint8Array): boolean =>
  textOf(doc.getMap('roster')) === textOf(saidBy(update))

const saidBy = (update: Uint8Array) => {
  const doc = new Doc()
  applyUpdate(doc, update)
  return doc.getMap('roster')
}

const textOf = (map: ReturnType<typeof saidBy>): string =>
  JSON.stringify([...map.entries()].sort(([a], [b]) => (a < b ? -1 : 1)))
