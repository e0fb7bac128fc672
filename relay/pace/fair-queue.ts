import type { Clock } from '../base/surroundings.ts'
import { Lane } from './lane.ts'
import { TokensByKey } from './token-bucket.ts'

/** Who the work is charged to. */
export interface Payer {
  isGuest: boolean
  /** The user, or a guest's network. */
  account: string
}

/** Resolves to how many bytes the work produced. */
export type Work = () => Promise<number>

interface Waiting {
  payer: Payer
  room: string
  connection: object
  work: Work
  done(): void
  failed(error: unknown): void
}

export const fairQueueLimits = {
  atOnce: 4,
  guestsAtOnce: 1,
  /** One job in this many is a guest's, however many members wait. */
  guestsEvery: 8,
  /** The least that any work costs, however few bytes it produces. */
  leastBytes: 20_000,
  /** Bytes for each account, and for all guests from one network: the steady rate, and the burst after a rest. */
  members: { perSecond: 20_000_000, burst: 200_000_000 },
  guests: { perSecond: 4_000_000, burst: 20_000_000 },
} as const

/**
 * Shares waiting work fairly. Members come before guests. Then accounts take turns, within an account its rooms, and
 * within a room its connections. Nothing is refused: if an account asks for more than its budget, it waits, and nobody
 * else does.
 */
export class FairQueue {
  readonly #clock: Clock
  readonly #members = new Lane<Waiting>()
  readonly #guests = new Lane<Waiting>()
  /** How many jobs wait, by connection and room. */
  readonly #waitingOf = new WeakMap<object, Map<string, number>>()
  readonly #totals = new WeakMap<object, number>()
  readonly #budgets = {
    members: new TokensByKey(fairQueueLimits.members.perSecond, fairQueueLimits.members.burst),
    guests: new TokensByKey(fairQueueLimits.guests.perSecond, fairQueueLimits.guests.burst),
  }
  #running = 0
  #runningGuests = 0
  #sinceGuest = 0
  #cancelWake: (() => void) | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  run(payer: Payer, room: string, connection: object, work: Work): Promise<void> {
    return new Promise((done, failed) => {
      this.#count(connection, room, 1)
      const waiting = { payer, room, connection, work, done, failed }
      this.#laneOf(payer).put([payer.account, room, connection], waiting)
      this.#go()
    })
  }

  /** Drops what waits for a connection that is gone. Otherwise somebody could fill the queue by coming and going. */
  leave(payer: Payer, connection: object): void {
    const lane = this.#laneOf(payer)
    for (const room of this.#waitingOf.get(connection)?.keys() ?? [])
      for (const { done } of lane.drop([payer.account, room, connection])) done()
    this.#waitingOf.delete(connection)
    this.#totals.delete(connection)
  }

  /** How many jobs wait for a connection. */
  waitingFor(connection: object): number {
    return this.#totals.get(connection) ?? 0
  }

  #count(connection: object, room: string, by: number): void {
    const rooms = this.#waitingOf.get(connection) ?? new Map<string, number>()
    this.#totals.set(connection, this.waitingFor(connection) + by)
    const now = (rooms.get(room) ?? 0) + by
    if (now > 0) rooms.set(room, now)
    else rooms.delete(room)
    if (rooms.size > 0) this.#waitingOf.set(connection, rooms)
    else this.#waitingOf.delete(connection)
  }

  #laneOf({ isGuest }: Payer): Lane<Waiting> {
    return isGuest ? this.#guests : this.#members
  }

  #go(): void {
    this.#cancelWake?.()
    this.#cancelWake = null
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

  async #begin({ payer, room, connection, work, done, failed }: Waiting): Promise<void> {
    this.#count(connection, room, -1)
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

  /** Everybody who waits has used up their budget. Sleeps until the first of them has some again. */
  #wakeLater(): void {
    const waits = [
      ...this.#members.keys.map((user) => this.#waitMs('members', user)),
      ...this.#guests.keys.map((network) => this.#waitMs('guests', network)),
    ]
    if (waits.length > 0) this.#cancelWake = this.#clock.after(Math.max(1, Math.min(...waits)), () => this.#go())
  }
}
