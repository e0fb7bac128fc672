import type { Author } from '../open-document/listener.ts'
import { judgeEntry } from './judge-record.ts'
import type { Judged } from './judged.ts'
import { clocksOf, endOf, type Offer, type OfferEntry, type OfferedRecord } from './offer.ts'
import type { StagedCommit } from './staged-commit.ts'

/**
 * The gate for one offer. It first checks who owns the clocks, and then judges each record. A record that is well
 * formed but not allowed becomes an empty place at its clock, so that the sender's later records can follow.
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
 * A device that writes its own records under another device's Yjs client id is told so, even if our clock is past them.
 * Our state vector says that we have these clocks, but they hold the other device's records.
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

/**
 * True if the first new record was written by another device. A stock client may hold and send records of other devices
 * in the same room.
 */
const isOfAnother = ({ clock, entries, from }: Offer<Author>, ours: number): boolean => {
  let at = clock
  for (const entry of entries) {
    at += clocksOf(entry)
    if (at > ours && 'name' in entry) return isByAnother(entry, from)
  }
  return false
}

/**
 * Such a record ends the offer and gets no empty place. After two restores devices hold, under a client id that we drew
 * in between, records of several authors that we lack: an empty place would erase them on every device.
 */
const isByAnother = (entry: OfferEntry, { device }: Author): boolean => 'name' in entry && entry.device !== device

/** A client that sends a record again has missed the answer, so we acknowledge it again. */
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
 * Every reader receives all rows and clients of a segment, and accepts a limited number of them. Above the limit an
 * offer gets no empty place either. Otherwise somebody could withdraw, under a thousand names, records that they never
 * wrote, and so close a room to everybody.
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
      if (isByAnother(entry, offer.from)) return end(judged, 'foreign')
      if (!draft.spend(offer.from.device)) return end(judged, 'too-fast')
      judgeEntry(draft, judged, entry, Math.max(clock, ours))
    }
    clock = next
  }
  return judged
}
