import type { Clock, ClockTrouble, Log } from './surroundings.ts'

export interface ClockWatchParts {
  clock: Clock
  log: Log
}

/** What a clock that nobody sets may be off by. */
const tolerableMs = 5 * 60_000
/** One who says otherwise may be wrong themselves. */
const fewestVoices = 2
const lookEveryMs = 10_000

/**
 * Whether the clock of this machine can be right: what is kept here should not be of later than now, and most of those who are
 * connected should not all have another time. Each change is logged once.
 */
export class ClockWatch {
  readonly #parts: ClockWatchParts
  /** By how much each user's device is ahead of us. */
  readonly #voices = new Map<string, number>()
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
  heard(user: string, time: number): void {
    this.#voices.set(user, time - this.#parts.clock.now())
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
    const all = [...this.#voices.values()].sort((a, b) => a - b)
    const middle = all[Math.floor(all.length / 2)] ?? 0
    const agree = all.filter((by) => Math.abs(by) > tolerableMs && by > 0 === middle > 0).length
    return all.length >= fewestVoices && agree > all.length / 2 ? { against: 'clients', byMs: -middle } : null
  }
}
