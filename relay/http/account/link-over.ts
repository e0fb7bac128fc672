import type { Context } from 'hono'
import type { Accounts } from '../../auth/accounts.ts'
import type { Env } from '../server/context.ts'

/** The answer to a link that no longer works. */
export const linkOver = async (context: Context<Env>, accounts: Accounts, token: string) =>
  context.json({ error: 'link-over', why: await accounts.links.whyOver(token) }, 410)
