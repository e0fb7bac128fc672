import { createSignal } from 'solid-js'
import { sameValue } from '../../shared/same-value.ts'
import type { Clock } from '../base/clock.ts'
import { followed } from '../base/followed.ts'
import { Keyed } from '../base/keyed.ts'
import type { Listeners } from '../base/listeners.ts'
import { oneByOne } from '../base/oneByOne.ts'
import type { Position } from '../base/position.ts'
import { type Draft, type DraftPlace, draftKey, placeOfDraft, readDraft } from './draft.ts'
import type { DraftRow, DraftRows } from './draftRows.ts'
import { isPiece, type LongValues, notAllHere } from './longValues.ts'
import type { Settings } from './ownRoom.ts'

interface DraftsParts {
  own: Settings
  values: LongValues
  rows: DraftRows
  clock: Pick<Clock, 'after'>
  /** The relay's time. */
  now(): number
  /** This device's id. */
  device: string
  /** Whether the relay has not answered to this record of the own room yet. */
  isUnsent(record: string): boolean
  /** Only the leading tab writes what no tab is typing in. `led` emits when this tab begins to lead. */
  delivery: { leads(): boolean; led: Listeners<void> }
}

export interface ListedDraft extends DraftPlace {
  draft: Draft
  /** When it was typed. */
  at: number
}

/** A draft that every device of this person knows. */
interface Shared extends Position {
  draft: Draft | null
}

const replacedStart = 'replaced/'

/** A person who types nothing for this long rests. */
export const restMs = 2_000

/**
 * What this person has typed and not sent, by room and thread, the same on all their devices: `set` records in their own
 * room, of which the newest counts. Each key press is kept on this device at once. It becomes a record when the person
 * rests, and only while this device knows all that the relay has. So a device that was away does not bring back an
 * older draft, and a day offline leaves no queue of records.
 */
export class Drafts {
  readonly #parts: DraftsParts
  readonly #here = new Keyed<DraftRow>()
  readonly #shared = new Keyed<Shared>()
  /** What was typed here, never known to the relay, and replaced by a newer draft from elsewhere. */
  readonly #replaced = new Keyed<DraftRow>()
  readonly #resting = new Map<string, () => void>()
  /** There is a record of these, or will be in a moment. */
  readonly #written = new Set<string>()
  readonly #changes = createSignal(0)
  readonly #inTurn = oneByOne()
  readonly #stops: (() => void)[]
  #closed = false

  constructor(parts: DraftsParts) {
    this.#parts = parts
    const { own, rows, delivery } = parts
    for (const [key, row] of rows.all())
      if (key.startsWith(replacedStart)) this.#replaced.set(key.slice(replacedStart.length), row)
      else this.#here.set(key, row)
    this.#stops = [
      own.changed.subscribe(() => this.#fold()),
      followed(
        () => own.isInStep(),
        () => this.#writeLeft(),
      ),
      delivery.led.subscribe(() => this.#writeLeft()),
      rows.changed.subscribe(({ key, row }) => this.#tookOver(key, row)),
      () => rows.close(),
    ]
    // A hidden tab may be closed without another event.
    globalThis.document?.addEventListener('visibilitychange', this.#writeAll)
    globalThis.addEventListener?.('pagehide', this.#writeAll)
    this.#fold()
    this.#writeLeft()
  }

  /** Tracked. Null if nothing is typed there. */
  of(place: DraftPlace): Draft | null {
    return this.#now(draftKey(place))
  }

  /** Tracked. Newest first. */
  all(): ListedDraft[] {
    this.#changes[0]()
    return [...new Set([...this.#here.keys(), ...this.#shared.keys()])]
      .flatMap((key): ListedDraft[] => {
        const [place, draft] = [placeOfDraft(key), this.#now(key)]
        const at = this.#here.peek(key)?.at ?? this.#shared.peek(key)?.time ?? 0
        return place && draft ? [{ ...place, draft, at }] : []
      })
      .sort((a, b) => b.at - a.at)
  }

  /** Keeps it on this device at once. A record is written when nothing more was typed for two seconds. */
  keep(place: DraftPlace, typed: Draft | null): void {
    const key = draftKey(place)
    const draft = readDraft(typed)
    if (sameValue(draft, this.#peek(key))) return
    this.#stopWaiting(key)
    this.#put(key, { draft, at: this.#after(key) })
    // What was sent here is cleared at once, so that nobody sends it on another device.
    if (draft === null) void this.#writeDown(key)
    else
      this.#resting.set(
        key,
        this.#parts.clock.after(restMs, () => void this.#writeDown(key)),
      )
  }

  /** Tracked. A draft of this device that no other device knew, and that a newer one replaced. */
  replaced(place: DraftPlace): Draft | null {
    return this.#replaced.get(draftKey(place))?.draft ?? null
  }

  /** It is used or not wanted. */
  forgetReplaced(place: DraftPlace): void {
    this.#replaced.delete(draftKey(place))
    this.#parts.rows.delete(`${replacedStart}${draftKey(place)}`)
  }

  /** Writes the record now, as when the person leaves the field. */
  writeDown(place: DraftPlace): void {
    const key = draftKey(place)
    if (this.#resting.has(key)) void this.#writeDown(key)
  }

  close(): void {
    this.#writeAll()
    this.#closed = true
    globalThis.document?.removeEventListener('visibilitychange', this.#writeAll)
    globalThis.removeEventListener?.('pagehide', this.#writeAll)
    for (const stop of [...this.#stops, ...this.#resting.values()]) stop()
  }

  #now(key: string): Draft | null {
    const [row, shared] = [this.#here.get(key), this.#shared.get(key)]
    return row ? row.draft : (shared?.draft ?? null)
  }

  #peek(key: string): Draft | null {
    const row = this.#here.peek(key)
    return row ? row.draft : (this.#shared.peek(key)?.draft ?? null)
  }

  /** What is typed now is newer than all that this device knows, whatever the clocks say. */
  #after(key: string): number {
    const [row, shared] = [this.#here.peek(key), this.#shared.peek(key)]
    return Math.max(this.#parts.now(), (shared?.time ?? 0) + 1, (row?.at ?? 0) + 1)
  }

  #put(key: string, row: DraftRow): void {
    this.#here.set(key, row)
    this.#parts.rows.put(key, row)
    this.#say()
  }

  #drop(key: string): void {
    this.#here.delete(key)
    this.#parts.rows.delete(key)
    this.#say()
  }

  #say(): void {
    this.#changes[1]((before) => before + 1)
  }

  #fold(): void {
    const { own, values } = this.#parts
    for (const { key, time, name } of own.under('draft/')) {
      const value = isPiece(key) ? notAllHere : values.read(key)
      if (value === notAllHere) continue
      const before = this.#shared.peek(key)
      if (before?.name !== name) this.#shared.set(key, { draft: readDraft(value), time, name })
      this.#settle(key)
    }
    this.#say()
  }

  /** Another tab of this device typed, or dropped what is written. */
  #tookOver(changed: string, row: DraftRow | null): void {
    const isReplaced = changed.startsWith(replacedStart)
    const [rows, key] = isReplaced ? [this.#replaced, changed.slice(replacedStart.length)] : [this.#here, changed]
    // Whoever is typing here is ahead of what they typed or sent in another tab.
    if (!isReplaced && this.#resting.has(key)) this.#keepTyped(key, row)
    else if (row) rows.set(key, row)
    else rows.delete(key)
    this.#say()
  }

  /** Of two tabs that are typed in, each shows its own words until one of them rests. */
  #keepTyped(key: string, other: DraftRow | null): void {
    const row = this.#here.peek(key)
    if (row && !other?.draft) this.#parts.rows.put(key, row)
  }

  /** Ends the row that is kept here once the relay has a record that says the same, or something newer. */
  #settle(key: string): void {
    const [row, shared] = [this.#here.peek(key), this.#shared.peek(key)]
    // Typed and sent before there was a record of it.
    if (row?.draft === null && !shared && !this.#written.has(key)) this.#drop(key)
    if (!row || !shared) return
    const isSaid = shared.name === row.wrote || sameValue(shared.draft, row.draft)
    // Until the relay has it, a newer one from elsewhere may come first, and then nobody else has seen this one.
    if (isSaid && this.#parts.isUnsent(shared.name)) {
      this.#waitFor(key, row, shared)
      return
    }
    const isOld = !this.#isOwn(shared) && shared.time >= row.at
    // Somebody who is typing here is ahead of what they wrote elsewhere.
    if (!isSaid && isOld && this.#resting.has(key)) this.#put(key, { draft: row.draft, at: shared.time + 1 })
    else if (isSaid || isOld) {
      if (!isSaid && row.draft && !this.#isShared(row)) this.#setAside(key, row)
      this.#drop(key)
    }
  }

  #waitFor(key: string, row: DraftRow, { name, time }: Shared): void {
    if (row.wrote !== name || row.at !== time) this.#put(key, { ...row, wrote: name, at: time })
  }

  #isShared({ wrote }: DraftRow): boolean {
    return wrote !== undefined && !this.#parts.isUnsent(wrote)
  }

  #setAside(key: string, row: DraftRow): void {
    this.#replaced.set(key, row)
    this.#parts.rows.put(`${replacedStart}${key}`, row)
  }

  /** A record of this device is never newer than what it keeps. Its time can be: records are dated after each other. */
  #isOwn({ name }: Shared): boolean {
    return name.startsWith(`${this.#parts.device}.`)
  }

  readonly #writeAll = (): void => {
    for (const key of [...this.#resting.keys()]) void this.#writeDown(key)
  }

  /** Writes what was typed while this device did not know all that the relay has, or in a tab that is closed. */
  #writeLeft(): void {
    const { own, delivery } = this.#parts
    if (!own.isInStep() || !delivery.leads()) return
    for (const key of this.#here.keys()) if (!this.#resting.has(key)) void this.#writeDown(key)
  }

  async #writeDown(key: string): Promise<void> {
    await this.#inTurn(() => this.#write(key))
  }

  #stopWaiting(key: string): void {
    this.#resting.get(key)?.()
    this.#resting.delete(key)
  }

  async #write(key: string): Promise<void> {
    const { own, values } = this.#parts
    this.#stopWaiting(key)
    const row = this.#here.peek(key)
    if (!row || row.wrote || !own.isInStep()) return
    this.#settle(key)
    if (this.#here.peek(key) !== row) return
    this.#written.add(key)
    const written = await values.write(key, row.draft)
    if (this.#closed) return
    if (written && this.#here.peek(key) === row) this.#put(key, { ...row, wrote: written.name })
    this.#settle(key)
  }
}
