import { sameBytes } from '../../shared/bytes.ts'
import { type Body, isSeen, kindOf, readBody, refersToAnother } from '../../shared/record/kinds.ts'
import { limits } from '../../shared/record/limits.ts'
import { comparePositions, isRecordName } from '../../shared/record/name.ts'
import { readRecord } from '../../shared/record/record.ts'
import { termsAt } from '../../shared/room/poll.ts'
import { judgeRecord, type PollTerms } from '../../shared/room/record-rules.ts'
import type { Standing } from '../../shared/room/roles.ts'
import type { RefusalCode, Result } from '../../shared/wire/results.ts'
import type { Author } from '../open-document/listener.ts'
import type { KeptRecord, RecordRow } from '../store/records.ts'
import { lateAt, nameOf } from '../store/slices.ts'
import type { Judged } from './judged.ts'
import { bodyOf, clocksOf, type OfferEntry, type OfferedRecord } from './offer.ts'
import type { StagedCommit } from './staged-commit.ts'

/** An offer while its entries are judged one by one. */
type BeingJudged = Pick<Judged<Author>, 'offer' | 'results' | 'admitted'>
/** The segment that a record is for, and its author. */
interface Written {
  segment: number
  /** `standing`: the author's standing when they wrote it. If missing, the current one counts. */
  from: { user: string; device: string; standing?: Standing }
}
export type Verdict = RefusalCode | 'admit' | 'repeat' | 'elsewhere' | 'superseded'

/** Stages one entry at our next clock of its client: as a record, a repeat or an empty place. */
export const judgeEntry = (draft: StagedCommit, judged: BeingJudged, entry: OfferEntry, clock: number): void => {
  const place = placeOf(draft, judged.offer, clock)
  if ('empty' in entry) {
    const end = endOfRun(judged.offer, entry)
    draft.leaveEmpty({ ...place, state: 'empty', length: end - clock })
    return
  }
  const verdict = judge(draft, judged.offer, entry)
  if (verdict === 'admit') {
    stageRecord(draft, entry, place)
    judged.admitted.push(entry)
  } else if (verdict === 'repeat')
    draft.repeat({ ...place, state: 'repeat', seq: entry.record.seq, bytes: entry.bytes }, entry.name)
  else draft.leaveEmpty({ ...place, state: 'empty', length: 1 })
  judged.results.push(resultOf(entry.name, verdict))
}

type Place = Pick<RecordRow, 'room' | 'segment' | 'client' | 'clock' | 'device' | 'user' | 'at' | 'carried'>

const placeOf = (draft: StagedCommit, { segment, client, from }: BeingJudged['offer'], clock: number): Place => ({
  room: draft.known.room,
  segment,
  client,
  clock,
  device: from.device,
  user: from.user,
  at: draft.known.now,
})

/** Where an empty run ends. If it starts with clocks that we have, only the rest of it is kept. */
const endOfRun = ({ clock, entries }: BeingJudged['offer'], run: OfferEntry): number => {
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

/** Stages a record, and erases the records that it replaces or erases, with their edits. */
export const stageRecord = (draft: StagedCommit, entry: OfferedRecord, place: Place): void => {
  const { seq, time, ref } = entry.record
  const body = bodyOf(entry)
  if (body === null) throw new Error('a record was admitted without a readable body')
  const key = body.kind === 'set' ? body.key : null
  const superseded = key === null ? null : draft.setting(key)
  draft.keep({ ...place, state: 'record', seq, kind: body.kind, time, ref, key, bytes: entry.bytes }, entry.name)
  if (superseded) draft.erase(superseded)
  const target = body.kind === 'erase' ? draft.named(ref) : null
  if (target) draft.eraseWithEdits(target)
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
 * A name is used once, and an erased record does not come back. Identical bytes in the same segment are kept as a
 * repeat beside the first, where a deletion can hide both. In another segment they would be read twice, so they are not
 * kept there.
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
  const judgedTarget = target && {
    author: target.user,
    kind: target.kind,
    erased: target.bytes === null,
    poll: pollIn(draft, target, ref, entry),
  }
  const { ownRoom, archived, standing, isBlocked, countMembers } = draft.known
  const refused = judgeRecord({
    kind,
    author: user,
    standing: offer.from.standing ?? standing(user),
    ownRoom,
    archived,
    blocked: isBlocked(user),
    called: body.kind === 'post' && body.everyone ? countMembers() : 0,
    target: judgedTarget,
    choices: body.kind === 'vote' ? body.choices : [],
    ...(body.kind === 'set' && { set: { ...body, members: countMembers() } }),
  })
  return refused ?? (body.kind === 'erase' && !fits(body, target) ? 'bad-body' : null)
}

/**
 * If an erasure has a time, it is that of the message which it erases. Only messages have a place among others, so the
 * erasure of an edit or a reaction has none.
 */
const fits = ({ time }: Body & { kind: 'erase' }, target: KeptRecord | null): boolean =>
  time === undefined || (target?.time === time && (target.kind === 'post' || target.kind === 'import'))

/** Of a poll, what the rules need to know. It is open only if it is so by our clock and by the time of the record. */
const pollIn = (draft: StagedCommit, target: KeptRecord, name: string, { record }: OfferedRecord): PollTerms | null => {
  const kind = kindOf(record.kind)
  if ((kind !== 'vote' && kind !== 'close') || target.kind !== 'post' || target.bytes === null) return null
  const body = readBody('post', readRecord(target.bytes).body)
  if (body.kind !== 'post' || !body.poll) return null
  const terms = termsAt({ ...body.poll, closed: null }, Math.max(draft.known.now, record.time))
  return { ...terms, open: terms.open && !draft.isClosed(target.segment, name) }
}

/** The target must be in the same segment, because each segment is complete by itself. */
const targetHere = (draft: StagedCommit, segment: number, ref: string): KeptRecord | null => {
  const target = draft.named(ref)
  return target?.segment === segment ? target : null
}

/**
 * Time in a room never goes back, so a record up to one millisecond after the newest one is accepted, whatever our
 * clock says. This moves the room's time ahead by only one millisecond per record.
 */
const whatItsTimeSays = ({ known, newest }: StagedCommit, { record }: OfferedRecord): Verdict | null =>
  record.time > Math.max(known.now + limits.aheadMs, newest + 1) ? 'too-early' : null

const whatTheSegmentTakes = (draft: StagedCommit, { segment }: Written, { record }: OfferedRecord): Verdict | null => {
  // People can erase their own records in a full segment too.
  if (kindOf(record.kind) === 'erase') return null
  const { posts, records } = draft.segment(segment)
  const { segmentCap, segmentTotal } = draft.known.limits
  return records >= segmentTotal || (record.ref === '' && posts >= segmentCap) ? 'segment-full' : null
}

/** Only the newest `set` of a key is kept. */
const whatIsNewer = (draft: StagedCommit, entry: OfferedRecord): Verdict | null => {
  const body = bodyOf(entry)
  const kept = body?.kind === 'set' ? draft.setting(body.key) : null
  if (!kept) return null
  const position = { time: kept.time, name: nameOf(kept.device, kept.seq) }
  const mine = { time: entry.record.time, name: entry.name }
  return comparePositions(mine, position) < 0 ? 'superseded' : null
}
