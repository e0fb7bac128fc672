import { comparePositions } from '../record/name.ts'
import { sameValue } from '../same-value.ts'
import type { FoldEntry } from './entry.ts'
import { addReactions, type Erasure, type Folded, foldMessage, type Message, type WhoIs } from './message.ts'
import { SeenFolding, type Told } from './seen-fold.ts'

/**
 * Folds the records of one segment into messages, record by record. A segment is complete on its own: a record with a
 * `ref` is in its target's segment. A new record costs the work of the one message that it is about, and all other
 * messages stay the same objects.
 */
export class Folding {
  readonly #entries = new Map<string, FoldEntry>()
  /** The records that refer to a name, by that name. */
  readonly #about = new Map<string, Map<string, FoldEntry>>()
  readonly #folded = new Map<string, Folded>()
  /** Names of the messages to fold again. */
  readonly #stale = new Set<string>()
  /** The last record about a message, in the order of (time, name), of those that are folded. */
  readonly #last = new Map<string, FoldEntry>()
  /** New reactions, by message. They come after all other records about it, so they are added to what is folded. */
  readonly #added = new Map<string, FoldEntry[]>()
  readonly #seen = new SeenFolding()
  #whoIs: WhoIs = () => null
  #messages: readonly Message[] = []
  #threads: ReadonlyMap<string, readonly Message[]> = new Map()
  #erasures: readonly Erasure[] = []

  put(entry: FoldEntry): void {
    const { name, ref } = entry
    const before = this.#entries.get(name)
    if (before === entry) return
    if (before) this.remove(name)
    this.#entries.set(name, entry)
    this.#seen.put(entry)
    this.#stale.add(name)
    if (ref === '') return
    const about = this.#about.get(ref) ?? new Map<string, FoldEntry>()
    this.#about.set(ref, about.set(name, entry))
    if (!this.#adds(entry)) this.#stale.add(ref)
  }

  /** With thousands of reactions on one message, one more would otherwise cost the work of all. */
  #adds(entry: FoldEntry): boolean {
    const { kind, ref } = entry
    const last = this.#last.get(ref)
    if (kind !== 'react' || !last || comparePositions(last, entry) >= 0 || this.#stale.has(ref)) return false
    if (!this.#folded.get(ref)?.message) return false
    this.#last.set(ref, entry)
    const added = this.#added.get(ref)
    if (added) added.push(entry)
    else this.#added.set(ref, [entry])
    return true
  }

  remove(name: string): void {
    const entry = this.#entries.get(name)
    if (entry === undefined) return
    const { ref } = entry
    this.#entries.delete(name)
    this.#seen.remove(entry, this.#entries.values())
    this.#stale.add(name)
    if (ref === '') return
    const about = this.#about.get(ref)
    about?.delete(name)
    if (about?.size === 0) this.#about.delete(ref)
    this.#stale.add(ref)
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  names(): Iterable<string> {
    return this.#entries.keys()
  }

  /** Sets who the people are. Everything is folded again if it is another function than before. */
  people(whoIs: WhoIs): void {
    if (this.#whoIs === whoIs) return
    this.#whoIs = whoIs
    for (const name of this.#entries.keys()) this.#stale.add(name)
    for (const name of this.#about.keys()) this.#stale.add(name)
  }

  /** In the order of (time, name). The same array until one of them has changed. */
  messages(): readonly Message[] {
    this.#foldStale()
    return this.#messages
  }

  /**
   * The replies in each thread, in the order of (time, name), by the name of the message whose thread it is. That message
   * may be in another segment. The same map and the same lists until one of their messages has changed.
   */
  threads(): ReadonlyMap<string, readonly Message[]> {
    this.#foldStale()
    return this.#threads
  }

  message(name: string): Message | null {
    this.#foldStale()
    return this.#folded.get(name)?.message ?? null
  }

  /** The records that refer to a name, in no order. Also those that the rules would refuse. */
  about(name: string): Iterable<FoldEntry> {
    return this.#about.get(name)?.values() ?? []
  }

  /** In the order in which they were made. The same array until one of them has changed. */
  erasures(): readonly Erasure[] {
    this.#foldStale()
    return this.#erasures
  }

  erasure(name: string): Erasure | null {
    this.#foldStale()
    return this.#folded.get(name)?.erasure ?? null
  }

  /** What people told of how far they have read, by user id. The same map until it changes. */
  told(): ReadonlyMap<string, Told> {
    return this.#seen.told(this.#whoIs)
  }

  #foldStale(): void {
    if (this.#stale.size === 0 && this.#added.size === 0) return
    const gone = { messages: new Set<Message>(), erasures: new Set<Erasure>() }
    const added = { messages: [] as Message[], erasures: [] as Erasure[] }
    for (const name of new Set([...this.#stale, ...this.#added.keys()])) {
      const before = this.#folded.get(name) ?? nothing
      const after = this.#foldOne(name, before)
      if (after === nothing) this.#folded.delete(name)
      else this.#folded.set(name, after)
      if (before.message !== after.message) {
        if (before.message) gone.messages.add(before.message)
        if (after.message) added.messages.push(after.message)
      }
      if (before.erasure !== after.erasure) {
        if (before.erasure) gone.erasures.add(before.erasure)
        if (after.erasure) added.erasures.push(after.erasure)
      }
    }
    this.#stale.clear()
    this.#added.clear()
    this.#messages = changed(this.#messages, gone.messages, added.messages, comparePositions)
    this.#threads = changedThreads(this.#threads, gone.messages, added.messages)
    this.#erasures = changed(this.#erasures, gone.erasures, added.erasures, compareErasures)
  }

  /** What did not change stays the same object. */
  #foldOne(name: string, before: Folded): Folded {
    const added = this.#stale.has(name) ? undefined : this.#added.get(name)
    if (added && before.message) return { ...before, message: addReactions(before.message, added, this.#whoIs) }
    const about = [...(this.#about.get(name)?.values() ?? [])].sort(comparePositions)
    const last = about.at(-1)
    if (last) this.#last.set(name, last)
    else this.#last.delete(name)
    const { message, erasure } = foldMessage(name, this.#entries.get(name), about, this.#whoIs)
    if (message === null && erasure === null) return nothing
    return {
      message: sameValue(before.message, message) ? before.message : message,
      erasure: sameValue(before.erasure, erasure) ? before.erasure : erasure,
    }
  }
}

const nothing: Folded = { message: null, erasure: null }

const compareErasures = (a: Erasure, b: Erasure): number =>
  comparePositions({ time: a.at, name: a.name }, { time: b.at, name: b.name })

/** Only the threads in which a message has changed get a new list. */
const changedThreads = (
  threads: ReadonlyMap<string, readonly Message[]>,
  gone: ReadonlySet<Message>,
  added: readonly Message[],
): ReadonlyMap<string, readonly Message[]> => {
  const addedIn = new Map<string, Message[]>()
  for (const { thread } of gone) if (thread) addedIn.set(thread.name, [])
  for (const message of added) {
    const { thread } = message
    if (!thread) continue
    const more = addedIn.get(thread.name)
    if (more) more.push(message)
    else addedIn.set(thread.name, [message])
  }
  if (addedIn.size === 0) return threads
  const next = new Map(threads)
  for (const [root, more] of addedIn) {
    const replies = changed(threads.get(root) ?? [], gone, more, comparePositions)
    if (replies.length > 0) next.set(root, replies)
    else next.delete(root)
  }
  return next
}

/** A sorted list without what is gone and with what was added, or the same list if that is nothing. */
const changed = <T>(
  list: readonly T[],
  gone: ReadonlySet<T>,
  added: readonly T[],
  compare: (a: T, b: T) => number,
): readonly T[] => {
  if (gone.size === 0 && added.length === 0) return list
  const [one] = added
  if (one !== undefined && added.length === 1 && gone.size === 1 && replaces(one, list, gone, compare))
    return list.with(placeOf(one, list, compare), one)
  const kept = gone.size === 0 ? list : list.filter((one) => !gone.has(one))
  const next = [...added].sort(compare)
  const [last, first] = [kept.at(-1), next[0]]
  if (first === undefined || last === undefined || compare(last, first) < 0) return kept.concat(next)
  return merge(kept, next, compare)
}

/** Whether one stands where the one that is gone stood. */
const replaces = <T>(one: T, list: readonly T[], gone: ReadonlySet<T>, compare: (a: T, b: T) => number): boolean => {
  const before = list[placeOf(one, list, compare)]
  return before !== undefined && gone.has(before) && compare(before, one) === 0
}

/** The index of the first that does not come before `one`. */
const placeOf = <T>(one: T, list: readonly T[], compare: (a: T, b: T) => number): number => {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(list[middle] as T, one) < 0) low = middle + 1
    else high = middle
  }
  return low
}

const merge = <T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): T[] => {
  const merged: T[] = []
  let at = 0
  for (const one of b) {
    for (let next = a[at]; next !== undefined && compare(next, one) < 0; next = a[++at]) merged.push(next)
    merged.push(one)
  }
  return merged.concat(a.slice(at))
}

/** The messages of one segment, for who folds it only once. */
export const fold = (entries: Iterable<FoldEntry>, whoIs: WhoIs): readonly Message[] => {
  const folding = new Folding()
  folding.people(whoIs)
  for (const entry of entries) folding.put(entry)
  return folding.messages()
}

/** The latest value of every key that was `set` in a user's own room. The last writer by (time, name) wins. */
export const foldSettings = (entries: Iterable<FoldEntry>): Map<string, { value: unknown; time: number }> => {
  const settings = new Map<string, { value: unknown; time: number }>()
  for (const { body, time } of [...entries].sort(comparePositions))
    if (body.kind === 'set') settings.set(body.key, { value: body.value, time })
  return settings
}
