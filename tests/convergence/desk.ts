import type { Clock } from '../../app/base/clock.ts'
import type { Locks } from '../../app/base/locks.ts'
import type { Shared } from '../../app/base/shared.ts'
import type { Table } from '../../app/base/table.ts'
import { Delivery } from '../../app/outgoing/delivery.ts'
import { giveUpStrays } from '../../app/outgoing/giveUpStrays.ts'
import { openUnsent, type UnsentBook } from '../../app/outgoing/unsent.ts'
import { type Write, writeWith } from '../../app/outgoing/write.ts'
import { carryForOthers } from '../../app/room/model/carryForOthers.ts'
import type { LiveRoom } from '../../app/room/model/liveRoom.ts'
import { OfferAgain } from '../../app/room/model/offerAgain.ts'
import type { VanishedTables } from '../../app/room/model/vanished.ts'
import type { Signer } from '../../app/store/identity.ts'
import { entryId, type InsteadOf, type Journal, type NotSent } from '../../app/store/journal.ts'
import type { Tabs } from '../../app/store/tabs.ts'
import type { Documents } from '../../app/sync/documents.ts'
import type { RelayTime } from '../../app/sync/relayTime.ts'
import { toBase64url } from '../../shared/base64url.ts'
import type { Body } from '../../shared/record/kinds.ts'
import { readRecord } from '../../shared/record/record.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import type { TabRooms } from './tab-rooms.ts'

export interface Writing {
  room: string
  segment: number
  ref: string
  body: Body
  insteadOf?: InsteadOf
  /** Only hostile devices use a time other than the clock's. */
  aheadMs?: number
}
export interface DeskParts {
  me: string
  rooms: TabRooms
  signer: Signer
  journal: Journal
  vanished: VanishedTables
  takenClients: Table<readonly number[]>
  documents: Documents
  live: Shared<LiveRoom>
  tabs: Tabs
  locks: Locks
  clock: Clock
  /** 0 to 1. */
  chance(): number
  time: Pick<RelayTime, 'now'>
  /** Null: the room is here or may come back. */
  whyGone(room: string): RefusalCode | null
  complain(what: string): void
}

/**
 * The app's own code for writing (app/outgoing/write.ts, app/outgoing/delivery.ts), put together as in a tab of the
 * app.
 */
export class Desk {
  readonly book: UnsentBook
  readonly delivery: Delivery
  readonly #parts: DeskParts
  readonly #offerAgain: OfferAgain
  readonly #carrier: { close(): void }
  readonly #strays: ReturnType<typeof giveUpStrays>

  static async open(parts: DeskParts): Promise<Desk> {
    const { journal, tabs, complain } = parts
    const failed = (error: unknown) => complain(`the journal failed: ${error}`)
    return new Desk(parts, await openUnsent({ journal, tabs, counts: () => true, failed }))
  }

  private constructor(parts: DeskParts, book: UnsentBook) {
    this.#parts = parts
    this.book = book
    const { rooms } = parts
    const ends = {
      headOf: async (room: string) => rooms.head(room),
      newestSent: async (room: string, segment: number) => this.#newest(room, segment, true),
    }
    this.delivery = new Delivery({ ...parts, book, ends, write: this.#writer(0) })
    const { signer, documents, live, complain } = parts
    this.#offerAgain = new OfferAgain({
      device: toBase64url(signer.device),
      book,
      documents,
      live,
      delivery: this.delivery,
      tables: parts.vanished,
      failed: (error) => complain(`lost records could not be offered again: ${error}`),
    })
    this.#carrier = carryForOthers(parts)
    this.#strays = giveUpStrays({
      book,
      delivery: this.delivery,
      why: ({ room }) => parts.whyGone(room),
      failed: (error) => complain(`text of a removed room could not be kept: ${error}`),
    })
  }

  async write({ room, segment, ref, body, insteadOf, aheadMs = 0 }: Writing): Promise<void> {
    await this.#writer(aheadMs)({ room, segment, newest: this.#newest(room, segment) }, body, ref, insteadOf)
  }

  /** The app's way of writing, for code of the app. */
  get writer(): Write {
    return this.#writer(0)
  }

  isQueued(room: string, name: string): boolean {
    return this.book.find(entryId({ room, name })) !== undefined
  }

  notSent(): readonly NotSent[] {
    return this.book.notSent()
  }

  /** Rooms may be gone: text that was not sent is kept, with the reason. */
  lookForStrays(): void {
    this.#strays.look()
  }

  close(): void {
    this.#strays.close()
    this.#carrier.close()
    this.#offerAgain.close()
    this.delivery.close()
    this.book.close()
  }

  #writer(aheadMs: number): Write {
    const { signer, time } = this.#parts
    return writeWith({ book: this.book, signer, now: () => time.now() + aheadMs })
  }

  #newest(room: string, segment: number, isSent = false): number {
    const records = [...(this.#parts.rooms.segment(room, segment)?.records() ?? [])]
    const counts = ([name]: [string, unknown]) => !isSent || !this.book.find(entryId({ room, name }))
    return Math.max(0, ...records.filter(counts).map(([, bytes]) => readRecord(bytes).time))
  }
}
