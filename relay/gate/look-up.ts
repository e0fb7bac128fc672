import { isRecordName, parseRecordName } from '../../shared/record/name.ts'
import type { KeptRecord, StoredRecords } from '../store/records.ts'
import { bodyOf, clocksOf, type Offer, type OfferedRecord } from './offer.ts'
import type { Sender } from './sender.ts'

/** What was read from the store before a batch is judged. */
export interface LookedUp {
  named: Map<string, KeptRecord | null>
  settings: Map<string, KeptRecord | null>
  /** The edits of each record that an offer erases, by `placeOf`. */
  edits: Map<string, readonly KeptRecord[]>
  /** What closed each poll that an offer is about, by `placeOf`. */
  closings: Map<string, KeptRecord | null>
}

/** When a client sends records again, we look up at most this many of them per offer to acknowledge them. */
const mostAckedAgain = 64

/**
 * Reads what is needed to judge these offers: targets of refs, names that may be in use, settings, edits of what is
 * erased, and what closed a poll. A record with a seq above its device's last one has a new name, so the name is not
 * looked up. `clock`: the room's clock of a Yjs client.
 */
export const lookUp = async (
  records: Pick<StoredRecords, 'byName' | 'setting' | 'editsOf' | 'closingOf'>,
  room: string,
  offers: readonly Offer<Sender>[],
  carried: readonly { segment: number; entries: readonly OfferedRecord[] }[],
  lastSeq: (device: string) => number,
  clock: (segment: number, client: number) => number,
): Promise<LookedUp> => {
  const names = new Set<string>()
  const keys = new Set<string>()
  const erased = new Set<string>()
  const polls = new Set<string>()
  for (const offer of offers) {
    const { known, fresh } = splitAt(offer, clock(offer.segment, offer.client))
    for (const { name } of known.slice(0, mostAckedAgain)) names.add(name)
    for (const entry of fresh) addQuestions(entry, offer.segment, lastSeq, { names, keys, erased, polls })
  }
  for (const { segment, entries } of carried)
    for (const entry of entries) addQuestions(entry, segment, lastSeq, { names, keys, erased, polls })
  const [named, settings, edits, closings] = await Promise.all([
    answers(names, (name) => recordNamed(records, room, name)),
    answers(keys, (key) => records.setting(room, key)),
    answers(erased, (place) => records.editsOf(room, ...partsOf(place))),
    answers(polls, (place) => records.closingOf(room, ...partsOf(place))),
  ])
  return { named, settings, edits, closings }
}

const splitAt = (offer: Offer<Sender>, ours: number): { known: OfferedRecord[]; fresh: OfferedRecord[] } => {
  const split = { known: [] as OfferedRecord[], fresh: [] as OfferedRecord[] }
  let at = offer.clock
  for (const entry of offer.entries) {
    if ('name' in entry && entry.device === offer.from.device) split[at < ours ? 'known' : 'fresh'].push(entry)
    at += clocksOf(entry)
  }
  return split
}

/** What to look up. `erased`: what is to be erased, by `placeOf`. `polls`: what is voted on or closed. */
interface Questions {
  names: Set<string>
  keys: Set<string>
  erased: Set<string>
  polls: Set<string>
}

const addQuestions = (
  entry: OfferedRecord,
  segment: number,
  lastSeq: (device: string) => number,
  { names, keys, erased, polls }: Questions,
): void => {
  const { seq, ref } = entry.record
  if (seq <= lastSeq(entry.device)) names.add(entry.name)
  if (isRecordName(ref)) names.add(ref)
  const body = bodyOf(entry)
  if (body?.kind === 'set') keys.add(body.key)
  if (body?.kind === 'erase' && isRecordName(ref)) erased.add(placeOf(segment, ref))
  if ((body?.kind === 'vote' || body?.kind === 'close') && isRecordName(ref)) polls.add(placeOf(segment, ref))
}

/** The device's text is used as it is: an unknown device finds no record. */
const recordNamed = async (
  records: Pick<StoredRecords, 'byName'>,
  room: string,
  name: string,
): Promise<KeptRecord | null> => {
  const parts = parseRecordName(name)
  return parts && records.byName(room, parts.device, parts.seq)
}

/** Several erasures of one name may be offered for different segments. */
export const placeOf = (segment: number, name: string): string => `${segment}/${name}`

const partsOf = (place: string): [segment: number, name: string] => {
  const [segment = '', name = ''] = place.split('/')
  return [Number(segment), name]
}

const answers = async <T>(asked: ReadonlySet<string>, ask: (text: string) => Promise<T>): Promise<Map<string, T>> =>
  new Map(await Promise.all([...asked].map(async (text): Promise<[string, T]> => [text, await ask(text)])))
