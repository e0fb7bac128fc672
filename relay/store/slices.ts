import { type Kind, kinds } from '../../shared/record/kinds.ts'
import { limits } from '../../shared/record/limits.ts'
import type { DeletedRange, StateVector } from '../../shared/wire/update.ts'
import type { KeptStruct, Page, PageEnd, StoredRecords } from './records.ts'

/** A row of a segment, as its readers need it. `bytes` is null for a blank run of `length` clocks. */
export interface SliceRow {
  client: number
  clock: number
  length: number
  name: string
  bytes: Uint8Array | null
  late: number | null
}

/** How many rows of a segment are read at once. This takes a few milliseconds. */
export const pageRows = 128

/** Above this a page ends early. A page is one frame, and whoever cannot read it within a minute is cut off. */
export const pageBytes = 2 ** 20

/** `rows` follow `after` in the order of (client, clock), `limit` at most: if there are as many, more may follow. */
export const pageOf = (rows: readonly SliceRow[], from: StateVector, after: PageEnd | null, limit: number): Page => {
  const page: Page = { blocks: [], end: null }
  let client = after?.client ?? null
  let reached = after?.reached ?? null
  let bytes = 0
  for (const row of rows) {
    if (row.client !== client) reached = null
    client = row.client
    const clock = Math.max(row.clock, from.get(client) ?? 0)
    const length = row.clock + row.length - clock
    const isBehindGap = reached !== null && clock !== reached
    if (length <= 0 || isBehindGap) continue
    addStruct(structsAt(page, client, clock), row, length)
    reached = clock + length
    bytes += row.bytes?.length ?? 0
    if (bytes < pageBytes) continue
    page.end = { client, clock: row.clock, reached }
    return page
  }
  const last = rows.at(-1)
  if (last && rows.length >= limit) page.end = { client: last.client, clock: last.clock, reached }
  return page
}

const structsAt = ({ blocks }: Page, client: number, clock: number): KeptStruct[] => {
  const last = blocks.at(-1)
  if (last?.client === client) return last.structs
  const block = { client, clock, structs: [] }
  blocks.push(block)
  return block.structs
}

const nothing: StateVector = new Map()

/** All pages of a segment, one after the other. Others have their turn between two pages. */
export async function* pagesOf(
  records: Pick<StoredRecords, 'page'>,
  room: string,
  segment: number,
): AsyncGenerator<Page> {
  let after: PageEnd | null = null
  do {
    const page: Page = await records.page(room, segment, nothing, after)
    yield page
    after = page.end
  } while (after !== null)
}

/** Blank clocks in the order of (client, clock), those of a client that follow each other as one range. */
export const rangesOf = (blanks: Iterable<DeletedRange>): DeletedRange[] => {
  const ranges: DeletedRange[] = []
  for (const { client, clock, length } of blanks) {
    const last = ranges.at(-1)
    if (last?.client === client && last.clock + last.length === clock) last.length += length
    else ranges.push({ client, clock, length })
  }
  return ranges
}

const addStruct = (structs: KeptStruct[], { name, bytes, late }: SliceRow, length: number): void => {
  const last = structs.at(-1)
  if (bytes !== null) structs.push({ name, bytes, late })
  else if (last && 'empty' in last) last.empty += length
  else structs.push({ empty: length })
}

/** The name of a record. It is never stored, because device and `seq` give it. */
export const nameOf = (device: string, seq: number): string => `${device}.${seq.toString(36)}`

/** Only a post can be late, because imported records are always old. */
export const lateKind: number = kinds.post

export const lateAt = (kind: Kind, time: number, at: number): number | null =>
  kind === 'post' && at - time > limits.lateMs ? at : null
