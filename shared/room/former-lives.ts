import type { StateVector } from '../wire/update.ts'

/**
 * Key in every relay-written document. Its value lists earlier runs of the relay that wrote the document: `[Yjs client
 * id, next clock]`, oldest first.
 */
export const formerLivesKey = 'lives'
export type FormerLives = [client: number, clock: number][]

/**
 * Whether a reader at `mine` holds something that the relay's whole document, at `relay`, never had. Then the relay was
 * restored from a backup, or this is another copy of its data.
 */
export const isAhead = (mine: StateVector, relay: StateVector, former: unknown): boolean => {
  const known = new Map([...readFormer(former), ...relay])
  const oldest = Math.min(...known.keys())
  // The list is limited, so runs before its oldest entry cannot be judged.
  return [...mine].some(([client, clock]) => client >= oldest && clock > (known.get(client) ?? 0))
}

const readFormer = (former: unknown): FormerLives =>
  Array.isArray(former) ? former.filter((life) => Array.isArray(life) && life.every(Number.isSafeInteger)) : []
