import type { Standing } from '../../shared/room/roles.ts'
import { isSeenKey } from '../../shared/room/seen.ts'
import type { Result } from '../../shared/wire/results.ts'
import type { DeletedRange, StateVector, Struct } from '../../shared/wire/update.ts'
import type { RelayLimits } from '../pace/relay-limits.ts'
import { type KeptRecord, noDevice, type RecordRow, type SegmentState } from '../store/records.ts'
import { nameOf } from '../store/slices.ts'
import type { Change } from '../store/store.ts'

/** What the gate may ask about a room. It is read beforehand, so that judging never waits. */
export interface Known {
  now: number
  room: string
  /** True for a user's own room, which has one member and is the only place for all keys of `set`. */
  ownRoom: boolean
  archived: boolean
  head: number
  /** The newest time of any record in the room. */
  newest: number
  limits: RelayLimits
  standing(user: string): Standing
  /** True in a direct conversation if the other person has blocked this user. */
  isBlocked(user: string): boolean
  /** How many members the room has. */
  countMembers(): number
  segment(segment: number): SegmentState
  /** The device that used a Yjs client id in presence, before the id's first record. */
  claimed(segment: number, client: number): string | null
  /** The highest seq of the device in the room, or 0. */
  lastSeq(device: string): number
  named(name: string): KeptRecord | null
  /** The edits of a record that an offer erases. */
  editsOf(segment: number, name: string): readonly KeptRecord[]
  /** Whether somebody has closed the poll that an offer is about. */
  isClosed(segment: number, name: string): boolean
  setting(key: string): KeptRecord | null
  /** How many new records the device may write now. */
  tokens(device: string): number
  /** How many carried records the user may bring now. */
  carriedTokens(user: string): number
  /** The relay's `nth` client id for records that are carried into a segment. */
  carriedClient(segment: number, nth: number): number
}

/**
 * The changes of one commit, on top of what the room holds. Nothing has to be undone if it is dropped before `merge`.
 */
export class StagedCommit {
  readonly known: Known
  readonly rows: RecordRow[] = []
  readonly blank: { room: string; device: string; seq: number }[] = []
  readonly segments = new Map<number, DraftSegment>()
  readonly lastSeqs = new Map<string, number>()
  /** New records per device. */
  readonly spent = new Map<string, number>()
  /** Carried records per user who brought them. */
  readonly spentCarried = new Map<string, number>()
  readonly #named = new Map<string, KeptRecord>()
  /** The edits in this draft, by the name of what they edit. */
  readonly #edits = new Map<string, KeptRecord[]>()
  /** The polls that a record in this draft closes. */
  readonly #closed = new Set<string>()
  readonly #settings = new Map<string, KeptRecord>()
  readonly #carriedClients = new Map<number, number>()

  newest: number

  constructor(known: Known) {
    this.known = known
    this.newest = known.newest
  }

  segment(number: number): DraftSegment {
    let segment = this.segments.get(number)
    if (!segment) {
      segment = new DraftSegment(this.known.segment(number))
      this.segments.set(number, segment)
    }
    return segment
  }

  /** The device that a Yjs client id belongs to, or null. */
  ownerOf(segment: number, client: number): string | null {
    return this.segment(segment).ownerOf(client) ?? this.known.claimed(segment, client)
  }

  /** The record of that name, including those admitted in this draft. */
  named(name: string): KeptRecord | null {
    return this.#named.get(name) ?? this.known.named(name)
  }

  isClosed(segment: number, name: string): boolean {
    return this.#closed.has(name) || this.known.isClosed(segment, name)
  }

  setting(key: string): KeptRecord | null {
    return this.#settings.get(key) ?? this.known.setting(key)
  }

  lastSeq(device: string): number {
    return Math.max(this.lastSeqs.get(device) ?? 0, this.known.lastSeq(device))
  }

  /** Takes one of the device's tokens. Returns false if none is left. */
  spend(device: string): boolean {
    const spent = this.spent.get(device) ?? 0
    if (spent >= this.known.tokens(device)) return false
    this.spent.set(device, spent + 1)
    return true
  }

  /** Takes one of the user's tokens for carried records. Returns false if none is left. */
  spendCarried(user: string): boolean {
    const spent = this.spentCarried.get(user) ?? 0
    if (spent >= this.known.carriedTokens(user)) return false
    this.spentCarried.set(user, spent + 1)
    return true
  }

  /**
   * The first of the relay's client ids for this segment that no device has taken. It is looked for once, because members
   * can work out these ids and take thousands of them.
   */
  carriedClient(segment: number): number {
    const known = this.#carriedClients.get(segment)
    if (known !== undefined) return known
    for (let nth = 0; ; nth++) {
      const client = this.known.carriedClient(segment, nth)
      const owner = this.ownerOf(segment, client)
      if (owner !== null && owner !== noDevice) continue
      this.#carriedClients.set(segment, client)
      return client
    }
  }

  keep(row: RecordRow & { state: 'record' }, name: string): void {
    this.rows.push(row)
    this.segment(row.segment).addRecord(row, name)
    this.lastSeqs.set(row.device, Math.max(this.lastSeq(row.device), row.seq))
    this.newest = Math.max(this.newest, row.time)
    this.#named.set(name, row)
    if (row.kind === 'edit') this.#edits.set(row.ref, [...(this.#edits.get(row.ref) ?? []), row])
    if (row.kind === 'close') this.#closed.add(row.ref)
    if (row.key !== null) this.#settings.set(row.key, row)
  }

  repeat(row: RecordRow & { state: 'repeat' }, name: string): void {
    this.rows.push(row)
    this.segment(row.segment).add(row, { name, bytes: row.bytes }, 1)
  }

  leaveEmpty(row: RecordRow & { state: 'empty' }): void {
    this.rows.push(row)
    const segment = this.segment(row.segment)
    segment.add(row, { empty: row.length }, row.length)
    segment.deleted.push({ client: row.client, clock: row.clock, length: row.length })
  }

  /** Blanks a record that is kept or was admitted in this draft. */
  erase(target: KeptRecord): void {
    const { device, seq, client, clock } = target
    this.blank.push({ room: this.known.room, device, seq })
    this.#named.set(nameOf(device, seq), { ...target, bytes: null })
    this.segment(target.segment).erase(client, clock)
  }

  /** Blanks it together with its edits, because each of them has the text of a message. */
  eraseWithEdits(target: KeptRecord): void {
    const name = nameOf(target.device, target.seq)
    this.erase(target)
    for (const edit of [...this.known.editsOf(target.segment, name), ...(this.#edits.get(name) ?? [])])
      if (!this.#isBlanked(edit)) this.erase(edit)
  }

  #isBlanked({ device, seq }: KeptRecord): boolean {
    return this.#named.get(nameOf(device, seq))?.bytes === null
  }

  get isEmpty(): boolean {
    return this.rows.length === 0 && this.blank.length === 0
  }

  merge(): void {
    for (const segment of this.segments.values()) segment.merge()
  }

  get change(): Change {
    return { records: this.rows, blank: this.blank }
  }
}

export class DraftSegment {
  readonly base: SegmentState
  readonly clocks = new Map<number, number>()
  readonly devices = new Map<number, string>()
  /** New structs for the listeners, by client. The clocks of one client are consecutive. */
  readonly fresh = new Map<number, { clock: number; structs: Struct[] }>()
  readonly deleted: DeletedRange[] = []
  readonly late: Result[] = []
  posts: number
  records: number
  rows: number
  clients: number
  oldest: number
  newest: number

  constructor(base: SegmentState) {
    this.base = base
    this.posts = base.posts
    this.records = base.records
    this.rows = base.rows
    this.clients = base.clocks.size
    this.oldest = base.oldest
    this.newest = base.newest
  }

  clock(client: number): number {
    return this.clocks.get(client) ?? this.base.clocks.get(client) ?? 0
  }

  ownerOf(client: number): string | null {
    return this.devices.get(client) ?? this.base.devices.get(client) ?? null
  }

  addRecord(row: RecordRow & { state: 'record' }, name: string): void {
    this.add(row, { name, bytes: row.bytes }, 1)
    this.newest = Math.max(this.newest, row.time)
    // At most one for each member is left, and what is not a record of the talk must not end a segment of it.
    if (row.key !== null && isSeenKey(row.key)) return
    if (row.ref === '') this.posts++
    this.records++
    this.oldest = this.records === 1 ? row.time : Math.min(this.oldest, row.time)
  }

  add(row: RecordRow, struct: Struct, length: number): void {
    const block = this.fresh.get(row.client)
    if (block) block.structs.push(struct)
    else this.fresh.set(row.client, { clock: row.clock, structs: [struct] })
    if (this.clock(row.client) === 0) this.clients++
    this.rows++
    this.clocks.set(row.client, row.clock + length)
    this.devices.set(row.client, row.carried ? noDevice : row.device)
  }

  erase(client: number, clock: number): void {
    this.deleted.push({ client, clock, length: 1 })
    const block = this.fresh.get(client)
    if (!block) return
    let at = block.clock
    for (const [index, struct] of block.structs.entries()) {
      if (at === clock) block.structs[index] = { empty: 1 }
      at += 'empty' in struct ? struct.empty : 1
    }
  }

  /** After the merge: the clocks before this draft, which is how far a listener has read that was not sent it. */
  before(): StateVector {
    const vector = new Map(this.base.clocks)
    for (const [client, { clock }] of this.fresh) {
      if (clock === 0) vector.delete(client)
      else vector.set(client, clock)
    }
    return vector
  }

  /** Updates `base` in place. Call it when the draft is on disk. */
  merge(): void {
    for (const [client, clock] of this.clocks) this.base.clocks.set(client, clock)
    for (const [client, device] of this.devices) this.base.devices.set(client, device)
    const { posts, records, rows, oldest, newest } = this
    Object.assign(this.base, { posts, records, rows, oldest, newest })
  }
}
