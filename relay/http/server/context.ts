import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Accounts } from '../../auth/accounts.ts'
import type { CredentialHeaders } from '../../auth/session/credentials.ts'
import type { SignedIn } from '../../auth/session/sessions.ts'

export type Env = { Bindings: HttpBindings }

export const credentialsOf = (context: Context<Env>): CredentialHeaders => ({
  cookie: context.req.header('cookie'),
  authorization: context.req.header('authorization'),
})

export const whoAsks = (context: Context<Env>, accounts: Accounts): Promise<SignedIn | null> =>
  accounts.sessions.find(credentialsOf(context))

export const signedOut = (context: Context<Env>) => context.json({ error: 'signed-out' }, 401)

/**
 * Passes on the session cookie and, except to pages, the bearer token of better-auth. A page gets only the cookie,
 * because scripts cannot read it, but they could read a token.
 */
export const passOnSession = (context: Context<Env>, from: Headers): void => {
  for (const cookie of from.getSetCookie()) context.header('set-cookie', cookie, { append: true })
  const token = from.get('set-auth-token')
  if (token && !isPage(context)) context.header('set-auth-token', token)
}

/** Whether a page asks. Browsers send no `Origin` when a page reads from its own origin, so a cookie counts as well. */
export const isPage = (context: Context<Env>): boolean =>
  context.req.header('origin') !== undefined || context.req.header('cookie') !== undefined
