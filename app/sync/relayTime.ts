interface RelayTimeParts {
  /** The device's own clock, which anybody can change. */
  wall(): number
  /**
   * Milliseconds since an arbitrary start. Nobody can set it, but in some browsers it stops while the device sleeps.
   */
  steady(): number
  /** Whether the relay is connected now. */
  isConnected(): boolean
  /** What was known about the relay's time when this page was opened. */
  before: KnownTime | null
  keep(known: KnownTime): void
}

/** How many milliseconds the relay's clock is ahead of the device's, and the last time that the relay told. */
export interface KnownTime {
  offset: number
  heard: number
}

/** The relay's time, as well as it is known here. The device's clock matters only while the relay is not connected. */
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
    // Without the relay we cannot tell whether the device's clock jumped ahead because somebody set it or because the
    // device slept. So the later of both times is used.
    return Math.floor(this.#heardAt !== null && isConnected() ? since : Math.max(since, wall() + offset))
  }
}
