import { homeEntries } from '../../shared/room/home.ts'
import { rosterEntries } from '../../shared/room/roster.ts'
import { homeName, rosterName } from '../../shared/wire/documents.ts'
import type { Change, Store } from '../store/store.ts'
import { homeOf } from './home.ts'
import { rosterOf } from './roster.ts'
import { StoreAfter } from './store-after.ts'
import { rewrite } from './written-document.ts'

/** Documents that a change of rows makes stale. */
export interface Stale {
  rosters: readonly string[]
  homes: readonly string[]
}

export interface WithDocuments {
  /** The change given, and the new states of the documents. */
  change: Change
  /** For those who have the documents open, once the change is committed. */
  updates: { name: string; update: Uint8Array }[]
}

/**
 * Rewrites the rosters and homes that a change makes stale, into the same change. Two that touch the same document must be
 * planned one after the other's commit, or the second overwrites the first.
 */
export const withDocuments = async (
  store: Store,
  change: Change,
  stale: Stale,
  now: number,
): Promise<WithDocuments> => {
  const after = new StoreAfter(store, change)
  const documents: { name: string; state: Uint8Array }[] = []
  const updates: { name: string; update: Uint8Array }[] = []
  const write = async (name: string, wanted: ReadonlyMap<string, unknown>) => {
    const written = rewrite(await store.document(name), wanted)
    if (written === null) return
    documents.push({ name, state: written.state })
    updates.push({ name, update: written.update })
  }
  for (const id of new Set(stale.rosters)) {
    const roster = await rosterOf(after, id)
    if (roster) await write(rosterName(id), rosterEntries(roster))
  }
  for (const user of new Set(stale.homes)) await write(homeName(user), homeEntries(await homeOf(after, user, now)))
  return { change: { ...change, documents: [...(change.documents ?? []), ...documents] }, updates }
}
