import { sha256 } from '@noble/hashes/sha2.js'
import { utf8, Writer } from '../../shared/bytes.ts'
import { can, type Standing } from '../../shared/room/roles.ts'
import type { RefusalCode, Result } from '../../shared/wire/results.ts'
import { judge, resultOf, stageRecord } from './judge-record.ts'
import { type OfferedRecord, readOffered } from './offer.ts'
import type { Sender } from './sender.ts'
import type { StagedCommit } from './staged-commit.ts'

/** Records that other devices signed, brought by a member's device (the carrier). */
export interface Carried {
  from: Sender
  segment: number
  entries: CarriedRecord[]
  bytes: number
}
export interface CarriedRecord extends OfferedRecord {
  /**
   * The author, or the code with which the record is refused. Null: not looked up, because the carrier's budget is used
   * up.
   */
  author: CarriedAuthor | RefusalCode | null
  /** Set before it is judged. */
  isForged: boolean
}
export interface CarriedAuthor {
  user: string
  device: string
  publicKey: Uint8Array
  /** The author's standing in the room when they wrote the record. */
  standing: Standing
}
export interface JudgedCarried {
  carried: Carried
  results: Result[]
  /** Staged. */
  admitted: CarriedRecord[]
}

/** Throws `Malformed` if one of them is not a record. */
export const readCarriedRecords = (from: Sender, segment: number, records: readonly Uint8Array[]): Carried => ({
  from,
  segment,
  entries: records.map((bytes) => ({ ...readOffered(bytes), author: null, isForged: false })),
  bytes: records.reduce((sum, { length }) => sum + length, 0),
})

/**
 * The gate for carried records. Each is judged as if its author had sent it, within the carrier's budget. A refused
 * record gets no clock. An admitted one is kept under a Yjs client id of the relay, so that no device's clocks change.
 */
export const judgeCarried = (draft: StagedCommit, carried: Carried): JudgedCarried => {
  const judged: JudgedCarried = { carried, results: [], admitted: [] }
  for (const entry of carried.entries) judged.results.push(judgeOne(draft, judged, entry))
  return judged
}

const judgeOne = (draft: StagedCommit, judged: JudgedCarried, entry: CarriedRecord): Result => {
  const { carried } = judged
  const author = authorOrRefusal(draft, carried, entry)
  if (typeof author === 'string') return { kind: 'refused', name: entry.name, code: author }
  const verdict = judge(draft, { segment: carried.segment, from: author }, entry)
  if (verdict !== 'admit') return resultOf(entry.name, verdict)
  if (isAfter(draft, carried.segment, entry)) return { kind: 'refused', name: entry.name, code: 'segment-full' }
  const client = placeFor(draft, carried.segment)
  if (client === null) return { kind: 'refused', name: entry.name, code: 'segment-full' }
  const { room, now } = draft.known
  const { user, device } = author
  const clock = draft.segment(carried.segment).clock(client)
  stageRecord(draft, entry, { room, segment: carried.segment, client, clock, device, user, at: now, carried: true })
  judged.admitted.push(entry)
  return resultOf(entry.name, verdict)
}

const authorOrRefusal = (draft: StagedCommit, { from }: Carried, entry: CarriedRecord): CarriedAuthor | RefusalCode => {
  if (!can(draft.known.standing(from.user), 'post')) return 'not-a-member'
  if (entry.author === null || !draft.spendCarried(from.user)) return 'too-fast'
  if (entry.isForged) return 'bad-signature'
  // A device sends its own records under its own client id, never as carried ones.
  if (entry.device === from.device) return 'not-allowed'
  // Whoever its author is by now, the carrier still shows what was erased, and has to hear that it was.
  const isErased = typeof entry.author === 'string' && draft.named(entry.name)?.bytes === null
  return isErased ? 'erased' : entry.author
}

/**
 * Whether it is newer than the start of the next segment. No signature covers the segment, so a carrier could put a post
 * where its author never wrote it. Then nobody could carry the records that refer to it, which must be in its segment.
 */
const isAfter = (draft: StagedCommit, segment: number, { record }: CarriedRecord): boolean => {
  if (record.ref !== '' || segment >= draft.known.head) return false
  const next = draft.segment(segment + 1)
  return next.records > 0 && record.time > next.oldest
}

/** Null: the segment is full. */
const placeFor = (draft: StagedCommit, number: number): number | null => {
  const segment = draft.segment(number)
  const { segmentRows, segmentClients } = draft.known.limits
  const client = draft.carriedClient(number)
  const isNew = segment.clock(client) === 0
  return segment.rows >= segmentRows || (isNew && segment.clients >= segmentClients) ? null : client
}

/**
 * The Yjs client id under which the relay keeps records that are carried into a segment. Each run of the relay (`life`)
 * has other ids, so that no clock is given out twice after a backup was restored. `nth` counts up when an id already
 * belongs to a device. The ids are high because, when a name stands in two places, Yjs hides the one with the lower
 * client id: a record that the relay erases must not stay visible on devices in its other place.
 */
export const carriedClient = (life: number, room: string, segment: number, nth: number): number => {
  const hash = sha256(new Writer(64).raw(utf8(`carried ${life} ${room} ${segment} ${nth}`)).done())
  return (0xff000000 | (new DataView(hash.buffer, hash.byteOffset).getUint32(0) >>> 8)) >>> 0
}
