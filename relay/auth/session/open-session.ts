import { serialize } from 'hono/utils/cookie'
import type { Engine } from '../engine.ts'
import { signToken } from './credentials.ts'

/** Who came in, and the headers that say so from now on: the cookie for a page, `set-auth-token` for a program. */
export interface OpenedSession {
  user: string
  headers: Headers
}

/**
 * Opens a sign-in session for somebody who has proved who they are in another way than by password. It is better-auth's own
 * kind: the same cookie, the same end, and the same hook when it is over.
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
