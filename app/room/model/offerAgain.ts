import { readRecordName } from '../../../shared/record/name.ts'
import { signatureBytes } from '../../../shared/record/record.ts'
import { type FoldEntry, readEntry } from '../../../shared/room/fold.ts'
import { parseDocumentName, rosterName } from '../../../shared/wire/documents.ts'
import type { StateVector } from '../../../shared/wire/update.ts'
import type { Shared } from '../../base/shared.ts'
import type { Delivery } from '../../outgoing/delivery.ts'
import { isKeptBy } from '../../outgoing/isKeptBy.ts'
import { recordOf } from '../../outgoing/readUnsent.ts'
import type { UnsentBook } from '../../outgoing/unsent.ts'
import { entryId, type Unsent } from '../../store/journal.ts'
import type { Documents } from '../../sync/documents.ts'
import type { OpenDocument } from '../../sync/openDocument.ts'
import type { LiveRoom } from './liveRoom.ts'

export interface OfferAgainParts {
  /** Id of this device. */
  device: string
  book: UnsentBook
  documents: Documents
  live: Shared<LiveRoom>
  delivery: Pick<Delivery, 'putBack'>
  failed(error: unknown): void
}

/**
 * Puts records of this device that the relay has lost back into the journal, which sends them like new ones. They have
 * the same bytes and names, so nothing appears twice. Records of a segment that the relay has stay in that segment;
 * records of segments above the head go to the head.
 */
export class OfferAgain {
  readonly #parts: OfferAgainParts
  readonly #stops: (() => void)[]
  readonly #working = new Set<string>()

  constructor(parts: OfferAgainParts) {
    this.#parts = parts
    const { documents, live } = parts
    this.#stops = [
      documents.each((document) => void document.asked.subscribe((relay) => this.#compare(document, relay))),
      live.each((room) => void room.changed.subscribe(() => this.#lookAbove(room))),
    ]
  }

  close(): void {
    for (const stop of this.#stops) stop()
  }

  #compare(document: OpenDocument, relay: StateVector): void {
    const parsed = parseDocumentName(document.name)
    if (parsed?.kind !== 'segment' || !document.isAheadOf(relay)) return
    const { room, segment } = parsed
    const lost = this.#ownIn(document).filter(
      ({ name }) => !isKeptBy(relay, document, name) && !this.#isElsewhere(document, room, name),
    )
    void this.#putBack(lost.map((entry) => unsentOf(entry, room, segment)))
  }

  #ownIn({ map }: OpenDocument): FoldEntry[] {
    return [...map].flatMap(([name, bytes]) => {
      const isOwn = name.startsWith(`${this.#parts.device}.`) && bytes instanceof Uint8Array
      return (isOwn && readEntry(name, bytes)) || []
    })
  }

  /** Whether another segment has the record. If this one was full, the record went to the next and a copy stayed. */
  #isElsewhere(document: OpenDocument, room: string, name: string): boolean {
    const isOfRoom = (other: string) => other.startsWith(`${rosterName(room)}/`)
    return this.#parts.documents
      .all()
      .some((other) => other !== document && isOfRoom(other.name) && other.map.has(name))
  }

  #lookAbove(room: LiveRoom): void {
    const { head, above, id } = room
    // Before the head is synced, we can't know which records another tab or an earlier session already sent to it.
    if (above.length === 0 || head?.document.state().name !== 'synced') return
    if (this.#working.has(id) || above.some(({ document }) => !document.hasLoaded)) return
    dropErased(room, this.#parts.device)
    const left = this.#leftAbove(room, head.document, head.number)
    if (left.length === 0) return
    this.#working.add(id)
    void this.#putBack(left).then(() => {
      this.#working.delete(id)
      this.#lookAbove(room)
    })
  }

  /** In the order of writing. A record that refers to another waits until the head has that one: both must be there. */
  #leftAbove(room: LiveRoom, head: OpenDocument, number: number): Unsent[] {
    const isThere = (name: string) => name === '' || head.itemOf(name) !== null
    return this.#above(room)
      .filter((entry) => !head.itemOf(entry.name) && isThere(recordOf(entry).ref))
      .map((entry) => ({ ...entry, segment: number }))
      .filter((entry) => !this.#isInJournal(entry))
  }

  /** This device's records in segments above the head, and those that were still waiting to be sent there. */
  #above({ id, above, head }: LiveRoom): Unsent[] {
    const waiting = this.#parts.book.all().filter(({ room, segment }) => room === id && segment > (head?.number ?? 0))
    const names = new Set(waiting.map(({ name }) => name))
    const left = above
      .flatMap(({ document, number }) => this.#ownIn(document).map((entry) => unsentOf(entry, id, number)))
      .filter(({ name }) => !names.has(name))
    return [...waiting, ...left].sort((a, b) => readRecordName(a.name).seq - readRecordName(b.name).seq)
  }

  async #putBack(lost: readonly Unsent[]): Promise<void> {
    const { delivery, failed } = this.#parts
    const missing = lost.filter((entry) => !this.#isInJournal(entry))
    if (missing.length > 0) await delivery.putBack(missing).catch(failed)
  }

  #isInJournal(entry: Unsent): boolean {
    return this.#parts.book.find(entryId(entry))?.segment === entry.segment
  }
}

const unsentOf = ({ name, bytes, time }: FoldEntry, room: string, segment: number): Unsent => ({
  name,
  room,
  segment,
  unsigned: bytes.slice(0, -signatureBytes),
  record: bytes,
  at: time,
})

/**
 * Drops records that were erased from the head from the segments above it too: the relay cannot erase them there. A record
 * of this device may also be deleted in the head because the head was full. Then the copy above is the only one, and stays.
 */
const dropErased = ({ head, above }: LiveRoom, device: string): void => {
  if (!head) return
  const isOwn = (name: string) => name.startsWith(`${device}.`)
  const { document } = head
  const erased = new Set(
    [...head.entries.values()].flatMap(({ kind, ref, name }) =>
      kind === 'erase' && document.map.has(name) ? [ref] : [],
    ),
  )
  for (const segment of above) {
    const names = [...segment.document.map.keys()]
    const gone = names.filter((name) => erased.has(name) || (!isOwn(name) && document.itemOf(name)?.deleted))
    for (const name of gone) segment.document.drop(name)
  }
}
