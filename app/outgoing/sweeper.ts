import type { Clock } from '../base/clock.ts'
import type { Locks } from '../base/locks.ts'

interface SweeperParts {
  user: string
  locks: Locks
  clock: Clock
  /** Handles what other tabs or earlier sessions left unfinished. */
  sweep(): Promise<void>
  /** Called when this tab begins to lead. */
  led(): void
}

/** Another tab notices after this time that a tab died between writing to the journal and to the document. */
const sweepAfterMs = 5_000
/** A tab that died before it could tell the others is noticed after this time. */
const patrolMs = 30_000

/**
 * Decides when to sweep and in which tab. Only one tab leads: if two added the same record, both copies would have to
 * be kept.
 */
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

  /** Starts leading as soon as no other tab leads. */
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

  /** Does nothing in a tab that does not lead. */
  now(): void {
    if (this.#leads && !this.#closed) void this.#parts.sweep()
  }

  /** Another call does not postpone the sweep, because calls can come every second. */
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
    this.#parts.led()
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
