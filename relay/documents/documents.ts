import { homeEntries } from '../../shared/room/home.ts'
import { rosterEntries } from '../../shared/room/roster.ts'
import { homeName, rosterName } from '../../shared/wire/documents.ts'
import type { Change, Store } from '../store/store.ts'
import { homeOf } from './home.ts'
import { membershipsOf, rosterOf } from './roster.ts'
import { StoreAfter } from './store-after.ts'
import { amend, rewrite, type Written } from './written-document.ts'

/** Documents that a change of rows makes stale. */
export interface Stale {
  rosters: readonly string[]
  homes: readonly string[]
  /** Users whose own entry is stale in every roster. Nothing else in those rosters is stale. */
  people?: readonly string[]
}

export interface WithDocuments {
  /** The given change, with the new states of the documents. */
  change: Change
  /** For listeners of the documents, once the change is committed. */
  updates: { name: string; update: Uint8Array }[]
}

/**
 * Rewrites the rosters and homes that a change makes stale, as part of the same change. If two changes touch the same
 * document, the second must be planned after the first is committed, or it overwrites the first.
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
  const put = (name: string, written: Written | null) => {
    if (written === null) return
    documents.push({ name, state: written.state })
    updates.push({ name, update: written.update })
  }
  const rosters = new Set(stale.rosters)
  for (const user of stale.people ?? [])
    for (const { room, member } of await membershipsOf(after, user)) {
      const state = rosters.has(room) ? null : await store.document(rosterName(room))
      if (state) put(rosterName(room), amend(state, new Map([[`member/${user}`, member]]), store.life))
    }
  for (const id of rosters) {
    const roster = await rosterOf(after, id)
    if (roster) put(rosterName(id), rewrite(await store.document(rosterName(id)), rosterEntries(roster), store.life))
  }
  for (const user of new Set(stale.homes))
    put(
      homeName(user),
      rewrite(await store.document(homeName(user)), homeEntries(await homeOf(after, user, now)), store.life),
    )
  return { change: { ...change, documents: [...(change.documents ?? []), ...documents] }, updates }
}
