import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import type { Accounts } from '../../auth/accounts.ts'
import type { DemoDay } from '../../demo/day.ts'
import { friendlyName } from '../../demo/names.ts'
import { RateLimit } from '../../pace/rate-limit.ts'
import type { Env } from '../server/context.ts'
import type { CoreOfRooms } from '../server/core.ts'
import { tooMany } from '../server/too-many.ts'
import type { Welcome } from './welcome.ts'

export interface DemoRouteParts {
  accounts: Accounts
  core: CoreOfRooms
  /** Null if this relay is not a demo. */
  demo: DemoDay | null
  welcome: Welcome
  network(context: Context<Env>): string
  now(): number
}

const minute = 60_000

/** Gives a visitor an account that lasts until the end of the demo day and is a member of all its rooms. */
export const demoRoutes = ({ accounts, core, demo, welcome, network, now }: DemoRouteParts) => {
  const routes = new Hono<Env>()
  if (demo === null) return routes
  const limits = {
    ofNetwork: new RateLimit({ burst: 30, everyMs: 2 * minute }, now),
    // Each new account joins every room of the demo, and everybody's devices are told about it.
    ofAll: new RateLimit({ burst: 300, everyMs: minute }, now),
  }
  return routes.post('/demo', async (context) => {
    const afterMs = limits.ofNetwork.take(network(context)) || limits.ofAll.take('all')
    if (afterMs > 0) return tooMany(context, afterMs)
    const session = await accounts.openSession(await accounts.makeNewAccount(friendlyName(Math.random)))
    const answer = await welcome(context, session)
    for (const room of demo.rooms)
      await core.act(session.user, randomBytes(16).toString('base64url'), { do: 'join', room })
    return answer
  })
}
