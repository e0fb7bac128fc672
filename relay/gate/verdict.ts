import { sameBytes } from '../../shared/bytes.ts'
import { isSeen, kindOf, refersToAnother } from '../../shared/record/kinds.ts'
import { limits } from '../../shared/record/limits.ts'
import { comparePositions, isRecordName } from '../../shared/record/name.ts'
import { judgeRecord } from '../../shared/room/record-rules.ts'
import type { Standing } from '../../shared/room/roles.ts'
import type { RefusalCode, Result } from '../../shared/wire/results.ts'
import { lateAt, nameOf } from '../store/slices.ts'
import type { KeptRecord, RecordRow } from '../store/store.ts'
import { bodyOf, clocksOf, type Offer, type OfferEntry, type OfferedRecord } from './offer.ts'
import type { StagedCommit } from './staged-commit.ts'

interface Judged {
  offer: Offer<{ user: string; device: string }>
  results: Result[]
  admitted: OfferedRecord[]
}
/** Where a record is to stand, and who wrote it. */
interface Written {
  segment: number
  /** `standing`: what they were when they wrote it; missing: what they are counts. */
  from: { user: string; device: string; standing?: Standing }
}
export type Verdict = RefusalCode | 'admit' | 'repeat' | 'elsewhere' | 'superseded'

/** Stages one entry at our next clock of its client: as it is, as a repeat, or as an empty place. */
export const judgeEntry = (draft: StagedCommit, judged: Judged, entry: OfferEntry, clock: number): void => {
  const place = placeOf(draft, judged.offer, clock)
  if ('empty' in entry) {
    const end = endOfRun(judged.offer, entry)
    draft.leaveEmpty({ ...place, state: 'empty', length: end - clock })
    return
  }
  const verdict = judge(draft, judged.offer, entry)
  if (verdict === 'admit') {
    admit(draft, entry, place)
    judged.admitted.push(entry)
  } else if (verdict === 'repeat')
    draft.repeat({ ...place, state: 'repeat', seq: entry.record.seq, bytes: entry.bytes }, entry.name)
  else draft.leaveEmpty({ ...place, state: 'empty', length: 1 })
  judged.results.push(resultOf(entry.name, verdict))
}

type Place = Pick<RecordRow, 'room' | 'segment' | 'client' | 'clock' | 'device' | 'user' | 'at' | 'carried'>

const placeOf = (draft: StagedCommit, { segment, client, from }: Judged['offer'], clock: number): Place => ({
  room: draft.known.room,
  segment,
  client,
  clock,
  device: from.device,
  user: from.user,
  at: draft.known.now,
})

/** A run that overlaps what we have is kept from our clock on. */
const endOfRun = ({ clock, entries }: Judged['offer'], run: OfferEntry): number => {
  let at = clock
  for (const entry of entries) {
    at += clocksOf(entry)
    if (entry === run) break
  }
  return at
}

export const resultOf = (name: string, verdict: Verdict): Result => {
  switch (verdict) {
    case 'admit':
    case 'repeat':
    case 'elsewhere':
    case 'superseded':
      return { kind: 'acked', name }
    default:
      return { kind: 'refused', name, code: verdict }
  }
}

/** Stages a record and what it does to others. */
export const admit = (draft: StagedCommit, entry: OfferedRecord, place: Place): void => {
  const { seq, time, ref } = entry.record
  const body = bodyOf(entry)
  if (body === null) throw new Error('admitted without a body')
  const key = body.kind === 'set' ? body.key : null
  const superseded = key === null ? null : draft.setting(key)
  draft.keep({ ...place, state: 'record', seq, kind: body.kind, time, ref, key, bytes: entry.bytes }, entry.name)
  if (superseded) draft.erase(superseded)
  const target = body.kind === 'erase' ? draft.named(ref) : null
  if (target) draft.erase(target)
  const late = lateAt(body.kind, time, draft.known.now)
  if (late !== null) draft.segment(place.segment).late.push({ kind: 'late', name: entry.name, at: late })
}

export const judge = (draft: StagedCommit, offer: Written, entry: OfferedRecord): Verdict => {
  if (entry.device !== offer.from.device) return 'not-yours'
  return (
    whatItsNameHolds(draft, offer, entry) ??
    whatTheRulesSay(draft, offer, entry) ??
    whatItsTimeSays(draft, entry) ??
    whatTheSegmentTakes(draft, offer, entry) ??
    whatIsNewer(draft, entry) ??
    'admit'
  )
}

/**
 * A name is used once, and nothing comes back that was erased. Identical bytes are a repeat beside the first, where a
 * deletion could hide both; in another segment they would be read twice.
 */
const whatItsNameHolds = (
  draft: StagedCommit,
  { segment }: Written,
  { name, device, record, bytes }: OfferedRecord,
): Verdict | null => {
  if (record.seq > draft.lastSeq(device)) return null
  const kept = draft.named(name)
  if (kept === null) return null
  if (kept.bytes === null) return 'erased'
  if (!sameBytes(kept.bytes, bytes)) return 'name-used'
  return kept.segment === segment ? 'repeat' : 'elsewhere'
}

const whatTheRulesSay = (draft: StagedCommit, offer: Written, entry: OfferedRecord): Verdict | null => {
  const { user } = offer.from
  const { ref, epoch } = entry.record
  const kind = kindOf(entry.record.kind)
  const body = bodyOf(entry)
  if (kind === null || epoch !== 0 || body === null || !isSeen(body)) return 'bad-body'
  if (refersToAnother(kind) ? !isRecordName(ref) : ref !== '') return 'bad-body'
  const target = ref === '' ? null : targetHere(draft, offer.segment, ref)
  const judgedTarget = target && { author: target.user, kind: target.kind, erased: target.bytes === null }
  const { ownRoom, archived, standing, isBlocked } = draft.known
  return judgeRecord({
    kind,
    author: user,
    standing: offer.from.standing ?? standing(user),
    ownRoom,
    archived,
    blocked: isBlocked(user),
    target: judgedTarget,
  })
}

/** A segment is complete by itself: what refers to a record stands beside it. */
const targetHere = (draft: StagedCommit, segment: number, ref: string): KeptRecord | null => {
  const target = draft.named(ref)
  return target?.segment === segment ? target : null
}

/**
 * Time in a room never goes back, so what follows right on its newest record is taken whatever our clock says. By one
 * millisecond a record nobody gets further ahead than they were.
 */
const whatItsTimeSays = ({ known, newest }: StagedCommit, { record }: OfferedRecord): Verdict | null =>
  record.time > Math.max(known.now + limits.aheadMs, newest + 1) ? 'too-early' : null

const whatTheSegmentTakes = (draft: StagedCommit, { segment }: Written, { record }: OfferedRecord): Verdict | null => {
  // Erasing what is one's own works in a full segment too.
  if (kindOf(record.kind) === 'erase') return null
  const { posts, records } = draft.segment(segment)
  const { segmentCap, segmentTotal } = draft.known.limits
  return records >= segmentTotal || (record.ref === '' && posts >= segmentCap) ? 'segment-full' : null
}

/** Of what was `set` under one key only the newest is kept. */
const whatIsNewer = (draft: StagedCommit, entry: OfferedRecord): Verdict | null => {
  const body = bodyOf(entry)
  const kept = body?.kind === 'set' ? draft.setting(body.key) : null
  if (!kept) return null
  const position = { time: kept.time, name: nameOf(kept.device, kept.seq) }
  const mine = { time: entry.record.time, name: entry.name }
  return comparePositions(mine, position) < 0 ? 'superseded' : null
}
