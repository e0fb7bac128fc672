import type { Clock } from '../base/surroundings.ts'
import { Lane } from './lane.ts'
import { anyNumberOfKeys, RateLimit } from './rate-limit.ts'
import { perSecond } from './token-bucket.ts'

/** Who the work is charged to. */
export interface Payer {
  isGuest: boolean
  /** The user, or a guest's network. */
  account: string
}

/** Resolves to what the work cost beyond the least, in the unit of the queue's limits. */
export type Work = () => Promise<number>

interface Waiting {
  payer: Payer
  room: string
  connection: object
  work: Work
  done(): void
  failed(error: unknown): void
}

/** What an account, or all guests of one network, may spend: the steady rate, and the burst after a rest. */
interface Budget {
  perSecond: number
  burst: number
}

export interface FairQueueLimits {
  atOnce: number
  /** Of one account or guest network. It is less, so that nobody else waits until one of its jobs is done. */
  accountAtOnce: number
  guestsAtOnce: number
  /** One job in this many is a guest's, however many members wait. */
  guestsEvery: number
  /** The least that any work costs. */
  least: number
  members: Budget
  guests: Budget
}

const shares = { atOnce: 4, accountAtOnce: 2, guestsAtOnce: 1, guestsEvery: 8 } as const

/** For opening and reading documents, in bytes. */
export const readingLimits = {
  ...shares,
  least: 20_000,
  members: { perSecond: 10_000_000, burst: 40_000_000 },
  guests: { perSecond: 4_000_000, burst: 20_000_000 },
} as const satisfies FairQueueLimits

/**
 * For sockets that connect. A member is a session here: a device that shows hundreds of rooms in a stock client has a
 * socket for each. Guests of one network may be a whole office.
 */
export const arrivalLimits = {
  ...shares,
  accountAtOnce: 1,
  least: 1,
  members: { perSecond: 50, burst: 500 },
  guests: { perSecond: 100, burst: 1_000 },
} as const satisfies FairQueueLimits

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
  readonly #limits: FairQueueLimits
  readonly #budgets: { members: RateLimit; guests: RateLimit }
  #running = 0
  #runningGuests = 0
  readonly #runningOf = new Map<string, number>()
  #sinceGuest = 0
  #cancelWake: (() => void) | null = null

  constructor(clock: Clock, limits: FairQueueLimits) {
    const { members, guests } = limits
    this.#clock = clock
    this.#limits = limits
    const budget = ({ perSecond: rate, burst }: Budget) =>
      new RateLimit({ ...perSecond(rate, burst), keys: anyNumberOfKeys }, () => clock.now())
    this.#budgets = {
      members: budget(members),
      guests: budget(guests),
    }
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
    while (this.#running < this.#limits.atOnce) {
      const next = this.#next()
      if (next === null) break
      this.#begin(next)
    }
    if (this.#running === 0) this.#wakeLater()
  }

  #next(): Waiting | null {
    const mayGuest = this.#runningGuests < this.#limits.guestsAtOnce
    const isGuestsTurn = this.#sinceGuest >= this.#limits.guestsEvery
    if (mayGuest && isGuestsTurn) return this.#ofGuests() ?? this.#ofMembers()
    return this.#ofMembers() ?? (mayGuest ? this.#ofGuests() : null)
  }

  #ofMembers(): Waiting | null {
    const next = this.#members.take((user) => this.#mayRun('members', user))
    if (next) this.#sinceGuest++
    return next
  }

  #ofGuests(): Waiting | null {
    const next = this.#guests.take((network) => this.#mayRun('guests', network))
    if (next) this.#sinceGuest = 0
    return next
  }

  async #begin({ payer, room, connection, work, done, failed }: Waiting): Promise<void> {
    this.#count(connection, room, -1)
    this.#countRunning(payer, 1)
    try {
      this.#spend(payer, await work())
      done()
    } catch (error) {
      failed(error)
    } finally {
      this.#countRunning(payer, -1)
      this.#go()
    }
  }

  #countRunning({ isGuest, account }: Payer, by: number): void {
    this.#running += by
    if (isGuest) this.#runningGuests += by
    const now = (this.#runningOf.get(account) ?? 0) + by
    if (now > 0) this.#runningOf.set(account, now)
    else this.#runningOf.delete(account)
  }

  #mayRun(kind: 'members' | 'guests', account: string): boolean {
    return (this.#runningOf.get(account) ?? 0) < this.#limits.accountAtOnce && this.#waitMs(kind, account) === 0
  }

  #spend({ isGuest, account }: Payer, cost: number): void {
    this.#budgets[isGuest ? 'guests' : 'members'].spend(account, this.#limits.least + cost)
  }

  #waitMs(kind: 'members' | 'guests', account: string): number {
    return this.#budgets[kind].waitMs(account, 1)
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
