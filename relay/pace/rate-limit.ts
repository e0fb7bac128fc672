import { createHash } from 'node:crypto'

export interface AllowanceLimits {
  /** How many tries at once. */
  burst: number
  /** One try comes back each time this has passed. */
  everyMs: number
  /** How many keys are counted one by one. Further keys share a few counts. */
  keys?: number
}

/** How many shared counts there are for further keys. */
const sharedCounts = 1_000

/**
 * A number of tries for each key, which come back with time. A key is never forgotten before all its tries are back,
 * however many keys somebody makes up, or it would have no limit.
 */
export class RateLimit {
  readonly #limits: Required<AllowanceLimits>
  readonly #now: () => number
  /** When a key has all its tries back. If absent, it has them all. */
  readonly #fullAt = new Map<string, number>()
  #sweptAt = Number.NEGATIVE_INFINITY

  constructor(limits: AllowanceLimits, now: () => number) {
    this.#limits = { keys: 20_000, ...limits }
    this.#now = now
  }

  /** Takes one try. Returns 0, or for how many milliseconds there is no try left. */
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

  /** Gives back a try that was honest, so that it does not count. */
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

/** Clients choose their keys, which may be as long as a request. */
const short = (key: string): string => (key.length <= 64 ? key : createHash('sha256').update(key).digest('base64url'))
