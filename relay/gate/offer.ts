import { toBase64url } from '../../shared/base64url.ts'
import { Malformed, sameBytes } from '../../shared/bytes.ts'
import { type Body, kindOf, readKnownBody } from '../../shared/record/kinds.ts'
import { readRecord, type SignedRecord } from '../../shared/record/record.ts'
import type { Block, Struct } from '../../shared/wire/update.ts'

/** Consecutive clocks of one Yjs client, as a connection sent them. The records are decoded but not judged. */
export interface Offer<From> {
  from: From
  segment: number
  client: number
  /** Clock of the first entry. */
  clock: number
  entries: OfferEntry[]
  /** On the last offer of an update: the bytes of the whole update. */
  endsBytes?: number
}
export type OfferEntry = OfferedRecord | { empty: number }
export interface OfferedRecord {
  name: string
  /** Base64url. */
  device: string
  record: SignedRecord
  bytes: Uint8Array
  /** Decoded on first use. Null if it does not fit the kind, or has a key that this version does not know. */
  body?: Body | null
}

/** Entries in one offer at most, so that a long block shares the room's queue with others. */
const longestOffer = 128

/** Throws `Malformed` if a record cannot be read or is stored under a name other than its own. */
export const readOffers = <From>(from: From, segment: number, block: Block): Offer<From>[] => {
  const entries = readEntries(block.structs)
  const offers: Offer<From>[] = []
  let clock = block.clock
  for (let at = 0; at < entries.length; at += longestOffer) {
    const part = entries.slice(at, at + longestOffer)
    offers.push({ from, segment, client: block.client, clock, entries: part })
    for (const entry of part) clock += clocksOf(entry)
  }
  return offers
}

/**
 * Sorts by seq. Two tabs of a device write under two Yjs clients, and a record that refers to a record of the other tab
 * must be judged after it.
 */
export const inOrder = <From>(blocks: readonly Offer<From>[][]): Offer<From>[] =>
  [...blocks].sort((one, other) => firstSeq(one) - firstSeq(other)).flat()

const firstSeq = (offers: readonly Offer<unknown>[]): number => {
  for (const { entries } of offers) for (const entry of entries) if ('name' in entry) return entry.record.seq
  return 0
}

/** Nearly always all records of a block come from one device, so we convert its id to text only once. */
const readEntries = (structs: readonly Struct[]): OfferEntry[] => {
  let last: { bytes: Uint8Array; text: string } | null = null
  return structs.map((struct) => {
    if ('empty' in struct) return struct
    const record = readRecord(struct.bytes)
    if (last === null || !sameBytes(last.bytes, record.device))
      last = { bytes: record.device, text: toBase64url(record.device) }
    if (struct.name !== `${last.text}.${record.seq.toString(36)}`)
      throw new Malformed('the name of a record does not match its device and seq')
    return { name: struct.name, device: last.text, record, bytes: struct.bytes }
  })
}

export const clocksOf = (entry: OfferEntry): number => ('empty' in entry ? entry.empty : 1)

export const endOf = ({ clock, entries }: Offer<unknown>): number =>
  entries.reduce((end, entry) => end + clocksOf(entry), clock)

export const bodyOf = (entry: OfferedRecord): Body | null => {
  if (entry.body === undefined) entry.body = readFittingBody(entry.record)
  return entry.body
}

/** Reads one record and derives its name. Throws `Malformed`. */
export const readOffered = (bytes: Uint8Array): OfferedRecord => {
  const record = readRecord(bytes)
  const device = toBase64url(record.device)
  return { name: `${device}.${record.seq.toString(36)}`, device, record, bytes }
}

const readFittingBody = ({ kind, body }: SignedRecord): Body | null => {
  const known = kindOf(kind)
  if (known === null) return null
  try {
    return readKnownBody(known, body)
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}
