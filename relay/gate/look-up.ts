import { isRecordName } from '../../shared/record/name.ts'
import type { KeptRecord, Store } from '../store/store.ts'
import { bodyOf, clocksOf, type Offer, type OfferedRecord } from './offer.ts'
import type { Sender } from './sender.ts'

/** What the gate asked the store before judging a batch. */
export interface LookedUp {
  named: Map<string, KeptRecord | null>
  settings: Map<string, KeptRecord | null>
}

/** Of what a client says again, the names that are looked up to answer it. */
const mostAckedAgain = 64

/**
 * Looks up what judging these offers takes: targets of refs, names that may be in use, settings. A new record of a device
 * whose highest seq is known costs no look-up. `clock`: the clock that the room holds of a client.
 */
export const lookUp = async (
  store: Store,
  room: string,
  offers: readonly Offer<Sender>[],
  carried: readonly OfferedRecord[],
  lastSeq: (device: string) => number,
  clock: (segment: number, client: number) => number,
): Promise<LookedUp> => {
  const names = new Set<string>()
  const keys = new Set<string>()
  for (const offer of offers) {
    const { known, fresh } = splitAt(offer, clock(offer.segment, offer.client))
    for (const { name } of known.slice(0, mostAckedAgain)) names.add(name)
    for (const entry of fresh) addQuestions(entry, lastSeq, names, keys)
  }
  for (const entry of carried) addQuestions(entry, lastSeq, names, keys)
  const [named, settings] = await Promise.all([
    answers(names, (name) => recordNamed(store, room, name)),
    answers(keys, (key) => store.setting(room, key)),
  ])
  return { named, settings }
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

const addQuestions = (
  entry: OfferedRecord,
  lastSeq: (device: string) => number,
  names: Set<string>,
  keys: Set<string>,
): void => {
  const { seq, ref } = entry.record
  if (seq <= lastSeq(entry.device)) names.add(entry.name)
  if (isRecordName(ref)) names.add(ref)
  const body = bodyOf(entry)
  if (body?.kind === 'set') keys.add(body.key)
}

/** The text of the device is looked up as it stands: one that no device has finds nothing. */
const recordNamed = async (store: Store, room: string, name: string): Promise<KeptRecord | null> => {
  const [device = '', number = ''] = name.split('.')
  const seq = Number.parseInt(number, 36)
  return Number.isSafeInteger(seq) ? store.record(room, device, seq) : null
}

const answers = async <T>(asked: Set<string>, ask: (text: string) => Promise<T>): Promise<Map<string, T>> =>
  new Map(await Promise.all([...asked].map(async (text): Promise<[string, T]> => [text, await ask(text)])))
