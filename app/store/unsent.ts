import { type Accessor, createSignal } from 'solid-js'
import { Listeners } from '../sync/listeners.ts'
import type { InsteadOf, Journal, Link, NotSent, Unsent } from './journal.ts'
import { Keyed } from './keyed.ts'
import type { Tabs } from './tabs.ts'

/** The journal as this tab sees it: in memory, in step with the other tabs, and readable by screens. */
export interface UnsentBook {
  find(name: string): Unsent | undefined
  all(): Unsent[]
  /** Tracked. */
  count: Accessor<number>
  notSent: Accessor<readonly NotSent[]>
  /** Something was added, moved or taken out. */
  changed: Listeners<void>
  write(room: string, link: Link, insteadOf?: InsteadOf): Promise<Unsent>
  sign(name: string, record: Uint8Array): Promise<Unsent | null>
  move(name: string, segment: number): Promise<void>
  settle(names: readonly string[]): Promise<void>
  refuse(name: string, shelf: NotSent | null): Promise<void>
  discard(id: string): Promise<void>
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
    changed.tell()
  }
  const read = async () => {
    const [unsent, refused] = await Promise.all([journal.unsent(), journal.notSent()])
    const names = new Set(unsent.map(({ name }) => name))
    for (const name of entries.keys()) if (!names.has(name)) entries.delete(name)
    for (const entry of unsent) entries.set(entry.name, entry)
    setNotSent(refused.sort((a, b) => a.time - b.time))
    say()
  }
  const told = tabs.heard.add(({ what }) => {
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
    if (entry) entries.set(entry.name, entry)
  }
  await read().catch(failed)

  return {
    find: (name) => entries.get(name),
    all: () => entries.values(),
    count,
    notSent,
    changed,
    write: (room, link, insteadOf = {}) =>
      done(journal.write(room, link, insteadOf), (entry) => {
        if (insteadOf.entry) entries.delete(insteadOf.entry)
        if (insteadOf.notSent) setNotSent((before) => before.filter(({ id }) => id !== insteadOf.notSent))
        put(entry)
      }),
    sign: (name, record) => done(journal.sign(name, record), put),
    move: (name, segment) =>
      done(journal.move(name, segment), () => {
        const entry = entries.get(name)
        if (entry) entries.set(name, { ...entry, segment })
      }),
    settle: (names) =>
      done(journal.settle(names), () => {
        for (const name of names) entries.delete(name)
      }),
    refuse: (name, shelf) =>
      done(journal.refuse(name, shelf), () => {
        entries.delete(name)
        if (shelf) setNotSent((before) => [...before.filter(({ id }) => id !== shelf.id), shelf])
      }),
    discard: (id) => done(journal.discard(id), () => setNotSent((before) => before.filter((entry) => entry.id !== id))),
    close: told,
  }
}
