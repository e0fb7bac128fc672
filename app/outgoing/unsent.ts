import { type Accessor, createSignal } from 'solid-js'
import { Keyed } from '../base/keyed.ts'
import { Listeners } from '../base/listeners.ts'
import { entryId, type InsteadOf, type Journal, type Link, type NotSent, type Unsent } from '../store/journal.ts'
import type { Tabs } from '../store/tabs.ts'

/** The journal as this tab sees it: in memory, in step with the other tabs, and readable by screens. */
export interface UnsentBook {
  find(id: string): Unsent | undefined
  all(): Unsent[]
  /** Tracked. */
  count: Accessor<number>
  notSent: Accessor<readonly NotSent[]>
  /** Something was added, moved or taken out. */
  changed: Listeners<void>
  write(chain: string, link: Link, insteadOf?: InsteadOf): Promise<Unsent | null>
  sign(id: string, record: Uint8Array): Promise<Unsent | null>
  move(id: string, segment: number): Promise<void>
  settle(ids: readonly string[]): Promise<void>
  refuse(id: string, shelf: NotSent | null): Promise<boolean>
  /** Entries that were settled, and are not on the relay any more. */
  putBack(entries: readonly Unsent[]): Promise<void>
  discard(id: string): Promise<void>
  /** Reads the disk again: a tab that died may have written there and told nobody. */
  refresh(): Promise<void>
  close(): void
}

export interface UnsentParts {
  journal: Journal
  tabs: Tabs
  /** What the count leaves out. */
  counts(entry: Unsent): boolean
  /** A write failed; it is also the caller's to handle. */
  failed(error: unknown): void
}

export const openUnsent = async ({ journal, tabs, counts, failed }: UnsentParts): Promise<UnsentBook> => {
  const entries = new Keyed<Unsent>()
  const changed = new Listeners<void>()
  const [count, setCount] = createSignal(0)
  const [notSent, setNotSent] = createSignal<readonly NotSent[]>([])

  const say = () => {
    setCount(entries.values().filter(counts).length)
    changed.emit()
  }
  const read = async () => {
    const [unsent, refused] = await Promise.all([journal.unsent(), journal.notSent()])
    const ids = new Set(unsent.map(entryId))
    for (const id of entries.keys()) if (!ids.has(id)) entries.delete(id)
    for (const entry of unsent) entries.set(entryId(entry), entry)
    setNotSent(refused.sort((a, b) => a.time - b.time))
    say()
  }
  const told = tabs.heard.subscribe(({ what }) => {
    if (what === 'unsent') read().catch(failed)
  })
  /** The disk first, then memory, then the other tabs. */
  const done = async <T>(work: Promise<T>, apply: (result: T) => void): Promise<T> => {
    const result = await work.catch((error) => {
      failed(error)
      throw error
    })
    apply(result)
    say()
    tabs.tell({ what: 'unsent' })
    return result
  }
  const put = (entry: Unsent | null) => {
    if (entry) entries.set(entryId(entry), entry)
  }
  await read().catch(failed)

  return {
    find: (id) => entries.get(id),
    all: () => entries.values(),
    count,
    notSent,
    changed,
    write: (chain, link, insteadOf = {}) =>
      done(journal.write(chain, link, insteadOf), (entry) => {
        if (insteadOf.entry) entries.delete(insteadOf.entry)
        if (insteadOf.notSent) setNotSent((before) => before.filter(({ id }) => id !== insteadOf.notSent))
        put(entry)
      }),
    sign: (id, record) => done(journal.sign(id, record), put),
    move: (id, segment) =>
      done(journal.move(id, segment), () => {
        const entry = entries.get(id)
        if (entry) entries.set(id, { ...entry, segment })
      }),
    settle: (ids) =>
      done(journal.settle(ids), () => {
        for (const id of ids) entries.delete(id)
        setNotSent((before) => before.filter(({ id }) => !ids.includes(id)))
      }),
    refuse: (id, shelf) =>
      done(journal.refuse(id, shelf), (isRefused) => {
        entries.delete(id)
        if (shelf && isRefused) setNotSent((before) => [...before.filter((other) => other.id !== shelf.id), shelf])
      }),
    putBack: (lost) =>
      done(journal.restore(lost, []), () => {
        for (const entry of lost) if (!entries.get(entryId(entry))) put(entry)
      }),
    discard: (id) => done(journal.discard(id), () => setNotSent((before) => before.filter((entry) => entry.id !== id))),
    refresh: () => read().catch(failed),
    close: told,
  }
}
