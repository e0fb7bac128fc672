import { type Accessor, createSignal } from 'solid-js'
import { Keyed } from '../base/keyed.ts'
import { Listeners } from '../base/listeners.ts'
import {
  entryId,
  type InsteadOf,
  type Journal,
  type Link,
  movedTo,
  type NotSent,
  type Unsent,
} from '../store/journal.ts'
import type { Tabs } from '../store/tabs.ts'

/** This tab's view of the journal: in memory, in step with the other tabs, and readable by screens. */
export interface UnsentBook {
  find(id: string): Unsent | undefined
  all(): Unsent[]
  /** Tracked. Without entries that wait for something to come back, because that may never happen. */
  count: Accessor<number>
  notSent: Accessor<readonly NotSent[]>
  /** Emits when something was added, moved or removed. */
  changed: Listeners<void>
  /** Emits each entry that this tab wrote, once it is on the disk. */
  written: Listeners<Unsent>
  write(chain: string, link: Link, insteadOf?: InsteadOf): Promise<Unsent | null>
  sign(id: string, record: Uint8Array): Promise<Unsent | null>
  move(id: string, segment: number): Promise<void>
  wait(id: string): Promise<void>
  settle(ids: readonly string[]): Promise<void>
  refuse(id: string, kept: NotSent | null): Promise<boolean>
  /** Restores entries that were settled but are missing on the relay. */
  putBack(entries: readonly Unsent[]): Promise<void>
  discard(id: string): Promise<void>
  /** Reads the disk again, because a tab that died may have written there without telling anybody. */
  refresh(): Promise<void>
  close(): void
}

export const openUnsent = async ({
  journal,
  tabs,
  counts,
  failed,
}: {
  journal: Journal
  tabs: Tabs
  /** True for the entries that are included in `count`. */
  counts(entry: Unsent): boolean
  /** Called when a write fails. The caller of the write gets the error as well. */
  failed(error: unknown): void
}): Promise<UnsentBook> => {
  const entries = new Keyed<Unsent>()
  const changed = new Listeners<void>()
  const written = new Listeners<Unsent>()
  const [count, setCount] = createSignal(0)
  const [notSent, setNotSent] = createSignal<readonly NotSent[]>([])

  const say = () => {
    setCount(entries.values().filter((entry) => !entry.waits && counts(entry)).length)
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
  /** Updates the disk first, then memory, then the other tabs. */
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
    written,
    write: async (chain, link, insteadOf = {}) => {
      const entry = await done(journal.write(chain, link, insteadOf), (entry) => {
        if (insteadOf.entry) entries.delete(insteadOf.entry)
        if (insteadOf.notSent) setNotSent((before) => before.filter(({ id }) => id !== insteadOf.notSent))
        put(entry)
      })
      if (entry) written.emit(entry)
      return entry
    },
    sign: (id, record) => done(journal.sign(id, record), put),
    move: (id, segment) =>
      done(journal.move(id, segment), () => {
        const entry = entries.get(id)
        if (entry) entries.set(id, movedTo(segment, entry))
      }),
    wait: (id) =>
      done(journal.wait(id), () => {
        const entry = entries.get(id)
        if (entry) entries.set(id, { ...entry, waits: true })
      }),
    settle: (ids) =>
      done(journal.settle(ids), () => {
        for (const id of ids) entries.delete(id)
        setNotSent((before) => before.filter(({ id }) => !ids.includes(id)))
      }),
    refuse: (id, kept) =>
      done(journal.refuse(id, kept), (isRefused) => {
        entries.delete(id)
        if (kept && isRefused) setNotSent((before) => [...before.filter((other) => other.id !== kept.id), kept])
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
