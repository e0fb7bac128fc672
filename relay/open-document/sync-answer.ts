import type { Result } from '../../shared/wire/results.ts'
import { type Block, type StateVector, type Struct, updateLimits, writeUpdate } from '../../shared/wire/update.ts'
import type { KeptStruct, Page, PageEnd, StoredRecords } from '../store/records.ts'

/** What a reader lacks of a document, in parts that it takes one by one. */
export interface SyncAnswer {
  /** Reads and encodes one more part. It must be sent at once, before anything that the relay tells later. */
  next(): Promise<AnswerPart>
}

/** One update of an answer. */
export interface AnswerPart {
  update: Uint8Array
  /** True for the last part, which is the only one with deletions. */
  last: boolean
  /** How far a reader has come that was sent this part and all before it. */
  to: StateVector
  late: Result[]
}

type Readable = Pick<StoredRecords, 'page' | 'blanks'>

/** A page of the segment is a part. The last part holds the blank clocks of the whole segment. */
export class SegmentAnswer implements SyncAnswer {
  readonly #records: Readable
  readonly #room: string
  readonly #segment: number
  readonly #asked: StateVector
  #to: StateVector
  #after: PageEnd | null = null
  #isRead = false

  constructor(records: Readable, room: string, segment: number, asked: StateVector) {
    this.#records = records
    this.#room = room
    this.#segment = segment
    this.#asked = asked
    this.#to = asked
  }

  async next(): Promise<AnswerPart> {
    while (!this.#isRead) {
      const page = await this.#records.page(this.#room, this.#segment, this.#asked, this.#after)
      this.#after = page.end
      this.#isRead = page.end === null
      if (page.blocks.length > 0) return this.#partOf(page)
    }
    const deleted = await this.#records.blanks(this.#room, this.#segment)
    return { update: writeUpdate({ blocks: [], deleted }), last: true, to: this.#to, late: [] }
  }

  #partOf({ blocks }: Page): AnswerPart {
    const cut = blocks.map((block) => ({ ...block, structs: block.structs.flatMap(cutRun) }))
    this.#to = advanced(this.#to, cut)
    const late = blocks.flatMap(({ structs }) => structs.flatMap(lateOf))
    return { update: writeUpdate({ blocks: cut, deleted: [] }), last: false, to: this.#to, late }
  }
}

const lateOf = (struct: KeptStruct): Result[] =>
  'empty' in struct || struct.late === null ? [] : [{ kind: 'late', name: struct.name, at: struct.late }]

/** Cuts an empty run that is longer than our readers accept. */
const cutRun = (struct: KeptStruct): KeptStruct[] => {
  if (!('empty' in struct) || struct.empty <= updateLimits.emptyRun) return [struct]
  const pieces: KeptStruct[] = []
  for (let left = struct.empty; left > 0; left -= updateLimits.emptyRun)
    pieces.push({ empty: Math.min(left, updateLimits.emptyRun) })
  return pieces
}

const advanced = (from: StateVector, blocks: readonly Block[]): StateVector => {
  const vector = new Map(from)
  for (const { client, clock, structs } of blocks) vector.set(client, structs.reduce(endAfter, clock))
  return vector
}

const endAfter = (clock: number, struct: Struct): number => clock + ('empty' in struct ? struct.empty : 1)
