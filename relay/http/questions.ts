import type { Context, MiddlewareHandler } from 'hono'
import { Allowance } from '../auth/allowance.ts'
import type { Env } from './context.ts'
import { tooMany } from './too-many.ts'

/** Names and links are there to be asked about, not to be listed or guessed. */
export const limitQuestions = (parts: {
  network(context: Context<Env>): string
  now(): number
}): MiddlewareHandler<Env> => {
  const ofNetwork = new Allowance({ burst: 120, everyMs: 250 }, parts.now)
  return async (context, next) => {
    // A question by HEAD is answered by its status.
    const isQuestion = ['GET', 'HEAD'].includes(context.req.method)
    const afterMs = isQuestion ? ofNetwork.take(parts.network(context)) : 0
    return afterMs > 0 ? tooMany(context, afterMs) : next()
  }
}
