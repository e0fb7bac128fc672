import type { Context, MiddlewareHandler } from 'hono'
import type { Accounts } from '../../auth/accounts.ts'
import { RateLimit } from '../../pace/rate-limit.ts'
import { type Env, whoAsks } from './context.ts'
import { tooMany } from './too-many.ts'

/**
 * Names and links are there to be asked about, not to be listed or guessed. Many people may sit behind one address, so whoever
 * has an account is counted by it, and only what no office asks is counted for all of them together.
 */
export const limitQuestions = (parts: {
  accounts: Accounts
  network(context: Context<Env>): string
  now(): number
}): MiddlewareHandler<Env> => {
  const each = { burst: 120, everyMs: 250 }
  const [ofStrangers, ofUser] = [new RateLimit(each, parts.now), new RateLimit(each, parts.now)]
  const ofNetwork = new RateLimit({ burst: 3_000, everyMs: 50 }, parts.now)
  return async (context, next) => {
    // A question by HEAD is answered by its status.
    if (!['GET', 'HEAD'].includes(context.req.method)) return next()
    const network = parts.network(context)
    let afterMs = ofNetwork.take(network)
    if (afterMs > 0) return tooMany(context, afterMs)
    const me = await whoAsks(context, parts.accounts)
    afterMs = me ? ofUser.take(me.user) : ofStrangers.take(network)
    return afterMs > 0 ? tooMany(context, afterMs) : next()
  }
}
