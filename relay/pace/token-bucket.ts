/** Tokens that come back at a steady rate, up to a maximum that allows a burst. */
export class TokenBucket {
  readonly #perSecond: number
  readonly #burst: number
  #held: number
  #at: number

  constructor(perSecond: number, burst: number, now: number) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#held = burst
    this.#at = now
  }

  held(now: number): number {
    const back = (Math.max(0, now - this.#at) * this.#perSecond) / 1000
    this.#held = Math.min(this.#burst, this.#held + back)
    this.#at = now
    return this.#held
  }

  /** Returns false, and takes nothing, if there are fewer. */
  take(count: number, now: number): boolean {
    if (this.held(now) < count) return false
    this.#held -= count
    return true
  }

  /** Takes them even if there are fewer: when two rooms let records through at the same time, tokens are owed. */
  spend(count: number, now: number): void {
    this.#held = this.held(now) - count
  }

  /** How many milliseconds until there are `count` tokens. */
  waitMs(count: number, now: number): number {
    const missing = Math.min(count, this.#burst) - this.held(now)
    return missing <= 0 ? 0 : Math.ceil((missing * 1000) / this.#perSecond)
  }
}

/** One bucket per key, such as a device with all its connections. */
export class TokensByKey {
  readonly #perSecond: number
  readonly #burst: number
  readonly #byKey = new Map<string, TokenBucket>()

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond
    this.#burst = burst
  }

  of(key: string, now: number): TokenBucket {
    let tokens = this.#byKey.get(key)
    if (!tokens) {
      this.#forgetTheRested(now)
      tokens = new TokenBucket(this.#perSecond, this.#burst, now)
      this.#byKey.set(key, tokens)
    }
    return tokens
  }

  #forgetTheRested(now: number): void {
    if (this.#byKey.size % 1_000 !== 999) return
    for (const [key, tokens] of this.#byKey) if (tokens.held(now) >= this.#burst) this.#byKey.delete(key)
  }
}
