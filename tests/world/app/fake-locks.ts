import type { Locks } from '../../../app/base/locks.ts'

/** The Web Locks of one browser. */
export const fakeLocks = (): NonNullable<Locks> => {
  const tails = new Map<string, Promise<unknown>>()
  const request = async (name: string, ...rest: unknown[]) => {
    const run = rest.at(-1) as (lock: object | null) => unknown
    const { ifAvailable } = (rest.length > 1 ? rest[0] : {}) as LockOptions
    if (ifAvailable && tails.has(name)) return run(null)
    const before = tails.get(name) ?? Promise.resolve()
    const mine = before.then(() => run({ name }))
    const tail: Promise<unknown> = mine.catch(() => {}).then(() => tails.get(name) === tail && tails.delete(name))
    tails.set(name, tail)
    return mine
  }
  return { request } as NonNullable<Locks>
}
