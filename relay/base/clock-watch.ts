import type { Clock, ClockTrouble, Log } from './surroundings.ts'

export interface ClockWatchParts {
  clock: Clock
  log: Log
}

/** What a clock that nobody sets may be off by. */
const tolerableMs = 5 * 60_000
/** Accounts and clocks are anybody's to make up: so many accounts must say otherwise, from so many networks … */
const fewest = { accounts: 3, networks: 2 }
/** … and this share of all accounts that are connected. */
const leastShare = 2 / 3
const lookEveryMs = 10_000

/**
 * Whether the clock of this machine can be right: what is kept here should not be of later than now, and most of those who are
 * connected should not all have another time. Each change is logged once.
 */
export class ClockWatch {
  readonly #parts: ClockWatchParts
  /** By how much each user's device is ahead of us, and where it is. */
  readonly #voices = new Map<string, { aheadMs: number; network: string }>()
  #newest = 0
  #lookedAt = 0
  #trouble: ClockTrouble | null = null

  constructor(parts: ClockWatchParts) {
    this.#parts = parts
  }

  /** The newest time that a record bears. */
  kept(time: number): void {
    this.#newest = Math.max(this.#newest, time)
    this.#lookNowAndThen()
  }

  /** What the clock of a user's device says, uncorrected. */
  heard(user: string, network: string, time: number): void {
    this.#voices.set(user, { aheadMs: time - this.#parts.clock.now(), network })
    this.#lookNowAndThen()
  }

  left(user: string): void {
    this.#voices.delete(user)
  }

  /** What is wrong now, if anything is. */
  trouble(): ClockTrouble | null {
    this.#look()
    return this.#trouble
  }

  #lookNowAndThen(): void {
    if (Math.abs(this.#parts.clock.now() - this.#lookedAt) >= lookEveryMs) this.#look()
  }

  #look(): void {
    const { clock, log } = this.#parts
    this.#lookedAt = clock.now()
    const before = this.#trouble
    this.#trouble = this.#wasPutBack() ?? this.#isBehindRecords() ?? this.#isOffTheOthers()
    if (before?.against !== this.#trouble?.against) log({ what: 'clock', trouble: this.#trouble })
  }

  #wasPutBack(): ClockTrouble | null {
    const byMs = this.#parts.clock.aheadMs?.() ?? 0
    return byMs > tolerableMs ? { against: 'itself', byMs } : null
  }

  #isBehindRecords(): ClockTrouble | null {
    const byMs = this.#parts.clock.now() - this.#newest
    return -byMs > tolerableMs ? { against: 'records', byMs } : null
  }

  #isOffTheOthers(): ClockTrouble | null {
    const all = [...this.#voices.values()].sort((a, b) => a.aheadMs - b.aheadMs)
    const middle = all[Math.floor(all.length / 2)]?.aheadMs ?? 0
    const agree = all.filter(({ aheadMs }) => Math.abs(aheadMs) > tolerableMs && aheadMs > 0 === middle > 0)
    const isEnough =
      agree.length >= fewest.accounts && new Set(agree.map(({ network }) => network)).size >= fewest.networks
    return isEnough && agree.length >= all.length * leastShare ? { against: 'clients', byMs: -middle } : null
  }
}
