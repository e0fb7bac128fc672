import type { Clock, ClockTrouble, Log } from './surroundings.ts'

export interface ClockWatchParts {
  clock: Clock
  log: Log
}

/** How far a clock without time synchronisation may be off. */
const tolerableMs = 5 * 60_000
/**
 * Anybody can create accounts and send wrong times, so at least this many accounts and networks must disagree with our
 * clock,
 */
const fewest = { accounts: 3, networks: 2 }
/** and at least this share of all connected accounts. */
const leastShare = 2 / 3
const lookEveryMs = 10_000

/**
 * Checks whether this machine's clock can be right. No stored record should be newer than now, and most connected
 * devices should not agree on another time. Each change is logged once.
 */
export class ClockWatch {
  readonly #parts: ClockWatchParts
  /** By how much each user's device is ahead of our clock, and from which network it says so. */
  readonly #deviceClocks = new Map<string, { aheadMs: number; network: string }>()
  #newest = 0
  #lookedAt = 0
  #trouble: ClockTrouble | null = null

  constructor(parts: ClockWatchParts) {
    this.#parts = parts
  }

  /** Tells the time of a stored record. The newest one is remembered. */
  kept(time: number): void {
    this.#newest = Math.max(this.#newest, time)
    this.#lookNowAndThen()
  }

  /** Tells the time of a user's device, uncorrected. */
  heard(user: string, network: string, time: number): void {
    this.#deviceClocks.set(user, { aheadMs: time - this.#parts.clock.now(), network })
    this.#lookNowAndThen()
  }

  left(user: string): void {
    this.#deviceClocks.delete(user)
  }

  /** What is wrong now. Null if nothing is. */
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
    const all = [...this.#deviceClocks.values()].sort((a, b) => a.aheadMs - b.aheadMs)
    const middle = all[Math.floor(all.length / 2)]?.aheadMs ?? 0
    const agree = all.filter(({ aheadMs }) => Math.abs(aheadMs) > tolerableMs && aheadMs > 0 === middle > 0)
    const isEnough =
      agree.length >= fewest.accounts && new Set(agree.map(({ network }) => network)).size >= fewest.networks
    return isEnough && agree.length >= all.length * leastShare ? { against: 'clients', byMs: -middle } : null
  }
}
