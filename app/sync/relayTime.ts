export interface RelayTimeParts {
  /** The device's own clock, which anybody may set. */
  wall(): number
  /** Milliseconds since whenever. Nobody can set it, but in some browsers it stands still while the device sleeps. */
  steady(): number
  /** Whether the relay is connected now. */
  isConnected(): boolean
  /** What was known when this page was opened. */
  before: KnownTime | null
  keep(known: KnownTime): void
}

/** By how much the relay's clock is ahead of the device's, and what it said last. */
export interface KnownTime {
  offset: number
  heard: number
}

/** The relay's clock, as far as it is known here. What the device's clock says matters only while the relay is away. */
export class RelayTime {
  readonly #parts: RelayTimeParts
  #known: KnownTime
  #heardAt: number | null = null

  constructor(parts: RelayTimeParts) {
    this.#parts = parts
    this.#known = parts.before ?? { offset: 0, heard: 0 }
  }

  hear(time: number): void {
    const { wall, steady, keep } = this.#parts
    this.#known = { offset: time - wall(), heard: time }
    this.#heardAt = steady()
    keep(this.#known)
  }

  now(): number {
    const { wall, steady, isConnected } = this.#parts
    const { offset, heard } = this.#known
    const since = heard + (this.#heardAt === null ? 0 : steady() - this.#heardAt)
    // Without the relay a clock that went ahead may be one that was set, or a device that slept.
    return Math.floor(this.#heardAt !== null && isConnected() ? since : Math.max(since, wall() + offset))
  }
}
