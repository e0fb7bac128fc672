import { sha256 } from '@noble/hashes/sha2.js'
import { utf8, Writer } from '../../shared/bytes.ts'
import { can, type Standing } from '../../shared/room/roles.ts'
import type { RefusalCode, Result } from '../../shared/wire/results.ts'
import { type OfferedRecord, readOffered } from './offer.ts'
import type { Sender } from './sender.ts'
import type { StagedCommit } from './staged-commit.ts'
import { admit, judge, resultOf } from './verdict.ts'

/** Records of other devices, as a member's device brings them. */
export interface Carried {
  from: Sender
  segment: number
  entries: CarriedRecord[]
  bytes: number
}
export interface CarriedRecord extends OfferedRecord {
  /** Who signed it, as far as is known; or why it is not taken. Null: not looked up, beyond the budget. */
  author: CarriedAuthor | RefusalCode | null
  isForged: boolean
}
export interface CarriedAuthor {
  user: string
  device: string
  publicKey: Uint8Array
  /** What they were in the room when they wrote it. */
  standing: Standing
}
export interface JudgedCarried {
  carried: Carried
  results: Result[]
  /** Staged, and to be verified before it is kept. */
  admitted: CarriedRecord[]
}

/** Throws `Malformed` where one of them is no record. */
export const readCarriedRecords = (from: Sender, segment: number, records: readonly Uint8Array[]): Carried => ({
  from,
  segment,
  entries: records.map((bytes) => ({ ...readOffered(bytes), author: null, isForged: false })),
  bytes: records.reduce((sum, { length }) => sum + length, 0),
})

/**
 * The gate, for what is carried: each record as if its author brought it, within the carrier's budget. What is refused
 * takes no place. What is taken stands under a Yjs client id of the relay's own, so that nobody's clocks are touched.
 */
export const judgeCarried = (draft: StagedCommit, carried: Carried): JudgedCarried => {
  const judged: JudgedCarried = { carried, results: [], admitted: [] }
  for (const entry of carried.entries) judged.results.push(judgeOne(draft, judged, entry))
  return judged
}

const judgeOne = (draft: StagedCommit, judged: JudgedCarried, entry: CarriedRecord): Result => {
  const { carried } = judged
  const refused = whyNotBrought(draft, carried, entry)
  if (refused !== null) return { kind: 'refused', name: entry.name, code: refused }
  const author = entry.author as CarriedAuthor
  const verdict = judge(draft, { segment: carried.segment, from: author }, entry)
  if (verdict !== 'admit') return resultOf(entry.name, verdict)
  const client = placeFor(draft, carried.segment)
  if (client === null) return { kind: 'refused', name: entry.name, code: 'segment-full' }
  const { room, now } = draft.known
  const { user, device } = author
  const clock = draft.segment(carried.segment).clock(client)
  admit(draft, entry, { room, segment: carried.segment, client, clock, device, user, at: now, carried: true })
  judged.admitted.push(entry)
  return resultOf(entry.name, verdict)
}

const whyNotBrought = (draft: StagedCommit, { from }: Carried, entry: CarriedRecord): RefusalCode | null => {
  if (!can(draft.known.standing(from.user), 'post')) return 'not-a-member'
  if (entry.author === null || !draft.spendCarried(from.user)) return 'too-fast'
  if (entry.isForged) return 'bad-signature'
  // One's own stands under one's own client id.
  if (entry.device === from.device) return 'not-allowed'
  return typeof entry.author === 'string' ? entry.author : null
}

/** Null: the segment takes no more. */
const placeFor = (draft: StagedCommit, number: number): number | null => {
  const segment = draft.segment(number)
  const { segmentRows, segmentClients } = draft.known.limits
  const client = draft.carriedClient(number)
  const isNew = segment.clock(client) === 0
  return segment.rows >= segmentRows || (isNew && segment.clients >= segmentClients) ? null : client
}

/**
 * Under which Yjs client id one run of the relay (`life`) keeps what is carried into a segment. Another run has others, so
 * that after a restored backup no clock is given out twice. `nth`: where that id is somebody's already. They are high,
 * since of two places of one name Yjs hides the lower one: what the relay erases is not to stay on devices in the other.
 */
export const carriedClient = (life: number, room: string, segment: number, nth: number): number => {
  const hash = sha256(new Writer(64).raw(utf8(`carried ${life} ${room} ${segment} ${nth}`)).done())
  return (0xff000000 | (new DataView(hash.buffer, hash.byteOffset).getUint32(0) >>> 8)) >>> 0
}
