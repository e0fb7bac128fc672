import type { Context } from 'hono'
import { Crowded } from '../../auth/password/hashing.ts'
import type { Env } from './context.ts'

/** Answers 429 and tells the client how long to wait. */
export const tooMany = (context: Context<Env>, afterMs: number) => {
  context.header('retry-after', String(Math.ceil(afterMs / 1000)))
  return context.json({ error: 'too-many', afterMs }, 429)
}

/** If too many passwords wait to be checked, answers that the client should try again soon. */
export const crowdedIsTooMany = (error: Error, context: Context<Env>) => {
  if (error instanceof Crowded) return tooMany(context, 5_000)
  throw error
}
