import { createHash } from 'node:crypto'

export interface AllowanceLimits {
  /** How many at once. */
  burst: number
  /** One more each time this has passed. */
  everyMs: number
  /** Keys counted one by one at most; beyond them, those that come share a few counts. */
  keys?: number
}

/** Counts that are shared where there are too many keys. */
const sharedCounts = 1_000

/**
 * So many tries for each key, refilled with time. However many keys somebody makes up, none is forgotten before it is full
 * again, or its limit would be none.
 */
export class RateLimit {
  readonly #limits: Required<AllowanceLimits>
  readonly #now: () => number
  /** When a key's last try will have been refilled; absent means all of them are. */
  readonly #fullAt = new Map<string, number>()
  #sweptAt = Number.NEGATIVE_INFINITY

  constructor(limits: AllowanceLimits, now: () => number) {
    this.#limits = { keys: 20_000, ...limits }
    this.#now = now
  }

  /** Takes one try. Returns 0, or for how many milliseconds there will be none. */
  take(named: string): number {
    const key = this.#keyOf(named)
    const { burst, everyMs } = this.#limits
    const now = this.#now()
    const fullAt = Math.max(this.#fullAt.get(key) ?? now, now) + everyMs
    const afterMs = fullAt - burst * everyMs - now
    if (afterMs > 0) return afterMs
    this.#fullAt.set(key, fullAt)
    return 0
  }

  /** A try that proved honest does not count. */
  giveBack(named: string): void {
    const key = this.#keyOf(named)
    const fullAt = this.#fullAt.get(key)
    if (fullAt !== undefined) this.#fullAt.set(key, fullAt - this.#limits.everyMs)
  }

  #keyOf(named: string): string {
    const key = short(named)
    if (this.#fullAt.has(key) || this.#hasRoom()) return key
    return `shared ${createHash('sha256').update(key).digest().readUInt32BE() % sharedCounts}`
  }

  #hasRoom(): boolean {
    const now = this.#now()
    if (this.#fullAt.size >= this.#limits.keys && now - this.#sweptAt >= this.#limits.everyMs) {
      this.#sweptAt = now
      for (const [key, fullAt] of this.#fullAt) if (fullAt <= now) this.#fullAt.delete(key)
    }
    return this.#fullAt.size < this.#limits.keys
  }
}

/** A key is somebody's to choose, and may be as long as a request. */
const short = (key: string): string => (key.length <= 64 ? key : createHash('sha256').update(key).digest('base64url'))
