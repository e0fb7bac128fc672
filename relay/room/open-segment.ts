import { parseUpdate, type StateVector } from '../../shared/wire/update.ts'
import type { Clock } from '../base/surroundings.ts'
import { type Carried, readCarriedRecords } from '../gate/carried.ts'
import { inOrder, type Offer, readOffers } from '../gate/offer.ts'
import { type Sender, senderOf } from '../gate/sender.ts'
import { Audience } from '../open-document/audience.ts'
import type { Listener } from '../open-document/listener.ts'
import type { OpenDocument } from '../open-document/open-document.ts'
import { SegmentAnswer, type SyncAnswer } from '../open-document/sync-answer.ts'
import { Presence } from '../presence/presence.ts'
import type { SegmentState, StoredRecords } from '../store/records.ts'

interface SegmentParts {
  records: Pick<StoredRecords, 'page' | 'blanks'>
  clock: Clock
  room: string
  number: number
  state: SegmentState
  /** Puts the offers of an update into the room's queue. False: too much of this connection waits there. */
  offer(offers: Offer<Sender>[], bytes: number): boolean
  /** The same for carried records. */
  carry(carried: Carried): boolean
  left(listener: Listener): void
  isMember(listener: Listener): boolean
}

/** After this time we ask again for what was not taken. */
const askAgainMs = 1_000

/** One segment while somebody has it open. It holds the clocks and their owners, but no records. */
export class OpenSegment implements OpenDocument {
  readonly #parts: SegmentParts
  readonly audience = new Audience()
  readonly presence: Presence

  constructor(parts: SegmentParts) {
    this.#parts = parts
    const { clock, isMember, state } = parts
    this.presence = new Presence({
      clock,
      isMember,
      audience: this.audience,
      devices: state.devices,
      countsGuests: false,
    })
  }

  get state(): SegmentState {
    return this.#parts.state
  }

  clocks(): StateVector {
    return this.state.clocks
  }

  answer(asked: StateVector): SyncAnswer {
    const { records, room, number } = this.#parts
    // Ids that the segment does not have change nothing, but every page would look for them.
    const known = new Map([...asked].filter(([client]) => this.state.clocks.has(client)))
    return new SegmentAnswer(records, room, number, known)
  }

  offer(listener: Listener, update: Uint8Array): void {
    const { blocks } = parseUpdate(update)
    const sender = senderOf(listener)
    const bringsNothing = blocks.every(({ client, clock, structs }) => {
      const end = structs.reduce((at, struct) => at + ('empty' in struct ? struct.empty : 1), clock)
      return end <= (this.state.clocks.get(client) ?? 0)
    })
    if (blocks.length === 0) return
    const waste = () => listener.wasted(blocks.reduce((sum, { structs }) => sum + structs.length, 0))
    if (sender === null || bringsNothing) waste()
    if (sender === null) return
    // The acknowledgement was lost, for example with the channel that the records came over. Our clocks acknowledge too.
    if (bringsNothing) listener.ask(0)
    const offers = inOrder(blocks.map((block) => readOffers(sender, this.#parts.number, block)))
    if (this.#parts.offer(offers, update.length)) return
    waste()
    listener.ask(askAgainMs)
  }

  carry(listener: Listener, records: readonly Uint8Array[]): void {
    const sender = senderOf(listener)
    if (sender === null) {
      listener.wasted(records.length)
      return
    }
    const carried = readCarriedRecords(sender, this.#parts.number, records)
    if (this.#parts.carry(carried)) return
    listener.wasted(records.length)
    listener.results(carried.entries.map(({ name }) => ({ kind: 'refused', name, code: 'too-fast' })))
  }

  leave(listener: Listener): void {
    this.audience.remove(listener)
    this.presence.leave(listener)
    this.#parts.left(listener)
  }
}
