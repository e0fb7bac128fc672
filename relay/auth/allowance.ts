import { createHash } from 'node:crypto'

export interface AllowanceLimits {
  /** How many at once. */
  burst: number
  /** One more each time this has passed. */
  everyMs: number
  /** Keys remembered at most; the one unused for longest is forgotten first. */
  keys?: number
}

/** So many tries for each key, refilled with time. */
export class Allowance {
  readonly #limits: Required<AllowanceLimits>
  readonly #now: () => number
  /** When a key's last try will have been refilled; absent means all of them are. */
  readonly #fullAt = new Map<string, number>()

  constructor(limits: AllowanceLimits, now: () => number) {
    this.#limits = { keys: 20_000, ...limits }
    this.#now = now
  }

  /** Takes one try. Returns 0, or for how many milliseconds there will be none. */
  take(named: string): number {
    const key = short(named)
    const { burst, everyMs } = this.#limits
    const now = this.#now()
    const fullAt = Math.max(this.#fullAt.get(key) ?? now, now) + everyMs
    const afterMs = fullAt - burst * everyMs - now
    if (afterMs > 0) return afterMs
    this.#remember(key, fullAt)
    return 0
  }

  /** A try that proved honest does not count. */
  giveBack(named: string): void {
    const key = short(named)
    const fullAt = this.#fullAt.get(key)
    if (fullAt !== undefined) this.#fullAt.set(key, fullAt - this.#limits.everyMs)
  }

  #remember(key: string, fullAt: number): void {
    this.#fullAt.delete(key)
    this.#fullAt.set(key, fullAt)
    if (this.#fullAt.size <= this.#limits.keys) return
    const [oldest] = this.#fullAt.keys()
    if (oldest !== undefined) this.#fullAt.delete(oldest)
  }
}

/** A key is somebody's to choose, and may be as long as a request. */
const short = (key: string): string => (key.length <= 64 ? key : createHash('sha256').update(key).digest('base64url'))
