import { Hono } from 'hono'
import type { Accounts } from '../../auth/accounts.ts'
import { clockSentence } from '../../base/log.ts'
import type { HasSpace } from '../../data-folder/space.ts'
import { type Env, signedOut, whoAsks } from '../server/context.ts'
import type { CoreOfHealth } from '../server/core.ts'

export interface HealthRouteParts {
  accounts: Accounts
  core: CoreOfHealth
  hasSpace: HasSpace
}

const noSpace = 'the data folder takes nothing more: the disk is full or cannot be written. Make space.'

/** Health of the relay: `ok` or one sentence for monitoring, and figures for admins. */
export const healthRoutes = ({ accounts, core, hasSpace }: HealthRouteParts) =>
  new Hono<Env>()
    .get('/healthz', async (context) => {
      if (!(await hasSpace())) return context.text(noSpace, 507, { 'cache-control': 'no-store' })
      const clock = core.clockTrouble()
      return context.text(clock ? clockSentence(clock) : 'ok', 200, { 'cache-control': 'no-store' })
    })
    .get('/api/health', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      if (!me.admin) return context.json({ error: 'not-allowed' }, 403)
      return context.json({ clock: core.clockTrouble() })
    })
