import { comparePositions } from '../../../shared/record/name.ts'
import type { Message, WhoIs } from '../../../shared/room/message.ts'
import type { Segment } from '../../segments/segment.ts'
import type { LiveRoom } from './liveRoom.ts'
import { type Author, MessageRow, type RowSource } from './messageRow.ts'
import type { RoomSignatures } from './roomSignatures.ts'

interface TimelineParts {
  me: string | null
  live: LiveRoom
  signatures: RoomSignatures
  source: RowSource
}

interface Drawn {
  messages: readonly Message[]
  whoIs: WhoIs
  /** Goes up by one when signatures in the segment were checked. */
  checks: number
  rows: readonly MessageRow[]
}

interface Merged {
  parts: readonly (readonly MessageRow[])[]
  rows: readonly MessageRow[]
}

/**
 * The rows of the loaded segments, oldest first. The array stays the same while nothing changes, and an unchanged row
 * stays the same object.
 */
export class Timeline {
  readonly #parts: TimelineParts
  readonly #drawn = new WeakMap<Segment, Drawn>()
  readonly #rows = new WeakMap<Message, MessageRow>()
  readonly #checks = new WeakMap<Segment, number>()
  #allChecks = 0
  #older: Merged = { parts: [], rows: [] }
  #all: Merged = { parts: [], rows: [] }

  constructor(parts: TimelineParts) {
    this.#parts = parts
  }

  /** Goes up by one when any signatures were checked. */
  get checks(): number {
    return this.#allChecks
  }

  signaturesChecked(segment: Segment): void {
    this.#allChecks++
    this.#checks.set(segment, (this.#checks.get(segment) ?? 0) + 1)
  }

  /** `segments`: oldest first. The last one changes often, the others hardly ever. */
  rows(segments: readonly Segment[]): readonly MessageRow[] {
    const parts = segments.map((segment) => this.#rowsOf(segment))
    if (sameParts(parts, this.#all.parts)) return this.#all.rows
    const older = parts.slice(0, -1)
    if (!sameParts(older, this.#older.parts)) this.#older = { parts: older, rows: this.#mergeOlder(older) }
    this.#all = { parts, rows: merge(this.#older.rows, parts.at(-1) ?? []) }
    return this.#all.rows
  }

  /** The same, for whoever asks rarely: nothing is kept to be merged again. */
  rowsOf(segments: readonly Segment[]): readonly MessageRow[] {
    return segments.map((segment) => this.#rowsOf(segment)).reduce<readonly MessageRow[]>(merge, [])
  }

  /** If only one older segment was added, it is merged in front of the rows that are already merged. */
  #mergeOlder(parts: readonly (readonly MessageRow[])[]): readonly MessageRow[] {
    const [first, ...rest] = parts
    if (first && sameParts(rest, this.#older.parts)) return merge(first, this.#older.rows)
    return parts.reduce<readonly MessageRow[]>(merge, [])
  }

  #rowsOf(segment: Segment): readonly MessageRow[] {
    const { live, signatures } = this.#parts
    const { whoIs } = live
    const messages = segment.messages(whoIs)
    const count = this.#checks.get(segment) ?? 0
    const before = this.#drawn.get(segment)
    if (before?.messages === messages && before.whoIs === whoIs && before.checks === count) return before.rows
    const isOnlyTalk = before?.whoIs === whoIs && before.checks === count
    const drawn = messages.map((message) => (isOnlyTalk && this.#rows.get(message)) || this.rowOf(message, segment))
    const rows = before && sameParts(drawn, before.rows) ? before.rows : drawn
    this.#drawn.set(segment, { messages, whoIs, checks: count, rows })
    signatures.ask(segment)
    return rows
  }

  /** The row of a message in one of these segments. */
  find(name: string, segments: readonly Segment[]): MessageRow | null {
    for (const segment of segments) {
      const message = segment.folding(this.#parts.live.whoIs).message(name)
      if (message) return this.rowOf(message, segment)
    }
    return null
  }

  /** The row of a message stays the same object until the message, its author or what is known of its signature changes. */
  rowOf(message: Message, segment: Segment): MessageRow {
    const { me, live, signatures, source } = this.#parts
    const { imported, user } = message
    const author = imported ? { name: imported.who, picture: null, nobody: false } : authorOf(live, user)
    const signature = signatures.of(message, segment)
    const known = this.#rows.get(message)
    if (known?.isOf(author, signature)) return known
    const row = new MessageRow(message, { author, signature, me, segment: segment.number }, source)
    this.#rows.set(message, row)
    return row
  }
}

const authorOf = ({ roster }: LiveRoom, user: string): Author => {
  const { name = '', picture = null, deleted = false } = roster.members.get(user) ?? {}
  return { name, picture, nobody: deleted }
}

const sameParts = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((part, at) => part === b[at])

/** Segments follow each other in time, except for messages that were written offline and arrived late. */
export const merge = (a: readonly MessageRow[], b: readonly MessageRow[]): readonly MessageRow[] => {
  const last = a.at(-1)
  const first = b[0]
  if (!last || !first || comparePositions(last, first) < 0) return a.concat(b)
  const merged: MessageRow[] = []
  let i = 0
  let k = 0
  for (let x = a[i], y = b[k]; x || y; x = a[i], y = b[k]) {
    if (x && (!y || comparePositions(x, y) <= 0)) {
      merged.push(x)
      i++
      // The same record in both: after a restored backup it went to the older segment and is still in the newer one.
      if (y?.name === x.name) k++
    } else if (y) {
      merged.push(y)
      k++
    }
  }
  return merged
}
