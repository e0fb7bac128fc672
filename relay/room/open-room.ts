import { can } from '../../shared/room/roles.ts'
import { type DocumentName, rosterName } from '../../shared/wire/documents.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import { OpenWritten } from '../documents/open-written.ts'
import type { Listener } from '../open-document/listener.ts'
import type { OpenDocument } from '../open-document/open-document.ts'
import { Serial } from '../pace/serial.ts'
import type { RoomRow } from '../store/rooms.ts'
import type { Change } from '../store/store.ts'
import { closeUninvited, closeUser } from './close-banned-and-removed.ts'
import { Intake } from './intake.ts'
import { OpenSegment } from './open-segment.ts'
import { publishDeleted } from './publish.ts'
import type { RoomAccess } from './room-access.ts'
import type { RoomEvents, SharedParts } from './room-parts.ts'

/**
 * A room while somebody uses it. It knows who may enter and which segments are open, and it has one queue for
 * everything that changes the room. It holds no records and no documents.
 */
export class OpenRoom {
  readonly #parts: SharedParts
  readonly #on: RoomEvents
  readonly #access: RoomAccess
  /** The open segments, or promises of those that are being loaded. */
  readonly #segments = new Map<number, OpenSegment | Promise<OpenSegment>>()
  readonly #roster: OpenWritten
  readonly #queue = new Serial()
  /** Created at the first write, because in most open rooms nobody writes. */
  #intake: Intake | null = null
  #willDrain = false
  #isBroken = false

  constructor(access: RoomAccess, parts: SharedParts, on: RoomEvents) {
    const { store, clock, writing } = parts
    this.#access = access
    this.#parts = parts
    this.#on = on
    const name = rosterName(access.row.id)
    this.#roster = new OpenWritten({ store, clock, writing, name, left: on.left, isMember: this.#isMember })
  }

  get kind(): RoomRow['kind'] {
    return this.#row.kind
  }

  get #row(): RoomRow {
    return this.#access.row
  }

  /** Runs one job at a time: records in the order of their arrival, and acts between them. */
  inTurn<T>(job: () => Promise<T>): Promise<T> {
    return this.#queue.run(() => {
      // The room was loaded again as another object, which would not learn what is done here.
      if (this.#isBroken) throw new Error('the room was closed after a fault while this job waited')
      return job()
    })
  }

  /** Resolves when no record waits and all jobs are done. */
  async settled(): Promise<void> {
    do await this.#queue.settled()
    while (this.#isWaiting && !this.#isBroken)
  }

  async open(name: DocumentName, listener: Listener): Promise<OpenDocument | number> {
    const refused = this.#access.closeCodeFor(listener.user)
    if (refused !== null) return refused
    if (!('segment' in name)) return this.#join(this.#roster, listener)
    if (name.segment > this.#row.head) return closeCodes.noSuchDocument
    const segment = await this.#segment(name.segment)
    if (this.#segments.get(name.segment) !== segment) return this.open(name, listener) // it was closed meanwhile
    // The membership may have ended meanwhile.
    const refusedNow = this.#access.closeCodeFor(listener.user)
    if (refusedNow === null) return this.#join(segment, listener)
    this.#forgetWhenIdle(name.segment)
    return refusedNow
  }

  /** Applies the change of an act. */
  apply(change: Change): void {
    this.#access.apply(change)
  }

  closeUser(user: string): void {
    closeUser(user, this.#listeners(), this.#access)
  }

  closeUninvited(): void {
    closeUninvited(this.#listeners(), this.#access)
  }

  tellRoster(update: Uint8Array): void {
    this.#roster.tell(update)
  }

  /** Blanks a record that should not have been admitted. */
  blank(device: string, seq: number): Promise<void> {
    return this.inTurn(async () => {
      await this.#parts.store.commit({ blank: [{ room: this.#row.id, device, seq }] })
      await this.#showErased()
    })
  }

  /** Blanks up to `limit` records of a user if `isDue` still says so. Resolves to whether there may be more. */
  eraseSome(user: string, isDue: () => Promise<boolean>, limit: number): Promise<boolean> {
    return this.inTurn(async () => {
      const { store } = this.#parts
      const room = this.#row.id
      if (!(await isDue())) return false // it was undone meanwhile
      const records = await store.records.ofUser(room, user, limit)
      if (records.length === 0) return false
      await store.commit({ blank: records.map(({ device, seq }) => ({ room, device, seq })) })
      await this.#showErased()
      return true
    })
  }

  readonly #isMember = (listener: Listener): boolean => can(this.#access.standing(listener.user), 'post')

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
    const state = await store.records.segment(room, number).catch((error) => {
      this.#segments.delete(number) // the next listener tries again
      throw error
    })
    const segment = new OpenSegment({
      records: store.records,
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
        this.#forgetWhenIdle(number) // tried again after what waits now
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
      access: this.#access,
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

  /**
   * What we hold may differ from the disk now. We close all listeners, and the room is loaded again when they come
   * back.
   */
  #break(error: unknown): void {
    this.#isBroken = true
    this.#parts.log({ what: 'fault', where: `room ${this.#row.id}`, error })
    this.#on.broken()
    for (const listener of this.#listeners()) listener.close(closeCodes.fault)
  }

  /** Sends all blank clocks of the open segments, because a blanked record may have copies in them. */
  async #showErased(): Promise<void> {
    for (const [number, segment] of this.#opened()) {
      if (segment.audience.isEmpty) continue
      publishDeleted(segment, await this.#parts.store.records.blanks(this.#row.id, number))
    }
  }
}
