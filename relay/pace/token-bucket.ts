/** Tokens that come back steadily up to a number: a rate with room for a burst. */
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

  /** False, and nothing is taken, where there are not as many. */
  take(count: number, now: number): boolean {
    if (this.held(now) < count) return false
    this.#held -= count
    return true
  }

  /** Takes them even where there are not as many: what two rooms let through at once is owed. */
  spend(count: number, now: number): void {
    this.#held = this.held(now) - count
  }

  /** How long until `count` of them are there. */
  waitMs(count: number, now: number): number {
    const missing = Math.min(count, this.#burst) - this.held(now)
    return missing <= 0 ? 0 : Math.ceil((missing * 1000) / this.#perSecond)
  }
}

/** The tokens of everybody that is named: every device, say, whatever connections it writes over. */
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
