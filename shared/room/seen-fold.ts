import { comparePositions } from '../record/name.ts'
import type { FoldEntry } from './entry.ts'
import type { WhoIs } from './message.ts'
import { asSeen, isSeenKey, type Seen, userOfSeenKey } from './seen.ts'

/** What the records of one segment say about how far one person has read. */
export interface Told {
  /** Whoever posts has read what comes before. */
  readonly post: Seen | null
  /** Their last `set`. Its `seen` is null if they don't tell. */
  readonly set: { readonly at: Seen; readonly seen: Seen | null } | null
}

/**
 * Folds who has read how far, record by record. A new record costs no more than one person's places. Records by others
 * than the person whom the key names are passed over, so that a relay cannot add them unnoticed.
 */
export class SeenFolding {
  /** The newest post of each device. */
  readonly #posts = new Map<string, FoldEntry>()
  /** All `set` records about people by name. A replaced one is gone soon, so there are one or two for each person. */
  readonly #sets = new Map<string, FoldEntry>()
  #folded: { whoIs: WhoIs; told: ReadonlyMap<string, Told> } | null = null

  put(entry: FoldEntry): void {
    const { body, device, name } = entry
    if (body.kind === 'post') {
      const last = this.#posts.get(device)
      if (last && comparePositions(last, entry) >= 0) return
      this.#posts.set(device, entry)
    } else if (body.kind === 'set' && isSeenKey(body.key)) this.#sets.set(name, entry)
    else return
    this.#folded = null
  }

  /** `left`: all entries without this one. They are read only if it was the last post of its device. */
  remove({ name, device }: FoldEntry, left: Iterable<FoldEntry>): void {
    const wasSet = this.#sets.delete(name)
    const wasLast = this.#posts.get(device)?.name === name
    if (wasSet || wasLast) this.#folded = null
    if (!wasLast) return
    this.#posts.delete(device)
    for (const entry of left) if (entry.device === device && entry.kind === 'post') this.put(entry)
  }

  /** By user id. The same map until something in it has changed. */
  told(whoIs: WhoIs): ReadonlyMap<string, Told> {
    if (this.#folded?.whoIs !== whoIs) this.#folded = { whoIs, told: this.#fold(whoIs) }
    return this.#folded.told
  }

  #fold(whoIs: WhoIs): Map<string, Told> {
    const told = new Map<string, Told>()
    const join = (user: string, more: Partial<Told>) => {
      told.set(user, joinTold(told.get(user) ?? nothingTold, { ...nothingTold, ...more }))
    }
    for (const entry of this.#posts.values()) {
      const user = whoIs(entry.device)?.user
      if (user !== undefined) join(user, { post: placeOf(entry) })
    }
    for (const entry of this.#sets.values()) {
      const user = whoIs(entry.device)?.user
      if (user === undefined || entry.body.kind !== 'set' || userOfSeenKey(entry.body.key) !== user) continue
      const [at, seen] = [placeOf(entry), asSeen(entry.body.value)]
      // Nobody has read what was written after they said so.
      join(user, { set: { at, seen: seen && earlier(seen, at) } })
    }
    return told
  }
}

export const nothingTold: Told = { post: null, set: null }

/** What two segments, or two records, say about one person. */
export const joinTold = (a: Told, b: Told): Told => ({
  post: later(a.post, b.post),
  set: a.set && b.set ? (comparePositions(a.set.at, b.set.at) >= 0 ? a.set : b.set) : (a.set ?? b.set),
})

/** How far a person has read, by what is told of them. `silent`: they don't tell. Null: nobody knows. */
export const seenOf = ({ post, set }: Told): Seen | 'silent' | null =>
  set && set.seen === null ? 'silent' : later(post, set?.seen ?? null)

export const later = (a: Seen | null, b: Seen | null): Seen | null =>
  a && b ? (comparePositions(a, b) >= 0 ? a : b) : (a ?? b)

const earlier = (a: Seen, b: Seen): Seen => (comparePositions(a, b) <= 0 ? a : b)

const placeOf = ({ time, name }: FoldEntry): Seen => ({ time, name })
