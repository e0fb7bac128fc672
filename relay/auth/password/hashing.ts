import { hashPassword, verifyPassword } from 'better-auth/crypto'

/** More password checks are waiting than could be done in a reasonable time. */
export class Crowded extends Error {
  override name = 'Crowded'
}

/** Each hash takes 32 MB and most of a core, so both the number of running and of waiting ones is limited. */
export const hashing = (atOnce = 2, waitingLimit = 100) => {
  const inTurn = takeTurns(atOnce, waitingLimit)
  return {
    hash: (password: string): Promise<string> => inTurn(() => hashPassword(password)),
    verify: (check: { hash: string; password: string }): Promise<boolean> => inTurn(() => verifyPassword(check)),
  }
}
export type Hashing = ReturnType<typeof hashing>

export const takeTurns = (atOnce: number, waitingLimit: number) => {
  const waiting: (() => void)[] = []
  let running = 0
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) {
      if (waiting.length >= waitingLimit) throw new Crowded()
      await new Promise<void>((start) => waiting.push(start))
    } else running++
    try {
      return await work()
    } finally {
      // Hand the place to the next in line. If it were freed, a newcomer could take it first.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
