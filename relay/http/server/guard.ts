import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { largestPicture } from '../../../shared/picture/picture.ts'
import type { Env } from './context.ts'

export type IsOwnOrigin = (origin: string) => boolean

/** Limits how many are named, since strangers could fill the log with made-up origins. */
const pagesNamed = 20

/** Logs each foreign origin once, with what to do if it is one of ours. */
export const makeForeignLog = (log: (line: string) => void) => {
  const named = new Set<string>()
  return (origin: string | undefined): void => {
    const page = origin ?? 'no page'
    if (named.has(page) || named.size >= pagesNamed) return
    named.add(page)
    const isAddress = origin !== undefined && URL.canParse(origin) && new URL(origin).origin === origin
    const advice = isAddress ? `If people type that address, pass --origin ${origin}.` : ''
    log(`refused a request from ${JSON.stringify(page)}: not an address of this relay. ${advice}`.trim())
  }
}
export type ForeignLog = ReturnType<typeof makeForeignLog>

/**
 * Allows a change only from one of our own pages, or from a client that is not a browser. Browsers send `Origin` with
 * each POST. A request without `Origin` must not carry a cookie, because a cookie would give it a browser's rights.
 */
export const guardChanges =
  (isOwnOrigin: IsOwnOrigin, foreign: ForeignLog): MiddlewareHandler<Env> =>
  async (context, next) => {
    if (context.req.method === 'GET' || context.req.method === 'HEAD') return next()
    const origin = context.req.header('origin')
    const fromUs = origin === undefined ? context.req.header('cookie') === undefined : isOwnOrigin(origin)
    if (!fromUs) {
      foreign(origin)
      return context.json({ error: 'foreign-origin' }, 403)
    }
    // A form on another page cannot send these content types.
    const type = (context.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
    if (isForPictures(context)) {
      if (!pictureTypes.has(type)) return context.json({ error: 'no-picture' }, 415)
    } else if (type !== 'application/json') return context.json({ error: 'not-json' }, 415)
    return next()
  }

const pictureTypes = new Set(['image/webp', 'image/png', 'image/jpeg'])
const isForPictures = ({ req }: Context) => req.path === '/api/pictures'

const limitOf = (maxSize: number) =>
  bodyLimit({ maxSize, onError: (context) => context.json({ error: 'too-large' }, 413) })
const limits = { json: limitOf(16 * 1024), picture: limitOf(largestPicture) }

export const limitBody: MiddlewareHandler<Env> = (context, next) =>
  (isForPictures(context) ? limits.picture : limits.json)(context, next)

/**
 * Reads the whole request before the sender is checked. Otherwise a slow request could still act after its session has
 * ended.
 */
export const readWhole: MiddlewareHandler<Env> = async (context, next) => {
  if (context.req.method !== 'GET' && !isForPictures(context)) await context.req.text()
  return next()
}
