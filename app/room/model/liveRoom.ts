import { fromBase64url, toBase64url } from '../../../shared/base64url.ts'
import type { Looks } from '../../../shared/names/looks.ts'
import { deviceId } from '../../../shared/record/signing.ts'
import type { WhoIs } from '../../../shared/room/fold.ts'
import { type Roster, readRoster } from '../../../shared/room/roster.ts'
import { tellApart } from '../../../shared/room/tell-apart.ts'
import { rosterName, segmentName } from '../../../shared/wire/documents.ts'
import { Listeners } from '../../base/listeners.ts'
import type { Segment } from '../../segments/segment.ts'
import type { Segments } from '../../segments/segments.ts'
import type { Documents } from '../../sync/documents.ts'
import type { OpenDocument } from '../../sync/openDocument.ts'

export interface LiveRoomParts {
  documents: Documents
  segments: Segments
  /** What this device knows of a room that it made itself and the relay has not heard of. */
  provisional(room: string): Roster | null
  /** The highest segment that this device may hold, where the head went back; else 0. */
  upTo(room: string): number
  /** When they become others, `look` is called. */
  looks(): Looks
}

/** So far back one looks for something that is not erased. */
const longestLookBack = 8

/** A room's roster and newest segment, kept up to date. */
export class LiveRoom {
  readonly id: string
  /** The roster, the newest segment, or who is there. */
  readonly changed = new Listeners<void>()
  readonly rosterDocument: OpenDocument
  readonly #parts: LiveRoomParts
  readonly #stops: (() => void)[]
  readonly #keys = new Map<string, string>()
  #stopHead: () => void = () => {}
  #roster: Roster = readRoster([])
  #people: Roster['members'] = new Map()
  #whoIs: WhoIs = () => null
  #publicKeys = new Map<string, Uint8Array>()
  #head: Segment | null = null
  /** The ones before the head, newest first, where the head has nothing to show. */
  #older: Held[] = []
  #above: Segment[] = []

  constructor(id: string, parts: LiveRoomParts) {
    this.id = id
    this.#parts = parts
    this.rosterDocument = parts.documents.open(rosterName(id))
    this.#stops = [
      this.rosterDocument.changed.subscribe(() => this.#read()),
      this.rosterDocument.presence.subscribe(() => this.changed.emit()),
    ]
    if (this.rosterDocument.hasLoaded) this.#read()
  }

  get roster(): Roster {
    return this.#roster
  }

  /** Whether anything is known of the room at all. */
  get isKnown(): boolean {
    return this.#roster.made > 0
  }

  /** Replaced whenever the people change, so that what was folded with it is folded again. */
  get whoIs(): WhoIs {
    return this.#whoIs
  }

  /** Null until the roster is known. */
  get head(): Segment | null {
    return this.#head
  }

  /** What only this device has: the relay's data were put back, and with them the head. The lowest first. */
  get above(): readonly Segment[] {
    return this.#above
  }

  /** Newest first: the head, and as many before it as were looked back to. */
  get recent(): Segment[] {
    return this.#head ? [this.#head, ...this.#older.map(({ segment }) => segment)] : []
  }

  /** Holds the segment before the oldest one held, once that is read. False: there is none, or nobody looks that far. */
  lookBack(): boolean {
    const oldest = this.recent.at(-1)
    if (!oldest || oldest.number <= 1 || this.#older.length >= longestLookBack) return false
    if (oldest.document.hasLoaded) this.#older.push(this.#hold(oldest.number - 1))
    return true
  }

  publicKeyOf(device: string): Uint8Array | undefined {
    return this.#publicKeys.get(device)
  }

  /** Something else than the roster's document became known: of the room, or of how names look. */
  look(): void {
    this.#read()
  }

  async end(): Promise<void> {
    for (const stop of this.#stops) stop()
    this.#stopHead()
    this.#releaseOlder()
    this.#holdAbove(1, 0)
    if (this.#head) await this.#parts.segments.close(this.#head.document.name, this.#head)
    await this.#parts.documents.close(this.rosterDocument)
  }

  #read(): void {
    const { map } = this.rosterDocument
    this.#roster = tellApart(
      map.size > 0 ? readRoster(map.entries()) : (this.#parts.provisional(this.id) ?? readRoster(map.entries())),
      this.#parts.looks(),
    )
    if (!samePeople(this.#people, this.#roster.members)) this.#meet()
    if (this.isKnown) {
      this.#follow(this.#roster.head)
      this.#holdAbove(this.#roster.head + 1, this.#parts.upTo(this.id))
    }
    this.changed.emit()
  }

  #meet(): void {
    this.#people = this.#roster.members
    const users = new Map<string, string>()
    this.#publicKeys = new Map()
    for (const [user, { devices, erasing }] of this.#people)
      for (const { key } of devices) {
        const device = this.#deviceOf(key)
        // What will be erased within the hour is not shown until then either.
        if (erasing === undefined) users.set(device, user)
      }
    this.#whoIs = (device) => {
      const user = users.get(device)
      return user === undefined ? null : { user, standing: this.#people.get(user)?.role ?? 'member' }
    }
  }

  #deviceOf(key: string): string {
    const bytes = fromBase64url(key)
    const device = this.#keys.get(key) ?? toBase64url(deviceId(bytes))
    this.#keys.set(key, device)
    this.#publicKeys.set(device, bytes)
    return device
  }

  #follow(number: number): void {
    const before = this.#head
    if (before?.number === number) return
    const { segment, stop } = this.#hold(number)
    this.#stopHead()
    this.#stopHead = stop
    this.#head = segment
    this.#releaseOlder()
    before?.takeIn([])
    if (before) void this.#parts.segments.close(before.document.name, before)
  }

  #holdAbove(lowest: number, highest: number): void {
    const before = this.#above
    if (before.length === 0 ? highest < lowest : before[0]?.number === lowest && before.at(-1)?.number === highest)
      return
    const numbers = Array.from({ length: Math.max(0, highest - lowest + 1) }, (_, at) => lowest + at)
    this.#above = numbers.map((number) => this.#parts.segments.open(segmentName(this.id, number)))
    this.#head?.takeIn(this.#above)
    for (const segment of before) {
      // The relay would not have it while its head was below.
      if (segment.number < lowest) segment.document.reconnect()
      void this.#parts.segments.close(segment.document.name, segment)
    }
  }

  #hold(number: number): Held {
    const segment = this.#parts.segments.open(segmentName(this.id, number))
    const stops = [segment.changed, segment.document.inStep].map((heard) => heard.subscribe(() => this.changed.emit()))
    const stop = () => {
      for (const one of stops) one()
    }
    return { segment, stop }
  }

  #releaseOlder(): void {
    for (const { segment, stop } of this.#older) {
      stop()
      void this.#parts.segments.close(segment.document.name, segment)
    }
    this.#older = []
  }
}

interface Held {
  segment: Segment
  stop(): void
}

const samePeople = (a: Roster['members'], b: Roster['members']): boolean =>
  a.size === b.size && JSON.stringify([...a]) === JSON.stringify([...b])
