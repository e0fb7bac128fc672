import { createHash } from 'node:crypto'
import { type Rate, TokenBucket } from './token-bucket.ts'

export interface RateLimitOptions extends Rate {
  /** How many keys are counted one by one. Further keys share a few counts. */
  keys?: number
}

/** For keys that nobody can make up, such as registered devices. */
export const anyNumberOfKeys = Number.POSITIVE_INFINITY

/** How many shared counts there are for further keys. */
const sharedCounts = 1_000
/** With fewer keys than this, none are forgotten. */
const fewKeys = 1_000

/**
 * A token bucket for each key. A key is never forgotten before all its tokens are back, however many keys somebody makes
 * up, or it would have no limit.
 */
export class RateLimit {
  readonly #options: Required<RateLimitOptions>
  readonly #now: () => number
  /** If a key has no bucket, it has all its tokens. */
  readonly #buckets = new Map<string, TokenBucket>()
  /** At this number of keys, those that have all their tokens are forgotten. */
  #sweepAt: number
  #sweptAt = Number.NEGATIVE_INFINITY

  constructor(options: RateLimitOptions, now: () => number) {
    this.#options = { keys: 20_000, ...options }
    this.#now = now
    this.#sweepAt = Math.min(this.#options.keys, fewKeys)
  }

  /** How many keys are remembered now. */
  get counted(): number {
    return this.#buckets.size
  }

  /** Takes one token. Returns 0, or for how many milliseconds there is none left. */
  take(named: string): number {
    return this.#bucket(named).take(1, this.#now())
  }

  /** Gives back a token that was taken for something honest, so that it does not count. */
  giveBack(named: string): void {
    this.#bucket(named).giveBack(1)
  }

  /** How many tokens there are. Fewer than 0 are owed. */
  held(named: string): number {
    return this.#bucket(named).held(this.#now())
  }

  /** Takes tokens even if there are fewer. */
  spend(named: string, count: number): void {
    this.#bucket(named).spend(count, this.#now())
  }

  /** How many milliseconds until there are `count` tokens, or all if that is less. */
  waitMs(named: string, count: number): number {
    return this.#bucket(named).waitMs(count, this.#now())
  }

  #bucket(named: string): TokenBucket {
    const key = this.#keyOf(named)
    let bucket = this.#buckets.get(key)
    if (!bucket) {
      bucket = new TokenBucket(this.#options)
      this.#buckets.set(key, bucket)
    }
    return bucket
  }

  #keyOf(named: string): string {
    const key = short(named)
    if (this.#buckets.has(key) || this.#hasRoom()) return key
    return `shared ${createHash('sha256').update(key).digest().readUInt32BE() % sharedCounts}`
  }

  #hasRoom(): boolean {
    const { keys, everyMs } = this.#options
    const now = this.#now()
    const mayHelp = this.#buckets.size < keys || now - this.#sweptAt >= everyMs
    if (this.#buckets.size >= this.#sweepAt && mayHelp) {
      this.#sweptAt = now
      for (const [key, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(key)
      this.#sweepAt = Math.min(keys, Math.max(fewKeys, 2 * this.#buckets.size))
    }
    return this.#buckets.size < keys
  }
}

/** Clients choose their keys, which may be as long as a request. */
const short = (key: string): string => (key.length <= 64 ? key : createHash('sha256').update(key).digest('base64url'))
