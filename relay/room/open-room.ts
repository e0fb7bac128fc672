import { can } from '../../shared/room/roles.ts'
import { type DocumentName, rosterName } from '../../shared/wire/documents.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import { OpenWritten } from '../documents/open-written.ts'
import type { Listener } from '../open-document/listener.ts'
import type { OpenDocument } from '../open-document/open-document.ts'
import { Serial } from '../pace/serial.ts'
import type { Change, RoomRow } from '../store/store.ts'
import type { Entrance } from './entrance.ts'
import { Intake } from './intake.ts'
import { OpenSegment } from './open-segment.ts'
import { publishDeleted } from './publish.ts'
import type { RoomEvents, SharedParts } from './room-parts.ts'

/**
 * A room while somebody is in it: who may, which segments are heard, and one queue through which all that changes it
 * goes. No record and no document is held.
 */
export class OpenRoom {
  readonly #parts: SharedParts
  readonly #on: RoomEvents
  readonly #entrance: Entrance
  /** Those that are heard, or their promises while they are read. */
  readonly #segments = new Map<number, OpenSegment | Promise<OpenSegment>>()
  readonly #roster: OpenWritten
  readonly #queue = new Serial()
  /** Made when somebody writes: in most rooms that are open nobody does. */
  #intake: Intake | null = null
  #willDrain = false
  #isBroken = false

  constructor(entrance: Entrance, parts: SharedParts, on: RoomEvents) {
    const { store, clock, writing } = parts
    this.#entrance = entrance
    this.#parts = parts
    this.#on = on
    const name = rosterName(entrance.row.id)
    this.#roster = new OpenWritten({ store, clock, writing, name, left: on.left, isMember: this.#isMember })
  }

  get kind(): RoomRow['kind'] {
    return this.#row.kind
  }

  get #row(): RoomRow {
    return this.#entrance.row
  }

  /** One thing after another: records in the order of their arrival, acts between them. */
  inTurn<T>(job: () => Promise<T>): Promise<T> {
    return this.#queue.run(() => {
      // The room was loaded anew, and would not learn what is done here.
      if (this.#isBroken) throw new Error('the room broke while this waited')
      return job()
    })
  }

  /** Resolves when no record waits and all that was asked for is done. */
  async settled(): Promise<void> {
    do await this.#queue.settled()
    while (this.#isWaiting && !this.#isBroken)
  }

  async open(name: DocumentName, listener: Listener): Promise<OpenDocument | number> {
    const refused = this.#entrance.whyNot(listener.user)
    if (refused !== null) return refused
    if (!('segment' in name)) return this.#join(this.#roster, listener)
    if (name.segment > this.#row.head) return closeCodes.noSuchDocument
    const segment = await this.#segment(name.segment)
    if (this.#segments.get(name.segment) !== segment) return this.open(name, listener) // it was forgotten at that moment
    // The membership may have ended meanwhile.
    const refusedNow = this.#entrance.whyNot(listener.user)
    if (refusedNow === null) return this.#join(segment, listener)
    this.#forgetWhenIdle(name.segment)
    return refusedNow
  }

  /** Takes over what an act has changed. */
  apply(change: Change): void {
    this.#entrance.apply(change)
  }

  /** Whoever left may come again, where guests may. */
  closeUser(user: string): void {
    const code = this.#entrance.whyNot(user) ?? closeCodes.notYours
    for (const listener of this.#listeners()) if (listener.user === user) listener.close(code)
  }

  /** Those who may not read what they have open. */
  closeUninvited(): void {
    for (const listener of this.#listeners()) {
      const code = this.#entrance.whyNot(listener.user)
      if (code !== null) listener.close(code)
    }
  }

  tellRoster(update: Uint8Array): void {
    this.#roster.tell(update)
  }

  /** Takes a record out that should never have come in. */
  blank(device: string, seq: number): Promise<void> {
    return this.inTurn(async () => {
      await this.#parts.store.commit({ blank: [{ room: this.#row.id, device, seq }] })
      await this.#showErased()
    })
  }

  /** Takes so many records at most of a user out, while that `isDue`; resolves to whether there may be more. */
  eraseSome(user: string, isDue: () => Promise<boolean>, limit: number): Promise<boolean> {
    return this.inTurn(async () => {
      const { store } = this.#parts
      const room = this.#row.id
      if (!(await isDue())) return false // it was undone at that moment
      const records = await store.recordsOf(room, user, limit)
      if (records.length === 0) return false
      await store.commit({ blank: records.map(({ device, seq }) => ({ room, device, seq })) })
      await this.#showErased()
      return true
    })
  }

  readonly #isMember = (listener: Listener): boolean => can(this.#entrance.standing(listener.user), 'post')

  #join<D extends OpenSegment | OpenWritten>(document: D, listener: Listener): D {
    document.audience.add(listener)
    return document
  }

  #listeners(): Listener[] {
    const documents = [this.#roster, ...this.#opened().map(([, segment]) => segment)]
    return documents.flatMap(({ audience }) => [...audience.all])
  }

  #opened(): [number, OpenSegment][] {
    return [...this.#segments].filter((entry): entry is [number, OpenSegment] => entry[1] instanceof OpenSegment)
  }

  #openSegmentAt(number: number): OpenSegment | null {
    const segment = this.#segments.get(number)
    return segment instanceof OpenSegment ? segment : null
  }

  async #segment(number: number): Promise<OpenSegment> {
    const segment = this.#segments.get(number) ?? this.#openSegment(number)
    this.#segments.set(number, segment)
    return segment
  }

  async #openSegment(number: number): Promise<OpenSegment> {
    const { store, clock } = this.#parts
    const room = this.#row.id
    const state = await store.segment(room, number).catch((error) => {
      this.#segments.delete(number) // whoever comes next tries again
      throw error
    })
    const segment = new OpenSegment({
      store,
      clock,
      room,
      number,
      state,
      offer: (offers, bytes) => this.#putIn((intake) => intake.put(offers, bytes)),
      carry: (carried) => this.#putIn((intake) => intake.putCarried(carried)),
      left: () => this.#leftSegment(number),
      isMember: this.#isMember,
    })
    this.#segments.set(number, segment)
    return segment
  }

  #leftSegment(number: number): void {
    if (this.#openSegmentAt(number)?.audience.isEmpty) this.#forgetWhenIdle(number)
    this.#on.left()
  }

  #forgetWhenIdle(number: number): void {
    this.#queue.run(async () => {
      const segment = this.#openSegmentAt(number)
      if (!segment?.audience.isEmpty || this.#isBroken) return
      if (this.#isWaiting) {
        this.#forgetWhenIdle(number) // after what waits now
        return
      }
      segment.presence.stop()
      this.#segments.delete(number)
    })
  }

  #putIn(put: (intake: Intake) => boolean): boolean {
    if (this.#isBroken) return true // all its listeners are being closed
    this.#intake ??= this.#makeIntake()
    const isTaken = put(this.#intake)
    this.#drainSoon(this.#intake)
    return isTaken
  }

  #makeIntake(): Intake {
    return new Intake(this.#parts, {
      entrance: this.#entrance,
      segment: (number) => this.#segment(number),
      showErased: () => this.#showErased(),
    })
  }

  get #isWaiting(): boolean {
    return this.#intake !== null && !this.#intake.isEmpty
  }

  #drainSoon(intake: Intake): void {
    if (this.#willDrain || intake.isEmpty) return
    this.#willDrain = true
    this.#queue
      .run(() => {
        this.#willDrain = false
        return intake.drain()
      })
      .then(
        () => this.#drainSoon(intake),
        (error) => this.#break(error),
      )
  }

  /** What is on disk is no longer sure to be what we think: all come again and find it loaded anew. */
  #break(error: unknown): void {
    this.#isBroken = true
    this.#parts.log({ what: 'fault', where: `room ${this.#row.id}`, error })
    this.#on.broken()
    for (const listener of this.#listeners()) listener.close(closeCodes.fault)
  }

  /** All blank clocks of what is open: what was blanked may have copies. */
  async #showErased(): Promise<void> {
    for (const [number, segment] of this.#opened()) {
      if (segment.audience.isEmpty) continue
      const { deleted } = await this.#parts.store.slices(this.#row.id, number, segment.clocks())
      publishDeleted(segment, deleted)
    }
  }
}
