import type { Clock, Log } from '../base/surroundings.ts'
import { type Store, StoreFull } from '../store/store.ts'

const gatherMs = 5_000

interface LastSeenParts {
  store: Pick<Store, 'commit'>
  clock: Clock
  log: Log
}

/** When each user was last here. It is noted when their last connection closes, and written every 5 s at most. */
export class LastSeen {
  readonly #parts: LastSeenParts
  readonly #connections = new Map<string, number>()
  readonly #waiting = new Map<string, number>()
  #cancel: (() => void) | null = null

  constructor(parts: LastSeenParts) {
    this.#parts = parts
  }

  came(user: string): void {
    this.#connections.set(user, (this.#connections.get(user) ?? 0) + 1)
  }

  left(user: string): void {
    const still = (this.#connections.get(user) ?? 0) - 1
    if (still > 0) {
      this.#connections.set(user, still)
      return
    }
    this.#connections.delete(user)
    this.#waiting.set(user, this.#parts.clock.now())
    this.#writeSoon()
  }

  async write(): Promise<void> {
    this.#cancel?.()
    this.#cancel = null
    if (this.#waiting.size === 0) return
    const seen = [...this.#waiting].map(([user, at]) => ({ user, at }))
    this.#waiting.clear()
    try {
      await this.#parts.store.commit({ seen })
    } catch (error) {
      if (!(error instanceof StoreFull))
        this.#parts.log({ what: 'fault', where: 'saving when users were last here', error })
    }
  }

  #writeSoon(): void {
    this.#cancel ??= this.#parts.clock.after(gatherMs, () => this.write())
  }
}
