import type { Result } from '../../shared/wire/results.ts'
import type { Author } from '../open-document/listener.ts'
import { clocksOf, endOf, type Offer, type OfferedRecord } from './offer.ts'
import type { StagedCommit } from './staged-commit.ts'
import { judgeEntry } from './verdict.ts'

/** What became of an offer, staged in the draft it was judged against. */
export interface Judged<From> {
  offer: Offer<From>
  outcome:
    | 'taken'
    /** All of it is below our clocks. */
    | 'known'
    /** Not this connection's to say: passed over in silence. */
    | 'foreign'
    /** The segment takes no more, not even empty places; nothing was kept. */
    | 'full'
    /** It starts beyond what we have; nothing was kept. */
    | 'gap'
    /** The device's tokens ran out: what stands before was taken, the rest will be asked for. */
    | 'too-fast'
  results: Result[]
  /** Admitted and not checked yet, in order. */
  admitted: OfferedRecord[]
}

/**
 * The gate, for one offer: first whose clocks these are, then each record by itself. What is well formed and not allowed
 * becomes an empty place at its clock, so that the sender's later records flow.
 */
export const judgeOffer = <From extends Author>(draft: StagedCommit, offer: Offer<From>): Judged<From> => {
  const judged: Judged<From> = { offer, outcome: 'taken', results: [], admitted: [] }
  const { device, user } = offer.from
  const ours = draft.segment(offer.segment).clock(offer.client)
  const owner = draft.ownerOf(offer.segment, offer.client)
  if (owner !== null && owner !== device) return underAnothersClient(draft, judged, ours)
  if (owner === device) ackAgain(draft, judged, ours)
  if (endOf(offer) <= ours) return end(judged, 'known')
  if (draft.known.standing(user) === 'guest') return end(judged, 'foreign')
  if (owner === null && isOfAnother(offer, ours)) return end(judged, 'foreign')
  if (offer.clock > ours) return end(judged, 'gap')
  if (takesNoMore(draft, offer, ours)) return refuseAll(judged, ours)
  return takeEntries(draft, judged, ours)
}

const end = <From>(judged: Judged<From>, outcome: Judged<From>['outcome']): Judged<From> => ({ ...judged, outcome })

/**
 * Whoever says words of their own under another's Yjs client id is told so, also where our clock is past them: the state
 * vector, which says that we have those clocks, speaks of the other's.
 */
const underAnothersClient = <From extends Author>(
  draft: StagedCommit,
  judged: Judged<From>,
  ours: number,
): Judged<From> => {
  const { offer } = judged
  const isKnown = endOf(offer) <= ours
  const { device, user } = offer.from
  const named = offer.entries.filter((entry) => 'name' in entry)
  const isOwn = named.length === 0 ? !isKnown : named.some((entry) => entry.device === device)
  if (isOwn && draft.known.standing(user) !== 'guest')
    judged.results.push({ kind: 'client-taken', client: offer.client })
  return end(judged, isKnown ? 'known' : 'foreign')
}

/** A stock client may hold, and send, what another device of the same room has written. */
const isOfAnother = ({ clock, entries, from }: Offer<Author>, ours: number): boolean => {
  let at = clock
  for (const entry of entries) {
    at += clocksOf(entry)
    if (at > ours && 'name' in entry) return entry.device !== from.device
  }
  return false
}

/** A client that says again what it said has missed the answer. */
const ackAgain = (draft: StagedCommit, judged: Judged<Author>, ours: number): void => {
  const { clock, client, entries } = judged.offer
  let at = clock
  for (const entry of entries) {
    if (at >= ours) return
    if ('name' in entry && isKeptAt(draft, entry, client, at)) judged.results.push({ kind: 'acked', name: entry.name })
    at += clocksOf(entry)
  }
}

const isKeptAt = (draft: StagedCommit, { name }: OfferedRecord, client: number, clock: number): boolean => {
  const kept = draft.named(name)
  return kept !== null && kept.client === client && kept.clock === clock
}

/**
 * Every reader is sent all rows and clients of a segment, and takes so many at most. So this much is refused without a
 * place, or whoever withdraws in a thousand names what they never said could close a room to all.
 */
const takesNoMore = (draft: StagedCommit, { segment: number, entries }: Offer<Author>, ours: number): boolean => {
  const segment = draft.segment(number)
  const { segmentRows, segmentClients } = draft.known.limits
  return segment.rows + entries.length > segmentRows || (ours === 0 && segment.clients >= segmentClients)
}

const refuseAll = <From extends Author>(judged: Judged<From>, ours: number): Judged<From> => {
  let at = judged.offer.clock
  for (const entry of judged.offer.entries) {
    at += clocksOf(entry)
    if (at > ours && 'name' in entry) judged.results.push({ kind: 'refused', name: entry.name, code: 'segment-full' })
  }
  return end(judged, 'full')
}

const takeEntries = <From extends Author>(draft: StagedCommit, judged: Judged<From>, ours: number): Judged<From> => {
  const { offer } = judged
  let clock = offer.clock
  for (const entry of offer.entries) {
    const next = clock + clocksOf(entry)
    if (next > ours) {
      if (!draft.spend(offer.from.device)) return end(judged, 'too-fast')
      judgeEntry(draft, judged, entry, Math.max(clock, ours))
    }
    clock = next
  }
  return judged
}
