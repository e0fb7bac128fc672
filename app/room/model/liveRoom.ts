import { fromBase64url, toBase64url } from '../../../shared/base64url.ts'
import type { Looks } from '../../../shared/names/looks.ts'
import { deviceId } from '../../../shared/record/signed-bytes.ts'
import type { WhoIs } from '../../../shared/room/message.ts'
import { type Roster, readRoster } from '../../../shared/room/roster.ts'
import { tellApart } from '../../../shared/room/tell-apart.ts'
import { rosterName, segmentName } from '../../../shared/wire/documents.ts'
import { Listeners } from '../../base/listeners.ts'
import type { Segment } from '../../segments/segment.ts'
import type { Segments } from '../../segments/segments.ts'
import type { Documents } from '../../sync/documents.ts'
import type { OpenDocument } from '../../sync/openDocument.ts'

interface LiveRoomParts {
  documents: Documents
  segments: Segments
  /** The roster of a room that was made on this device and that the relay does not know yet. */
  provisional(room: string): Roster | null
  /** The highest segment this device may hold if the head moved back, as after a restored backup; else 0. */
  upTo(room: string): number
  /** How names look. The owner calls `look` when this changes. */
  looks(): Looks
}

/** At most this many segments before the head are searched for a message that is not erased. */
const longestLookBack = 8

/** A room's roster and newest segment, kept up to date. */
export class LiveRoom {
  readonly id: string
  /** The roster, the newest segment or the presence changed. */
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
  /** Segments before the head, newest first. Held only if the head has nothing to show. */
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

  /** Whether this device knows anything about the room. */
  get isKnown(): boolean {
    return this.#roster.made > 0
  }

  /** A new function whenever the people change, so that segments are folded again with it. */
  get whoIs(): WhoIs {
    return this.#whoIs
  }

  /** Null until the roster is known. */
  get head(): Segment | null {
    return this.#head
  }

  /** Segments above the head, lowest first. Only this device has them, since a restored backup moved the head back. */
  get above(): readonly Segment[] {
    return this.#above
  }

  /** The head and the older segments that `lookBack` added, newest first. */
  get recent(): Segment[] {
    return this.#head ? [this.#head, ...this.#older.map(({ segment }) => segment)] : []
  }

  /** Holds one more older segment once the oldest one has loaded. False: there is none, or the limit is reached. */
  lookBack(): boolean {
    const oldest = this.recent.at(-1)
    if (!oldest || oldest.number <= 1 || this.#older.length >= longestLookBack) return false
    if (oldest.document.hasLoaded) this.#older.push(this.#hold(oldest.number - 1))
    return true
  }

  publicKeyOf(device: string): Uint8Array | undefined {
    return this.#publicKeys.get(device)
  }

  /** Reads the room again after something outside its roster document changed: `provisional`, `upTo` or `looks`. */
  look(): void {
    this.#read()
  }

  async close(): Promise<void> {
    for (const stop of this.#stops) stop()
    this.#stopHead()
    this.#closeOlder()
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
        // Messages that will be erased within the hour are already hidden.
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
    this.#closeOlder()
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
      // The relay refused this segment while its head was below it, so connect again.
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

  #closeOlder(): void {
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
