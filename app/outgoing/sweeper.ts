import type { Clock } from '../base/clock.ts'
import type { Locks } from '../base/locks.ts'

export interface SweeperParts {
  user: string
  locks: Locks
  clock: Clock
  /** Deals with whatever was left over. */
  sweep(): Promise<void>
}

/** A tab that dies between writing and setting is noticed by another after this. */
const sweepAfterMs = 5_000
/** One that dies before it could tell anybody is noticed after this. */
const patrolMs = 30_000

/** When to sweep, and in which tab. One tab leads: two that set the same record would both have to be kept. */
export class Sweeper {
  readonly #parts: SweeperParts
  #leads = false
  #willSweep = false
  #closed = false
  #resign: () => void = () => {}
  #cancelSweep: () => void = () => {}
  #cancelPatrol: () => void = () => {}

  constructor(parts: SweeperParts) {
    this.#parts = parts
  }

  /** Leads as soon as no other tab does. */
  start(): void {
    const { locks, user } = this.#parts
    if (!locks) {
      this.#lead()
      return
    }
    void locks.request(`yabber/${user}/delivery`, () => {
      if (this.#closed) return
      this.#lead()
      return new Promise<void>((resign) => {
        this.#resign = resign
      })
    })
  }

  leads(): boolean {
    return this.#leads
  }

  /** Nothing in a tab that does not lead. */
  now(): void {
    if (this.#leads && !this.#closed) void this.#parts.sweep()
  }

  /** Not put off by the next reason to sweep: there may be one every second. */
  soon(): void {
    if (this.#willSweep) return
    this.#willSweep = true
    this.#cancelSweep = this.#parts.clock.after(sweepAfterMs, () => {
      this.#willSweep = false
      this.now()
    })
  }

  close(): void {
    this.#closed = true
    this.#cancelSweep()
    this.#cancelPatrol()
    this.#resign()
  }

  #lead(): void {
    this.#leads = true
    this.now()
    this.#patrol()
  }

  #patrol(): void {
    this.#cancelPatrol = this.#parts.clock.after(patrolMs, () => {
      this.now()
      this.#patrol()
    })
  }
}
