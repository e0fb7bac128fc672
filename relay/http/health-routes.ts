import { Hono } from 'hono'
import type { Accounts } from '../auth/accounts.ts'
import { clockSentence } from '../log.ts'
import { type Env, signedOut, whoAsks } from './context.ts'
import type { CoreOfHealth } from './core.ts'

export interface HealthRouteParts {
  accounts: Accounts
  core: CoreOfHealth
}

/** How the relay is: `ok` or a sentence for whatever watches it, and the same in figures for its admins. */
export const healthRoutes = ({ accounts, core }: HealthRouteParts) =>
  new Hono<Env>()
    .get('/healthz', (context) => {
      const clock = core.clockTrouble()
      return context.text(clock ? clockSentence(clock) : 'ok', 200, { 'cache-control': 'no-store' })
    })
    .get('/api/health', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      if (!me.admin) return context.json({ error: 'not-allowed' }, 403)
      return context.json({ clock: core.clockTrouble() })
    })
