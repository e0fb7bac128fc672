import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Env } from './context.ts'

export type IsOwnOrigin = (origin: string) => boolean

/**
 * Every change comes from one of our own pages, or from no page at all. Browsers send `Origin` with each POST; a request
 * without one is a native client's, which must not carry a cookie: that would be a browser's authority.
 */
export const guardChanges =
  (isOwnOrigin: IsOwnOrigin): MiddlewareHandler<Env> =>
  async (context, next) => {
    if (context.req.method === 'GET' || context.req.method === 'HEAD') return next()
    const origin = context.req.header('origin')
    const fromUs = origin === undefined ? context.req.header('cookie') === undefined : isOwnOrigin(origin)
    if (!fromUs) return context.json({ error: 'foreign-origin' }, 403)
    // Also what a form on another page cannot send.
    const type = (context.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
    if (type !== 'application/json') return context.json({ error: 'not-json' }, 415)
    return next()
  }

export const limitBody = bodyLimit({
  maxSize: 16 * 1024,
  onError: (context) => context.json({ error: 'too-large' }, 413),
})
