import { toBase64url } from '../../shared/base64url.ts'
import { readRecordName } from '../../shared/record/name.ts'
import { readEntry } from '../../shared/room/entry.ts'
import { parseDocumentName, segmentName, selfName } from '../../shared/wire/documents.ts'
import { closeCodes, type RefusalCode, type Result } from '../../shared/wire/results.ts'
import type { StateVector } from '../../shared/wire/update.ts'
import type { Clock } from '../base/clock.ts'
import { Listeners } from '../base/listeners.ts'
import type { Locks } from '../base/locks.ts'
import { oneByOne } from '../base/oneByOne.ts'
import type { Table } from '../base/table.ts'
import type { Signer } from '../store/identity.ts'
import { entryId, type Unsent } from '../store/journal.ts'
import type { Tabs } from '../store/tabs.ts'
import type { Documents } from '../sync/documents.ts'
import type { OpenDocument } from '../sync/openDocument.ts'
import { followLateCopies } from './followLateCopies.ts'
import { isKeptBy } from './isKeptBy.ts'
import { LeaderTab } from './leaderTab.ts'
import { ownIn } from './ownIn.ts'
import { keptOf } from './planRecord.ts'
import { bodyOf, isPost, isWordless, recordOf } from './readUnsent.ts'
import { Rewriter } from './rewriter.ts'
import type { RoomEnds } from './roomEnds.ts'
import { isOfThisKey, signRecord } from './signRecord.ts'
import { TakenClients } from './takenClients.ts'
import type { UnsentBook } from './unsent.ts'
import type { Write } from './write.ts'

interface DeliveryParts {
  me: string
  signer: Signer
  book: UnsentBook
  documents: Documents
  tabs: Tabs
  locks: Locks
  clock: Clock
  ends: RoomEnds
  /** By document, as TakenClients keeps them. */
  takenClients: Table<readonly number[]>
  /** Writes content again whose first record the relay can't take. */
  write: Write
}

/**
 * A document that is open because something in it is unsent. Records are signed and handed to it in the order in which
 * they were written, and answers are handled in the order in which they came. So records that are written again keep
 * their order too.
 */
interface Held {
  document: OpenDocument
  deliver: ReturnType<typeof oneByOne>
  stop(): void
}

/** How long a record is given until its document is synced once more. */
const offerAnewMs = 30_000

/**
 * Moves records from the journal into their documents, and removes them from the journal once the relay has answered. A
 * record leaves the journal only when the relay has stored it or when it moves to the messages that were not sent.
 */
export class Delivery {
  /** Emits when this tab begins to lead. */
  readonly led = new Listeners<void>()
  readonly #parts: DeliveryParts
  readonly #held = new Map<string, Held>()
  readonly #rewriter: Rewriter
  readonly #leader: LeaderTab
  readonly #taken: TakenClients
  readonly #stop: () => void
  /** Ids of entries: another retry meanwhile would take them for refused. */
  readonly #beingSentAgain = new Set<string>()
  /** When each entry was offered anew. */
  readonly #offeredAnew = new Map<string, number>()
  #closed = false

  constructor(parts: DeliveryParts) {
    this.#parts = parts
    const { me, book, tabs, documents, locks, clock } = parts
    this.#rewriter = new Rewriter(parts)
    this.#taken = new TakenClients(parts.takenClients)
    this.#leader = new LeaderTab({ user: me, locks, clock, retry: () => this.#retry(), led: () => this.led.emit() })
    const stopBook = book.changed.subscribe(() => this.#hold())
    const stopWritten = book.written.subscribe((entry) => {
      const delivered = this.#held.get(this.#documentOf(entry))?.deliver(() => this.#deliver(entry))
      delivered?.catch((error) => {
        console.error('cannot deliver a record yet, it stays in the journal:', error)
      })
    })
    const stopTabs = tabs.heard.subscribe((word) => {
      if (word.what === 'rebuild') void documents.find(word.document)?.rebuild()
      if (word.what === 'unsent') this.#leader.retrySoon()
    })
    const stopLate = followLateCopies(book, documents)
    const stopTaken = documents.each((document) => {
      document.results.subscribe((results) => {
        for (const result of results)
          if (result.kind === 'client-taken') void this.#clientTaken(document, result.client)
      })
      document.inStep.subscribe(() => void this.#wereTaken(document))
    })
    const stopBack = documents.each((document) => {
      document.changed.subscribe((names) => names && this.#mayBeBack(document, (ref) => names.has(ref)))
      document.lackingChanged.subscribe(() => this.#mayBeBack(document, (ref) => document.map.has(ref)))
    })
    this.#stop = () => {
      stopTaken()
      stopBack()
      stopLate()
      stopBook()
      stopWritten()
      stopTabs()
    }
    this.#hold()
    // A tab that died may have written without telling anybody, and then the leading tab hears of it only now.
    if (book.all().length > 0) tabs.tell({ what: 'unsent' })
    this.#leader.start()
  }

  /** Only one tab of a device leads. It handles what other tabs or earlier sessions left unfinished. */
  leads(): boolean {
    return this.#leader.leads()
  }

  /** Signs a new entry and adds it to its document. */
  async #deliver(entry: Unsent): Promise<void> {
    if (!this.#isOurs(entry)) return
    const { signer, book } = this.#parts
    const signed = await signRecord(entry, signer, book)
    if (!signed?.record || this.#closed) return
    const held = this.#held.get(this.#documentOf(signed))
    if (!held) return
    await held.document.loaded
    held.document.add(signed.name, signed.record)
  }

  /** Sends entries again that the relay has lost, or has in another segment. */
  async putBack(lost: readonly Unsent[]): Promise<void> {
    const { book } = this.#parts
    await book.putBack(lost)
    for (const entry of lost)
      if (book.find(entryId(entry))?.segment !== entry.segment) await book.move(entryId(entry), entry.segment)
    this.#leader.retryNow()
  }

  #documentOf({ room, segment }: Pick<Unsent, 'room' | 'segment'>): string {
    return room === this.#parts.me ? selfName(room, segment) : segmentName(room, segment)
  }

  close(): void {
    this.#closed = true
    this.#stop()
    this.#leader.close()
    this.#rewriter.close()
    for (const name of this.#held.keys()) this.#letGo(name)
  }

  /** Keeps every document open that has something unsent. */
  #hold(): void {
    const needed = new Set(this.#parts.book.all().map((entry) => this.#documentOf(entry)))
    for (const name of this.#held.keys()) if (!needed.has(name)) this.#letGo(name)
    for (const name of needed) if (!this.#held.has(name)) this.#take(name)
  }

  #take(name: string): void {
    const document = this.#parts.documents.open(name)
    const [deliver, hear] = [oneByOne(), oneByOne()]
    const stops = [
      document.results.subscribe((results) => void hear(() => this.#hear(document, results))),
      document.inStep.subscribe((relay) => void this.#relayHas(document, relay)),
      document.changed.subscribe((changed) => changed === null && this.#leader.retrySoon()),
      document.refused.subscribe((code) => code === closeCodes.deleted && void this.#isGone(document)),
    ]
    const stop = () => {
      for (const one of stops) one()
    }
    this.#held.set(name, { document, deliver, stop })
  }

  #letGo(name: string): void {
    const held = this.#held.get(name)
    this.#held.delete(name)
    held?.stop()
    if (held) void this.#parts.documents.close(held.document)
  }

  async #hear(document: OpenDocument, results: readonly Result[]): Promise<void> {
    const acked = new Set(results.flatMap((result) => (result.kind === 'acked' ? [result.name] : [])))
    await this.#settle(this.#entriesOf(document).filter(({ name }) => acked.has(name)))
    for (const result of results) {
      if (result.kind === 'refused') await this.#refused(document, result.name, result.code)
    }
  }

  async #settle(entries: readonly Unsent[]): Promise<void> {
    if (entries.length > 0) await this.#parts.book.settle(entries.map(entryId))
  }

  async #relayHas(document: OpenDocument, relay: StateVector): Promise<void> {
    await this.#taken.opened
    const others = this.#ownUnder(document, this.#taken.of(document.name)).map(({ name }) => name)
    const kept = this.#entriesOf(document).filter(({ name }) => isKeptBy(relay, document, name))
    this.#leader.retrySoon()
    await this.#settle(kept.filter(({ name }) => !others.includes(name)))
    await this.#takeOver(document)
  }

  #isOurs(entry: Unsent): boolean {
    return isOfThisKey(entry, this.#parts.signer)
  }

  /**
   * Handles entries that were written before this device was removed and came back with another key. Once the document
   * is in step and no longer holds a local copy of them, we know which of these the relay has. The others are written
   * again as new records.
   */
  async #takeOver(document: OpenDocument): Promise<void> {
    const left = this.#entriesOf(document).filter((entry) => !this.#isOurs(entry))
    if (left.length === 0 || !this.#leader.leads() || document.state().name !== 'synced') return
    if (left.some(({ name }) => document.itemOf(name)?.deleted === false)) return this.#rebuild(document)
    for (const entry of left.sort(bySeq)) {
      if (wasErased(document, entry.name)) await this.#settle([entry])
      else await this.#rewriter.write(entry)
    }
  }

  /** The room was deleted while these were on their way, so no answer about them will ever come. */
  async #isGone(document: OpenDocument): Promise<void> {
    for (const entry of this.#entriesOf(document)) await this.giveUp(entry, 'no-such-room')
  }

  /**
   * What this device wrote under a client id that is another device's is in none of its places on the relay. After a
   * restored backup the relay's clocks may cover them nevertheless, because the other device wrote there.
   */
  async #clientTaken(document: OpenDocument, client: number): Promise<void> {
    const isOurs = this.#ownUnder(document, [client]).length > 0 || this.#held.has(document.name)
    if (this.#closed || !isOurs) return
    await this.#taken.note(document.name, client)
    await this.#leaveClients(document, [client])
  }

  /** The tab that heard of it died before the document had started over. */
  async #wereTaken(document: OpenDocument): Promise<void> {
    await this.#taken.opened
    const clients = this.#taken.takeLeft(document.name)
    if (this.#closed || clients.length === 0) return
    if (this.#ownUnder(document, clients).length > 0) await this.#leaveClients(document, clients)
    else await this.#taken.forget(document.name, clients)
  }

  async #leaveClients(document: OpenDocument, clients: readonly number[]): Promise<void> {
    const lost = this.#ownUnder(document, clients)
    if (lost.length > 0) await this.#parts.book.putBack(lost)
    await this.#rebuild(document)
    await this.#taken.forget(document.name, clients)
  }

  /** What this device wrote under these Yjs client ids. */
  #ownUnder(document: OpenDocument, clients: readonly number[]): Unsent[] {
    if (clients.length === 0) return []
    const own = ownIn(document, toBase64url(this.#parts.signer.device))
    return own.filter(({ name }) => clients.includes(document.itemOf(name)?.id.client ?? -1))
  }

  async #rebuild(document: OpenDocument): Promise<void> {
    this.#parts.tabs.tell({ what: 'rebuild', document: document.name })
    await document.rebuild()
    this.#leader.retryNow()
  }

  async #refused(document: OpenDocument, name: string, code: RefusalCode): Promise<void> {
    const entry = this.#entriesOf(document).find((other) => other.name === name)
    if (!entry) return
    if (!this.#isOurs(entry)) return this.#leader.retrySoon()
    switch (code) {
      case 'full':
      case 'too-fast':
        this.#rewriter.expect(entry)
        return this.#leader.retrySoon()
      case 'too-early':
        return entry.again ? this.#wait(entry) : this.#rewriter.dateAnew(entry)
      case 'segment-full':
        return this.#toHead(entry, code)
      case 'no-such-target':
        return this.#toTarget(entry, document, code)
      case 'erased':
        // The relay took it, and it was erased later.
        return this.#settle([entry])
      default:
        return this.giveUp(entry, code)
    }
  }

  async #toHead(entry: Unsent, code: RefusalCode): Promise<void> {
    const head = await this.#parts.ends.headOf(entry.room)
    if (!this.#isForHead(entry)) return this.giveUp(entry, code)
    if (head <= entry.segment) return this.#leader.retrySoon()
    await this.#parts.book.move(entryId(entry), head)
    await this.#deliver({ ...entry, segment: head })
  }

  /** Posts, and what this person sets in their own room. */
  #isForHead(entry: Unsent): boolean {
    return isPost(entry) || (entry.room === this.#parts.me && bodyOf(entry)?.kind === 'set')
  }

  /** What it refers to may have gone to the head, because this segment is full. A record is in the segment of its target. */
  async #toTarget(entry: Unsent, document: OpenDocument, code: RefusalCode): Promise<void> {
    const target = { room: entry.room, name: recordOf(entry).ref }
    const segment = this.#parts.book.find(entryId(target))?.segment ?? this.#elsewhere(target, document)
    if (segment === null) return this.#mayWait(entry, document) ? this.#wait(entry) : this.giveUp(entry, code)
    // The target waits for the next head.
    if (segment === entry.segment) return this.#leader.retrySoon()
    await this.#parts.book.move(entryId(entry), segment)
    await this.#deliver({ ...entry, segment })
  }

  /**
   * An act without words waits for a message that a restored relay has lost. Words are given up instead, because then they
   * are shown as not sent. So is a vote.
   */
  #mayWait(entry: Unsent, document: OpenDocument): boolean {
    const { ref } = recordOf(entry)
    const isRefused = this.#parts.book.notSent().some(({ id }) => id === entryId({ room: entry.room, name: ref }))
    return isWordless(entry) && !isRefused && !wasErased(document, ref)
  }

  async #wait(entry: Unsent): Promise<void> {
    if (!entry.waits) await this.#parts.book.wait(entryId(entry))
  }

  /** Something came that an entry may be waiting for. */
  #mayBeBack(document: OpenDocument, isHere: (ref: string) => boolean): void {
    const of = segmentOf(document)
    if (!of || this.#closed) return
    const waiting = this.#parts.book.all().filter(({ waits, room }) => waits && room === of.room)
    if (waiting.some((entry) => isHere(recordOf(entry).ref))) this.#leader.retrySoon()
  }

  /** Whether the relay has the message again that it had lost. */
  #isBack(entry: Unsent, document: OpenDocument): boolean {
    const { ref } = recordOf(entry)
    return document.state().name === 'synced' && document.map.has(ref) && !document.lacking().has(ref)
  }

  async #sendAtItsTime(entry: Unsent, document: OpenDocument): Promise<void> {
    if (recordOf(entry).time <= this.#parts.clock.now()) await this.#sendAgain(entry, document)
  }

  /** Its name is deleted in the document, since it was refused there. It waits until that is forgotten. */
  async #sendAgain(entry: Unsent, document: OpenDocument): Promise<void> {
    const id = entryId(entry)
    this.#beingSentAgain.add(id)
    try {
      await document.forgetDeleted()
      await this.#parts.book.move(id, entry.segment)
      await this.#deliver(entry)
    } finally {
      this.#beingSentAgain.delete(id)
    }
  }

  /** Removes the entry from the journal and keeps its text, with the reason, as a message that was not sent. */
  async giveUp(entry: Unsent, code: RefusalCode): Promise<void> {
    const { room, at } = entry
    const id = entryId(entry)
    await this.#parts.book.refuse(id, keptOf(bodyOf(entry), recordOf(entry).ref, { id, room, code, time: at }))
  }

  #entriesOf(document: OpenDocument): Unsent[] {
    return this.#parts.book.all().filter((entry) => this.#documentOf(entry) === document.name)
  }

  /**
   * Adds records that another tab, or an earlier life of this one, wrote to the journal but not to the document. Signed
   * records keep the same bytes.
   */
  async #retry(): Promise<void> {
    await this.#parts.book.refresh()
    for (const entry of this.#parts.book.all()) {
      const document = this.#held.get(this.#documentOf(entry))?.document
      if (!document) continue
      await document.loaded
      if (this.#beingSentAgain.has(entryId(entry))) continue
      if (!this.#isOurs(entry)) {
        await this.#takeOver(document)
        continue
      }
      const item = document.itemOf(entry.name)
      if (!item) await this.#deliver(entry)
      else if (item.deleted && this.#parts.book.find(entryId(entry))) await this.#wasRefusedUnheard(entry, document)
      else this.#offerAnew(entry, document)
    }
  }

  /**
   * Another tab put the record into this copy, and that tab may have died with the frame or the answer still on its
   * way. Syncing again gets an answer, unless the relay is storing the record at that moment: then it neither says that
   * it has the record nor answers the copy that it gets again.
   */
  #offerAnew(entry: Unsent, document: OpenDocument): void {
    const id = entryId(entry)
    const now = this.#parts.clock.now()
    if (now - (this.#offeredAnew.get(id) ?? 0) < offerAnewMs || document.state().name !== 'synced') return
    this.#offeredAnew.set(id, now)
    document.syncAnew()
  }

  /** The relay refused it while no tab here was listening for the reason. */
  async #wasRefusedUnheard(entry: Unsent, document: OpenDocument): Promise<void> {
    // It was taken and erased later, so its text is gone on purpose.
    if (wasErased(document, entry.name)) return this.#settle([entry])
    if (wasErased(document, recordOf(entry).ref)) return this.#askAgain(entry, document)
    const elsewhere = this.#elsewhere(entry, document)
    if (elsewhere !== null) return this.#followTo(entry, elsewhere)
    if (entry.again && entry.waits && !isWordless(entry)) return this.#sendAtItsTime(entry, document)
    if (this.#rewriter.expects(entry)) {
      await this.#rewriter.write(entry)
      return
    }
    if (this.#mayWait(entry, document) && this.#isBack(entry, document)) return this.#sendAgain(entry, document)
    const head = await this.#parts.ends.headOf(entry.room)
    if (this.#isForHead(entry) && head > entry.segment) await this.#toHead(entry, 'segment-full')
    else await this.#toTarget(entry, document, 'not-allowed')
  }

  /** Only the relay knows whether it took the entry before its target was erased. */
  async #askAgain(entry: Unsent, document: OpenDocument): Promise<void> {
    if (document.state().name === 'synced') await this.#sendAgain(entry, document)
  }

  /** There the relay is asked once more. */
  async #followTo(entry: Unsent, segment: number): Promise<void> {
    await this.#parts.book.move(entryId(entry), segment)
    this.#offeredAnew.delete(entryId(entry))
    this.#leader.retrySoon()
  }

  /** Number of another segment in step that has the record. There we learn what the relay thinks of it. */
  #elsewhere({ room, name }: Pick<Unsent, 'room' | 'name'>, document: OpenDocument): number | null {
    for (const other of this.#parts.documents.all()) {
      const of = segmentOf(other)
      if (other === document || of?.room !== room) continue
      if (other.state().name === 'synced' && other.map.has(name)) return of.segment
    }
    return null
  }
}

/** Null for documents that only the relay writes. */
const segmentOf = ({ name }: OpenDocument): { room: string; segment: number } | null => {
  const parsed = parseDocumentName(name)
  if (parsed?.kind === 'self') return { room: parsed.user, segment: parsed.segment }
  return parsed?.kind === 'segment' ? parsed : null
}

const bySeq = (a: Unsent, b: Unsent): number => readRecordName(a.name).seq - readRecordName(b.name).seq

const wasErased = ({ map }: OpenDocument, name: string): boolean =>
  [...map].some(([other, bytes]) => {
    const record = bytes instanceof Uint8Array ? readEntry(other, bytes) : null
    return record?.kind === 'erase' && record.ref === name
  })
