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
}

/** When a client sends records again, we look up at most this many of them per offer to acknowledge them. */
const mostAckedAgain = 64

/**
 * Reads what is needed to judge these offers: targets of refs, names that may be in use, settings, and edits of what is
 * erased. A record with a
 * seq above its device's last one has a new name, so the name is not looked up. `clock`: the room's clock of a Yjs
 * client.
 */
export const lookUp = async (
  records: Pick<StoredRecords, 'byName' | 'setting' | 'editsOf'>,
  room: string,
  offers: readonly Offer<Sender>[],
  carried: readonly { segment: number; entries: readonly OfferedRecord[] }[],
  lastSeq: (device: string) => number,
  clock: (segment: number, client: number) => number,
): Promise<LookedUp> => {
  const names = new Set<string>()
  const keys = new Set<string>()
  const erased = new Set<string>()
  for (const offer of offers) {
    const { known, fresh } = splitAt(offer, clock(offer.segment, offer.client))
    for (const { name } of known.slice(0, mostAckedAgain)) names.add(name)
    for (const entry of fresh) addQuestions(entry, offer.segment, lastSeq, { names, keys, erased })
  }
  for (const { segment, entries } of carried)
    for (const entry of entries) addQuestions(entry, segment, lastSeq, { names, keys, erased })
  const [named, settings, edits] = await Promise.all([
    answers(names, (name) => recordNamed(records, room, name)),
    answers(keys, (key) => records.setting(room, key)),
    answers(erased, (place) => editsAt(records, room, place)),
  ])
  return { named, settings, edits }
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

/** What to look up. `erased`: what is to be erased, by `placeOf`. */
interface Questions {
  names: Set<string>
  keys: Set<string>
  erased: Set<string>
}

const addQuestions = (
  entry: OfferedRecord,
  segment: number,
  lastSeq: (device: string) => number,
  { names, keys, erased }: Questions,
): void => {
  const { seq, ref } = entry.record
  if (seq <= lastSeq(entry.device)) names.add(entry.name)
  if (isRecordName(ref)) names.add(ref)
  const body = bodyOf(entry)
  if (body?.kind === 'set') keys.add(body.key)
  if (body?.kind === 'erase' && isRecordName(ref)) erased.add(placeOf(segment, ref))
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

const editsAt = (
  records: Pick<StoredRecords, 'editsOf'>,
  room: string,
  place: string,
): Promise<readonly KeptRecord[]> => {
  const [segment = '', name = ''] = place.split('/')
  return records.editsOf(room, Number(segment), name)
}

const answers = async <T>(asked: ReadonlySet<string>, ask: (text: string) => Promise<T>): Promise<Map<string, T>> =>
  new Map(await Promise.all([...asked].map(async (text): Promise<[string, T]> => [text, await ask(text)])))
