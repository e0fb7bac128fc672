import type { Kind } from '../../shared/record/kinds.ts'
import type { DeletedRange, StateVector } from '../../shared/wire/update.ts'

/** Signed records, and the segments in which they stand. */
export interface StoredRecords {
  segment(room: string, segment: number): Promise<SegmentState>
  /**
   * A part of what a client that holds `from` lacks, oldest clock first. `after`: the end of the page before, or null for
   * the first page. What changes between two pages may be in a later page or not.
   */
  page(room: string, segment: number, from: StateVector, after: PageEnd | null): Promise<Page>
  /** Every blank clock of the segment. */
  blanks(room: string, segment: number): Promise<DeletedRange[]>
  /** Segments of the room that take no more new posts, by number. */
  sealed(room: string): Promise<SealedSegment[]>
  /** The first row with this name, or null. `bytes` is null once it is erased. */
  byName(room: string, device: string, seq: number): Promise<KeptRecord | null>
  /** Edits of the record with this name that are not blank. They are in its segment. */
  editsOf(room: string, segment: number, name: string): Promise<KeptRecord[]>
  /** A record that closes the poll with this name, if one is there that is not blank. It is in the poll's segment. */
  closingOf(room: string, segment: number, name: string): Promise<KeptRecord | null>
  /** The highest seq of each of these devices in the room. A device without records is absent. */
  lastSeqs(room: string, devices: readonly string[]): Promise<Map<string, number>>
  /** The newest time of any record in the room, including blanked ones, or 0. `room` null: in any room. */
  newestTime(room: string | null): Promise<number>
  /** The newest record that was `set` under this key in the room. */
  setting(room: string, key: string): Promise<KeptRecord | null>
  /** Records of a user in a room that are not blank, `limit` at most, in no order. */
  ofUser(room: string, user: string, limit: number): Promise<{ device: string; seq: number; segment: number }[]>
  /**
   * Everything that a user wrote in any room, their own included, and that is not blank. The order is room id, time,
   * device, seq. Returns up to `limit` rows after `after`, the last row of the page before.
   */
  writtenBy(user: string, after: WrittenRow | null, limit: number): Promise<WrittenRow[]>
}

/** One Yjs clock of a segment. */
export type RecordRow = {
  room: string
  segment: number
  client: number
  clock: number
  /** The device that wrote this clock. */
  device: string
  user: string
  /** When the relay received it. */
  at: number
  /** True if another device brought it. Its client id is then one of the relay's. */
  carried?: boolean
} & (
  | { state: 'record'; seq: number; kind: Kind; time: number; ref: string; key: string | null; bytes: Uint8Array }
  /** The same record under a second clock, byte for byte. */
  | { state: 'repeat'; seq: number; bytes: Uint8Array }
  /** A refused record's place, or a run that its author withdrew. It covers `length` clocks. */
  | { state: 'empty'; length: number }
)

export interface KeptRecord {
  segment: number
  client: number
  clock: number
  user: string
  device: string
  seq: number
  kind: Kind
  time: number
  bytes: Uint8Array | null
}

/** The owner of the Yjs client ids under which the relay keeps carried records. */
export const noDevice = ''

export interface SegmentState {
  /** Next clock per client. */
  clocks: StateVector
  /** The device of each client id. `noDevice`: the id is one of the relay's. */
  devices: Map<number, string>
  /** Records without a ref, and records of any kind, without those that tell how far somebody has read. Blanked ones count. */
  posts: number
  records: number
  /** Rows of any state, including empty ones. A reader of the whole segment is sent all of them. */
  rows: number
  /** Of the records that count. */
  oldest: number
  /** Of all records. */
  newest: number
}

export const emptySegment = (): SegmentState => ({
  clocks: new Map(),
  devices: new Map(),
  posts: 0,
  records: 0,
  rows: 0,
  oldest: 0,
  newest: 0,
})

/** A few rows of a segment. `end` is null for the last page. */
export interface Page {
  blocks: { client: number; clock: number; structs: KeptStruct[] }[]
  end: PageEnd | null
}

/** The last row of a page. */
export interface PageEnd {
  client: number
  clock: number
  /** The next clock of this client. Clocks after a gap cannot be applied. Null: the page holds nothing of this client. */
  reached: number | null
}

export type KeptStruct =
  | { name: string; bytes: Uint8Array; late: number | null }
  /** Blank: refused, withdrawn or erased. */
  | { empty: number }

export interface WrittenRow {
  room: string
  device: string
  seq: number
  segment: number
  time: number
  bytes: Uint8Array
}

export interface SealedSegment {
  room: string
  segment: number
  from: number
  to: number
  count: number
}
