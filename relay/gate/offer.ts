import { toBase64url } from '../../shared/base64url.ts'
import { Malformed, sameBytes } from '../../shared/bytes.ts'
import { type Body, kindOf, readBody } from '../../shared/record/kinds.ts'
import { readRecord, type SignedRecord } from '../../shared/record/record.ts'
import type { Block, Struct } from '../../shared/wire/update.ts'

/** A stretch of one Yjs client's clocks as a connection offers it: its records decoded, none of it judged. */
export interface Offer<From> {
  from: From
  segment: number
  client: number
  /** Clock of the first entry. */
  clock: number
  entries: OfferEntry[]
  /** Bytes of the update of which this is the last offer. */
  endsBytes?: number
}
export type OfferEntry = OfferedRecord | { empty: number }
export interface OfferedRecord {
  name: string
  /** Base64url. */
  device: string
  record: SignedRecord
  bytes: Uint8Array
  /** Null where it does not fit the kind; decoded when first asked for. */
  body?: Body | null
}

/** The most that one offer holds, so that a long block shares the room's queue with others. */
const longestOffer = 128

/** Throws `Malformed` where a record cannot be read or stands under another name than its own. */
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

/** Two tabs write under two Yjs clients: what one says of the other's words is judged after them. */
export const inOrder = <From>(blocks: readonly Offer<From>[][]): Offer<From>[] =>
  [...blocks].sort((one, other) => firstSeq(one) - firstSeq(other)).flat()

const firstSeq = (offers: readonly Offer<unknown>[]): number => {
  for (const { entries } of offers) for (const entry of entries) if ('name' in entry) return entry.record.seq
  return 0
}

/** One block is nearly always one device's: its id is put into text once. */
const readEntries = (structs: readonly Struct[]): OfferEntry[] => {
  let last: { bytes: Uint8Array; text: string } | null = null
  return structs.map((struct) => {
    if ('empty' in struct) return struct
    const record = readRecord(struct.bytes)
    if (last === null || !sameBytes(last.bytes, record.device))
      last = { bytes: record.device, text: toBase64url(record.device) }
    if (struct.name !== `${last.text}.${record.seq.toString(36)}`) throw new Malformed('a record under another name')
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

/** A record under its own name. Throws `Malformed`. */
export const readOffered = (bytes: Uint8Array): OfferedRecord => {
  const record = readRecord(bytes)
  const device = toBase64url(record.device)
  return { name: `${device}.${record.seq.toString(36)}`, device, record, bytes }
}

const readFittingBody = ({ kind, body }: SignedRecord): Body | null => {
  const known = kindOf(kind)
  if (known === null) return null
  try {
    return readBody(known, body)
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}
