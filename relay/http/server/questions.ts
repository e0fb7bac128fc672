import type { Context, MiddlewareHandler } from 'hono'
import type { Accounts } from '../../auth/accounts.ts'
import { RateLimit } from '../../pace/rate-limit.ts'
import { type Env, whoAsks } from './context.ts'
import { tooMany } from './too-many.ts'

/**
 * Limits how often names and links can be looked up, so that nobody can list or guess them. Many people may share one
 * address, so signed-in users are counted by account. The limit for a whole network is so high that an office does not
 * reach it.
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
    // HEAD counts as well, because its status tells the answer.
    if (!['GET', 'HEAD'].includes(context.req.method)) return next()
    const network = parts.network(context)
    let afterMs = ofNetwork.take(network)
    if (afterMs > 0) return tooMany(context, afterMs)
    const me = await whoAsks(context, parts.accounts)
    afterMs = me ? ofUser.take(me.user) : ofStrangers.take(network)
    return afterMs > 0 ? tooMany(context, afterMs) : next()
  }
}
