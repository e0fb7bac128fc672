import type { Context } from 'hono'
import { Crowded } from '../../auth/password/hashing.ts'
import type { Env } from './context.ts'
import { tooMany } from './too-many.ts'

/** If too many passwords wait to be checked, answers that the client should try again soon. */
export const crowdedIsTooMany = (error: Error, context: Context<Env>) => {
  if (error instanceof Crowded) return tooMany(context, 5_000)
  throw error
}
