import type { Locks } from '../../app/base/locks.ts'

interface Wish {
  owner: object
  grant(): void
}

/** The Web Locks of one browser. A tab that dies releases its locks and its place in every queue. */
export class LockTable {
  readonly #queues = new Map<string, Wish[]>()

  /** Like `navigator.locks` in one tab: exclusive locks, with `ifAvailable`. */
  of(owner: object): NonNullable<Locks> {
    const request = (name: string, ...rest: unknown[]): Promise<unknown> => {
      const run = rest.at(-1) as (lock: object | null) => unknown
      const { ifAvailable } = (rest.length > 1 ? rest[0] : {}) as LockOptions
      return this.#request(name, owner, ifAvailable === true, run)
    }
    return { request } as NonNullable<Locks>
  }

  releaseAll(owner: object): void {
    for (const queue of this.#queues.values()) {
      const held = queue[0]?.owner === owner
      const others = queue.filter((wish) => wish.owner !== owner)
      queue.splice(0, queue.length, ...others)
      if (held) queue[0]?.grant()
    }
  }

  async #request(name: string, owner: object, ifAvailable: boolean, run: (lock: object | null) => unknown) {
    const queue = this.#queues.get(name) ?? []
    this.#queues.set(name, queue)
    if (ifAvailable && queue.length > 0) return run(null)
    const wish = await new Promise<Wish>((resolve) => {
      const made: Wish = { owner, grant: () => resolve(made) }
      queue.push(made)
      if (queue[0] === made) made.grant()
    })
    try {
      return await run({ name })
    } finally {
      if (queue[0] === wish) {
        queue.shift()
        queue[0]?.grant()
      }
    }
  }
}
