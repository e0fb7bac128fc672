import { homeEntries } from '../../shared/room/home.ts'
import { type Roster, rosterEntries } from '../../shared/room/roster.ts'
import { homeName, rosterName } from '../../shared/wire/documents.ts'
import type { Change, Store } from '../store/store.ts'
import { homeOf } from './home.ts'
import { membershipsOf, rosterOf } from './roster.ts'
import { staleBy } from './stale-documents.ts'
import { StoreAfter } from './store-after.ts'
import { amend, rewrite, type Written } from './written-document.ts'

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
export const withDocuments = async (store: Store, change: Change, now: number): Promise<WithDocuments> => {
  const stale = await staleBy(store, change)
  const rosters = new Set(stale.rosters)
  const writing = new DocumentsAfter(store, change, now)
  for (const user of new Set(stale.entries)) await writing.entry(user, rosters)
  const members: string[] = []
  for (const room of rosters) members.push(...(await writing.roster(room)))
  for (const user of new Set([...members, ...stale.homes])) await writing.home(user)
  return writing.written
}

/** The same for a change of a room that no home shows. Only its roster is rewritten. */
export const withRoster = async (store: Store, change: Change, room: string, now: number): Promise<WithDocuments> => {
  const writing = new DocumentsAfter(store, change, now)
  await writing.roster(room)
  return writing.written
}

/** Rewrites the documents that show a user, without any change. */
export const documentsAnew = async (store: Store, user: string, now: number): Promise<Change> => {
  const writing = new DocumentsAfter(store, {}, now)
  for (const room of await store.rooms.everOf(user)) await writing.roster(room)
  await writing.home(user)
  return writing.written.change
}

/** What homes show of the rooms that their users are in. */
const shownAtHome = ['name', 'visibility', 'picture', 'archived'] as const satisfies (keyof Roster)[]

class DocumentsAfter {
  readonly #store: Store
  readonly #change: Change
  readonly #after: StoreAfter
  readonly #now: number
  readonly #documents: { name: string; state: Uint8Array }[] = []
  readonly #updates: WithDocuments['updates'] = []

  constructor(store: Store, change: Change, now: number) {
    this.#store = store
    this.#change = change
    this.#after = new StoreAfter(store, change)
    this.#now = now
  }

  get written(): WithDocuments {
    const documents = [...(this.#change.documents ?? []), ...this.#documents]
    return { change: { ...this.#change, documents }, updates: this.#updates }
  }

  /** Writes a user's own entry into all rosters but these, which are written as a whole. */
  async entry(user: string, besides: ReadonlySet<string>): Promise<void> {
    for (const { room, member } of await membershipsOf(this.#after, user)) {
      const state = besides.has(room) ? null : await this.#store.documents.byName(rosterName(room))
      if (state) this.#put(rosterName(room), amend(state, new Map([[`member/${user}`, member]]), this.#store.life))
    }
  }

  /** Resolves to the members in whose homes the room looks different now. */
  async roster(room: string): Promise<string[]> {
    const roster = await rosterOf(this.#after, room)
    if (roster === null) return []
    const before = await this.#store.documents.byName(rosterName(room))
    const written = rewrite(before, rosterEntries(roster), this.#store.life)
    this.#put(rosterName(room), written)
    const looksDifferent = shownAtHome.some((key) => written?.changed.has(key))
    return looksDifferent ? [...roster.members].filter(([, { role }]) => role !== null).map(([user]) => user) : []
  }

  async home(user: string): Promise<void> {
    const before = await this.#store.documents.byName(homeName(user))
    const home = await homeOf(this.#after, user, this.#now)
    this.#put(homeName(user), rewrite(before, homeEntries(home), this.#store.life))
  }

  #put(name: string, written: Written | null): void {
    if (written === null) return
    this.#documents.push({ name, state: written.state })
    this.#updates.push({ name, update: written.update })
  }
}
