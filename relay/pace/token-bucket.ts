/** How fast something may happen. */
export interface Rate {
  /** How many tokens there are at most, and so how much may happen at once after a rest. */
  burst: number
  /** One token comes back each time this has passed. */
  everyMs: number
}

export const perSecond = (tokens: number, burst: number): Rate => ({ burst, everyMs: 1_000 / tokens })

/** Tokens that come back at a steady rate, up to a maximum. */
export class TokenBucket {
  readonly #rate: Rate
  /** How long it takes until all tokens are back, as seen at `#at`. */
  #missingMs = 0
  #at = Number.NEGATIVE_INFINITY

  constructor(rate: Rate) {
    this.#rate = rate
  }

  isFull(now: number): boolean {
    return this.#missing(now) === 0
  }

  /** How many there are. Fewer than 0 are owed. */
  held(now: number): number {
    const { burst, everyMs } = this.#rate
    return withoutRounding(burst - this.#missing(now) / everyMs)
  }

  /** Takes tokens and returns 0. If there are fewer, it takes none and returns for how many milliseconds that is so. */
  take(count: number, now: number): number {
    const afterMs = this.#afterMs(count, now)
    if (afterMs === 0) this.spend(count, now)
    return afterMs
  }

  /** Takes them even if there are fewer: when two rooms let records through at the same time, tokens are owed. */
  spend(count: number, now: number): void {
    this.#missingMs = this.#missing(now) + count * this.#rate.everyMs
  }

  giveBack(count: number): void {
    this.#missingMs = Math.max(0, this.#missingMs - count * this.#rate.everyMs)
  }

  /** How many milliseconds until there are `count` tokens, or all if that is less. */
  waitMs(count: number, now: number): number {
    return this.#afterMs(Math.min(count, this.#rate.burst), now)
  }

  #afterMs(count: number, now: number): number {
    const { burst, everyMs } = this.#rate
    return Math.max(0, Math.ceil(withoutRounding(this.#missing(now) + (count - burst) * everyMs)))
  }

  /** If the clock was put back, no time has passed. */
  #missing(now: number): number {
    this.#missingMs = Math.max(0, this.#missingMs - Math.max(0, now - this.#at))
    this.#at = now
    return this.#missingMs
  }
}

/** Thirds of a millisecond do not add up exactly, and the last token must not be lost to that. */
const withoutRounding = (value: number): number => Math.round(value * 1e6) / 1e6
