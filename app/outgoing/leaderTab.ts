import type { Clock } from '../base/clock.ts'
import type { Locks } from '../base/locks.ts'

interface LeaderTabParts {
  user: string
  locks: Locks
  clock: Clock
  /** Handles what other tabs or earlier sessions left unfinished. */
  retry(): Promise<void>
  /** Called when this tab begins to lead. */
  led(): void
}

/** Another tab notices after this time that a tab died between writing to the journal and to the document. */
const retryAfterMs = 5_000
/** A tab that died before it could tell the others is noticed after this time. */
const patrolMs = 30_000

/**
 * One tab of this device leads, and handles what is unfinished. If two tabs added the same record, both copies would
 * have to be kept. When the leading tab is closed, the next one leads.
 */
export class LeaderTab {
  readonly #parts: LeaderTabParts
  #leads = false
  #willRetry = false
  #closed = false
  #resign: () => void = () => {}
  #cancelRetry: () => void = () => {}
  #cancelPatrol: () => void = () => {}

  constructor(parts: LeaderTabParts) {
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
  retryNow(): void {
    if (this.#leads && !this.#closed) void this.#parts.retry()
  }

  /** Another call does not postpone it, because calls can come every second. */
  retrySoon(): void {
    if (this.#willRetry) return
    this.#willRetry = true
    this.#cancelRetry = this.#parts.clock.after(retryAfterMs, () => {
      this.#willRetry = false
      this.retryNow()
    })
  }

  close(): void {
    this.#closed = true
    this.#cancelRetry()
    this.#cancelPatrol()
    this.#resign()
  }

  #lead(): void {
    this.#leads = true
    this.#parts.led()
    this.retryNow()
    this.#patrol()
  }

  #patrol(): void {
    this.#cancelPatrol = this.#parts.clock.after(patrolMs, () => {
      this.retryNow()
      this.#patrol()
    })
  }
}
