import { serialize } from 'hono/utils/cookie'
import type { Engine } from '../engine.ts'
import { signToken } from './credentials.ts'

/** Who signed in, and the headers of the new session: a cookie for a page, `set-auth-token` for a program. */
export interface OpenedSession {
  user: string
  headers: Headers
}

/**
 * Opens a session for somebody who proved who they are without a password. It is an ordinary better-auth session, with
 * the same cookie, expiry and end hook.
 */
export const makeOpenSession =
  (engine: Engine) =>
  async (user: string): Promise<OpenedSession> => {
    const { internalAdapter, authCookies, secret } = await engine.$context
    const { token } = await internalAdapter.createSession(user)
    const { name, attributes } = authCookies.sessionToken
    const signed = signToken(token, secret)
    const headers = new Headers({ 'set-auth-token': encodeURIComponent(signed) })
    headers.append('set-cookie', serialize(name, signed, { ...attributes, sameSite: 'Lax' }))
    return { user, headers }
  }
export type OpenSession = ReturnType<typeof makeOpenSession>
