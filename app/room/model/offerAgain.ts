import { readRecordName } from '../../../shared/record/name.ts'
import { parseDocumentName, rosterName } from '../../../shared/wire/documents.ts'
import type { StateVector } from '../../../shared/wire/update.ts'
import type { Shared } from '../../base/shared.ts'
import type { Delivery } from '../../outgoing/delivery.ts'
import { isKeptBy } from '../../outgoing/isKeptBy.ts'
import { ownIn } from '../../outgoing/ownIn.ts'
import { recordOf } from '../../outgoing/readUnsent.ts'
import type { UnsentBook } from '../../outgoing/unsent.ts'
import { entryId, type Unsent } from '../../store/journal.ts'
import type { Documents } from '../../sync/documents.ts'
import type { OpenDocument } from '../../sync/openDocument.ts'
import type { LiveRoom } from './liveRoom.ts'
import { followVanished, type Vanished, type VanishedTables } from './vanished.ts'

interface OfferAgainParts {
  /** Id of this device. */
  device: string
  book: UnsentBook
  documents: Documents
  live: Shared<LiveRoom>
  delivery: Pick<Delivery, 'putBack' | 'leads' | 'led'>
  /** What outlives this tab. */
  tables: VanishedTables
  failed(error: unknown): void
}

/**
 * Puts records of this device that the relay has lost back into the journal, which sends them like new ones. They have
 * the same bytes and names, so nothing appears twice. Records of a segment that the relay has stay in that segment;
 * records of segments above the head go to the head. Then they are dropped above it.
 */
export class OfferAgain {
  readonly #parts: OfferAgainParts
  readonly #stops: (() => void)[]
  readonly #vanished: Vanished
  readonly #working = new Set<string>()
  /** Heads in which refused names were forgotten. Once is enough: if it is refused again, the answer still holds. */
  readonly #forgotIn = new Set<string>()

  constructor(parts: OfferAgainParts) {
    this.#parts = parts
    const { device, book, delivery, documents, live, tables, failed } = parts
    this.#stops = [
      delivery.led.subscribe(() => this.#lookEverywhere()),
      book.changed.subscribe(() => this.#lookEverywhere()),
      documents.each(
        (document) =>
          void document.asked.subscribe(({ relay, keepUntil }) => keepUntil(this.#compare(document, relay))),
      ),
      live.each((room) => void room.changed.subscribe(() => this.#lookAbove(room))),
    ]
    const found = (name: string, lost: readonly Unsent[]) => this.#addAgain(name, lost)
    this.#vanished = followVanished({ device, book, documents, tables, found, failed })
  }

  /** Call when the room is removed from this device. */
  forget(room: string): void {
    this.#vanished.forget(room)
  }

  close(): void {
    for (const stop of this.#stops) stop()
    this.#vanished.close()
  }

  async #compare(document: OpenDocument, relay: StateVector): Promise<void> {
    const parsed = parseDocumentName(document.name)
    if (parsed?.kind !== 'segment' || !document.isAheadOf(relay)) return
    const lost = ownIn(document, this.#parts.device).filter(
      ({ name }) => !isKeptBy(relay, document, name) && !this.#isElsewhere(document, parsed.room, name),
    )
    await this.#putBack(lost)
  }

  /** Whether another segment has the record. If this one was full, the record went to the next and a copy stayed. */
  #isElsewhere(document: OpenDocument, room: string, name: string): boolean {
    const isOfRoom = (other: string) => other.startsWith(`${rosterName(room)}/`)
    return this.#parts.documents
      .all()
      .some((other) => other !== document && isOfRoom(other.name) && other.map.has(name))
  }

  #lookEverywhere(): void {
    for (const room of this.#parts.live.all()) if (room.above.length > 0) this.#lookAbove(room)
  }

  #lookAbove(room: LiveRoom): void {
    const { head, above, id } = room
    // Before the head is synced, we can't know which records another tab or an earlier session already sent to it.
    if (above.length === 0 || head?.document.state().name !== 'synced') return
    if (this.#working.has(id) || above.some(({ document }) => !document.hasLoaded)) return
    dropErased(room, this.#parts.device)
    this.#dropSettled(room, head.number)
    // Only one tab offers them. The others cannot see the answer that the relay has a record in another segment.
    if (!this.#parts.delivery.leads()) return
    if (this.#isStuck(room, head.document, head.number)) return void head.document.forgetDeleted()
    const left = this.#leftAbove(room, head.document, head.number)
    if (left.length === 0) return
    this.#working.add(id)
    void this.#putBack(left).then(() => {
      this.#working.delete(id)
      this.#lookAbove(room)
    })
  }

  /**
   * Drops records above the head that the relay has again. Otherwise they would be offered to each later head, and the
   * relay would leave a place empty there. One that a record left above refers to stays until that one is sent too.
   */
  #dropSettled(room: LiveRoom, head: number): void {
    const above = this.#above(room)
    const isSettled = ({ name }: Unsent): boolean =>
      !this.#parts.book.find(entryId({ room: room.id, name })) && this.#segmentOf(room.id, head, name) !== null
    const needed = new Set(above.filter((entry) => !isSettled(entry)).map((entry) => recordOf(entry).ref))
    const settled = above.filter((entry) => !needed.has(entry.name) && isSettled(entry))
    // If this tab has not heard yet that one of them is the head again, its next sync repairs a drop there.
    const unknown = room.above.filter(({ document }) => document.state().name !== 'synced')
    for (const { name } of settled) for (const { document } of unknown) if (document.map.has(name)) document.drop(name)
  }

  /**
   * In the order of writing. A record goes to the segment that has the one it refers to, and waits until that one is
   * there.
   */
  #leftAbove(room: LiveRoom, head: OpenDocument, number: number): Unsent[] {
    const placeOf = (ref: string) =>
      ref === '' ? number : (this.#segmentOf(room.id, number, ref) ?? (head.itemOf(ref) ? number : null))
    return this.#above(room)
      .filter((entry) => !head.itemOf(entry.name) && this.#segmentOf(room.id, number, entry.name) === null)
      .filter((entry) => !this.#waitsBelow(entry, number))
      .flatMap((entry) => {
        const segment = placeOf(recordOf(entry).ref)
        return segment === null ? [] : [{ ...entry, segment }]
      })
  }

  /** The head refused a record when it was full. Since a backup was restored it may have room. */
  #isStuck(room: LiveRoom, head: OpenDocument, number: number): boolean {
    const isStuck = this.#above(room)
      .filter(({ name }) => head.itemOf(name)?.deleted && this.#segmentOf(room.id, number, name) === null)
      .some((entry) => !this.#waitsBelow(entry, number))
    if (!isStuck || this.#forgotIn.has(head.name)) return false
    this.#forgotIn.add(head.name)
    return true
  }

  /** Number of an open segment, the head or one below it, that has the record. */
  #segmentOf(room: string, head: number, name: string): number | null {
    for (const document of this.#parts.documents.all()) {
      const parsed = parseDocumentName(document.name)
      const isUpToHead = parsed?.kind === 'segment' && parsed.room === room && parsed.segment <= head
      if (isUpToHead && document.map.has(name)) return parsed.segment
    }
    return null
  }

  /** Delivery sends it, and takes it to the head if its segment is full. */
  #waitsBelow({ room, name }: Unsent, head: number): boolean {
    const waiting = this.#parts.book.find(entryId({ room, name }))
    return waiting !== undefined && waiting.segment <= head
  }

  /** This device's records in segments above the head, and those that were still waiting to be sent there. */
  #above({ id, above, head }: LiveRoom): Unsent[] {
    const waiting = this.#parts.book.all().filter(({ room, segment }) => room === id && segment > (head?.number ?? 0))
    const names = new Set(waiting.map(({ name }) => name))
    const left = above
      .flatMap(({ document }) => ownIn(document, this.#parts.device))
      .filter(({ name }) => !names.has(name))
    return [...waiting, ...left].sort((a, b) => readRecordName(a.name).seq - readRecordName(b.name).seq)
  }

  /** The names of these records are deleted in their segment, and have to be forgotten first. */
  async #addAgain(name: string, lost: readonly Unsent[]): Promise<void> {
    const { documents } = this.#parts
    const document = documents.open(name)
    await document.loaded
    await document.forgetDeleted()
    await this.#putBack(lost)
    void documents.close(document)
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
