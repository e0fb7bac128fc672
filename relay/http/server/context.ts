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
 * The cookies and the bearer token that better-auth wants to hand out. A page gets the cookie alone, which its script
 * cannot read: the token would undo that.
 */
export const passOnSession = (context: Context<Env>, from: Headers): void => {
  for (const cookie of from.getSetCookie()) context.header('set-cookie', cookie, { append: true })
  const token = from.get('set-auth-token')
  if (token && !isPage(context)) context.header('set-auth-token', token)
}

/** Browsers send no origin when they read from their own. */
export const isPage = (context: Context<Env>): boolean =>
  context.req.header('origin') !== undefined || context.req.header('cookie') !== undefined
