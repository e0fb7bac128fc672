import type { StateVector } from '../wire/update.ts'

/** The key, in every relay-written document, of which runs of the relay wrote it before: `[Yjs client id, next clock]`, oldest first. */
export const formerLivesKey = 'lives'
export type FormerLives = [client: number, clock: number][]

/**
 * Whether a reader who stands at `mine` holds something that the relay's whole document, which stands at `relay`, never had:
 * a backup was put back, or this is another copy of the relay's data.
 */
export const isAhead = (mine: StateVector, relay: StateVector, former: unknown): boolean => {
  const known = new Map([...readFormer(former), ...relay])
  const oldest = Math.min(...known.keys())
  // Of lives before the oldest one told there is nothing to say.
  return [...mine].some(([client, clock]) => client >= oldest && clock > (known.get(client) ?? 0))
}

const readFormer = (former: unknown): FormerLives =>
  Array.isArray(former) ? former.filter((life) => Array.isArray(life) && life.every(Number.isSafeInteger)) : []
