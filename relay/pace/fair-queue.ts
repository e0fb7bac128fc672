import type { Clock } from '../surroundings.ts'
import { Lane } from './lane.ts'
import { TokensByKey } from './tokens.ts'

/** On whose account something is done. */
export interface Payer {
  isGuest: boolean
  /** The user, or a guest's network. */
  account: string
}

/** Resolves to how many bytes it came to. */
export type Work = () => Promise<number>

interface Waiting {
  payer: Payer
  work: Work
  done(): void
  failed(error: unknown): void
}

export const fairQueueLimits = {
  atOnce: 4,
  guestsAtOnce: 1,
  /** However many members wait, one in so many is a guest's. */
  guestsEvery: 8,
  /** What anything costs that has to be read, however little it comes to. */
  leastBytes: 20_000,
  /** Of one account, and of all guests from one network: steady, and after a rest. */
  members: { perSecond: 20_000_000, burst: 200_000_000 },
  guests: { perSecond: 4_000_000, burst: 20_000_000 },
} as const

/**
 * Work that waits, shared fairly: members come before guests; then accounts take turns, of each its rooms, of those its
 * connections. Nothing is refused: whoever asks for more than their account is worth waits, and nobody else.
 */
export class FairQueue {
  readonly #clock: Clock
  readonly #members = new Lane<Waiting>()
  readonly #guests = new Lane<Waiting>()
  readonly #budgets = {
    members: new TokensByKey(fairQueueLimits.members.perSecond, fairQueueLimits.members.burst),
    guests: new TokensByKey(fairQueueLimits.guests.perSecond, fairQueueLimits.guests.burst),
  }
  #running = 0
  #runningGuests = 0
  #sinceGuest = 0
  #callOffWake: (() => void) | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  run(payer: Payer, room: string, connection: object, work: Work): Promise<void> {
    return new Promise((done, failed) => {
      const lane = payer.isGuest ? this.#guests : this.#members
      lane.put([payer.account, room, connection], { payer, work, done, failed })
      this.#go()
    })
  }

  #go(): void {
    this.#callOffWake?.()
    this.#callOffWake = null
    while (this.#running < fairQueueLimits.atOnce) {
      const next = this.#next()
      if (next === null) break
      this.#begin(next)
    }
    if (this.#running === 0) this.#wakeLater()
  }

  #next(): Waiting | null {
    const mayGuest = this.#runningGuests < fairQueueLimits.guestsAtOnce
    const isGuestsTurn = this.#sinceGuest >= fairQueueLimits.guestsEvery
    if (mayGuest && isGuestsTurn) return this.#ofGuests() ?? this.#ofMembers()
    return this.#ofMembers() ?? (mayGuest ? this.#ofGuests() : null)
  }

  #ofMembers(): Waiting | null {
    const next = this.#members.take((user) => this.#waitMs('members', user) === 0)
    if (next) this.#sinceGuest++
    return next
  }

  #ofGuests(): Waiting | null {
    const next = this.#guests.take((network) => this.#waitMs('guests', network) === 0)
    if (next) this.#sinceGuest = 0
    return next
  }

  async #begin({ payer, work, done, failed }: Waiting): Promise<void> {
    this.#running++
    if (payer.isGuest) this.#runningGuests++
    try {
      this.#spend(payer, await work())
      done()
    } catch (error) {
      failed(error)
    } finally {
      this.#running--
      if (payer.isGuest) this.#runningGuests--
      this.#go()
    }
  }

  #spend({ isGuest, account }: Payer, bytes: number): void {
    const now = this.#clock.now()
    this.#budgets[isGuest ? 'guests' : 'members'].of(account, now).spend(fairQueueLimits.leastBytes + bytes, now)
  }

  #waitMs(kind: 'members' | 'guests', account: string): number {
    const now = this.#clock.now()
    return this.#budgets[kind].of(account, now).waitMs(1, now)
  }

  /** All who wait have spent what they have: until the first of them has some again. */
  #wakeLater(): void {
    const waits = [
      ...this.#members.keys.map((user) => this.#waitMs('members', user)),
      ...this.#guests.keys.map((network) => this.#waitMs('guests', network)),
    ]
    if (waits.length > 0) this.#callOffWake = this.#clock.after(Math.max(1, Math.min(...waits)), () => this.#go())
  }
}
