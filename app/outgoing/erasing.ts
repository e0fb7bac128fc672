import type { Clock } from '../base/clock.ts'
import { Keyed } from '../base/keyed.ts'
import { Listeners } from '../base/listeners.ts'
import type { Table } from '../base/table.ts'
import { type DueErasure, entryId } from '../store/journal.ts'
import type { Tabs } from '../store/tabs.ts'
import type { RoomEnds } from './roomEnds.ts'
import type { Write } from './write.ts'

interface ErasingParts {
  table: Table<DueErasure>
  tabs: Tabs
  clock: Clock
  /** Only the leading tab records, so that nothing is recorded twice. `led` emits when this tab begins to lead. */
  delivery: { leads(): boolean; led: Listeners<void> }
  ends: Pick<RoomEnds, 'newestSent'>
  write: Write
  /** Called when the disk fails. */
  failed(error: unknown): void
}

/** How long an erasure can be taken back. */
export const undoMs = 10_000

/**
 * Erasures that wait for the time in which they can be taken back. They are kept on this device, so that an erasure is
 * also recorded if the browser is closed meanwhile: at the next start, by the tab that leads.
 */
export class Erasing {
  readonly changed = new Listeners<void>()
  /** Resolves when those of an earlier session are known. */
  readonly opened: Promise<void>
  readonly #parts: ErasingParts
  readonly #due = new Keyed<DueErasure>()
  readonly #timers = new Map<string, () => void>()
  readonly #recording = new Set<string>()
  readonly #stops: (() => void)[]
  #closed = false

  constructor(parts: ErasingParts) {
    this.#parts = parts
    const { tabs, delivery } = parts
    this.#stops = [
      tabs.heard.subscribe((word) => {
        if (word.what === 'erasing') this.#put(word.erasure)
        if (word.what === 'not-erasing') this.#drop(word.id)
      }),
      delivery.led.subscribe(() => this.#recordDue()),
    ]
    this.opened = this.#open()
  }

  /** Tracked. */
  has(room: string, name: string): boolean {
    return this.#due.get(entryId({ room, name })) !== undefined
  }

  all(): DueErasure[] {
    return this.#due.values()
  }

  in(room: string): DueErasure[] {
    return this.all().filter((erasure) => erasure.room === room)
  }

  get isAny(): boolean {
    return this.#due.keys().length > 0
  }

  /** Resolves when it is stored on this device. If that fails, it is recorded all the same while the page is open. */
  async begin(erasure: Omit<DueErasure, 'at'>): Promise<void> {
    const { table, tabs, clock, failed } = this.#parts
    const due = { ...erasure, at: clock.now() + undoMs }
    this.#put(due)
    tabs.tell({ what: 'erasing', erasure: due })
    await table.put(entryId(due), due).catch(failed)
  }

  /** False: it is too late. */
  async undo(room: string, name: string): Promise<boolean> {
    const id = entryId({ room, name })
    if (!this.has(room, name)) return false
    await this.#end(id)
    return true
  }

  /** The room is no longer this person's. */
  forget(room: string): void {
    for (const erasure of this.in(room)) void this.#end(entryId(erasure))
  }

  close(): void {
    this.#closed = true
    for (const stop of [...this.#stops, ...this.#timers.values()]) stop()
  }

  async #open(): Promise<void> {
    const { table, clock, failed } = this.#parts
    const kept = await table.entries().catch((error): [string, DueErasure][] => {
      failed(error)
      return []
    })
    const latest = clock.now() + undoMs // the clock may have been set back
    for (const [, due] of kept) this.#put({ ...due, at: Math.min(due.at, latest) })
  }

  #put(due: DueErasure): void {
    const id = entryId(due)
    if (this.#closed || this.#due.peek(id)) return
    const { clock } = this.#parts
    this.#due.set(id, due)
    this.#timers.set(
      id,
      clock.after(Math.max(0, due.at - clock.now()), () => this.#recordDue()),
    )
    this.changed.emit()
  }

  async #end(id: string): Promise<void> {
    const { table, tabs, failed } = this.#parts
    this.#drop(id)
    tabs.tell({ what: 'not-erasing', id })
    await table.delete(id).catch(failed)
  }

  #drop(id: string): void {
    this.#timers.get(id)?.()
    this.#timers.delete(id)
    this.#due.delete(id)
    this.changed.emit()
  }

  #recordDue(): void {
    const { clock, delivery } = this.#parts
    if (this.#closed || !delivery.leads()) return
    for (const due of this.#due.values()) if (due.at <= clock.now()) void this.#record(due).catch(this.#parts.failed)
  }

  async #record({ room, segment, name, time }: DueErasure): Promise<void> {
    const { ends, write } = this.#parts
    const id = entryId({ room, name })
    const newest = await ends.newestSent(room, segment)
    // It may have been taken back meanwhile, or be recorded by now.
    if (this.#closed || !this.#due.peek(id) || this.#recording.has(id)) return
    this.#recording.add(id)
    try {
      await write({ room, segment, newest }, { kind: 'erase', time }, name)
      await this.#end(id)
    } finally {
      this.#recording.delete(id)
    }
  }
}
