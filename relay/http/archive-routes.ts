import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type Context, Hono } from 'hono'
import { isId } from '../../shared/wire/documents.ts'
import { openVolume, readChapter, type Shelves } from '../archive/library.ts'
import { style, stylePath } from '../archive/page.ts'
import { listPage, nothingPage, roomPage, segmentPage } from '../archive/pages.ts'
import { robots, sitemap } from '../archive/sitemap.ts'
import { Allowance } from '../auth/allowance.ts'
import { Turnstile } from '../connection/turnstile.ts'
import type { Env } from './context.ts'
import { tooMany } from './too-many.ts'

export interface ArchiveRouteParts {
  rooms: Shelves
  /** How this relay is called from outside. */
  origin(): string
  network(context: Context<Env>): string
  now(): number
}

const contentSecurityPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** A cache asks before it shows a page again: the room may be private by now, or deleted, or a message erased. */
const fresh = 'public, no-cache'

/** Public rooms as plain pages: for search engines, and for whoever runs no script. */
export const archiveRoutes = ({ rooms, origin, network, now }: ArchiveRouteParts) => {
  const pagesOfNetwork = new Allowance({ burst: 120, everyMs: 500 }, now)
  // One page at a time is rendered: sockets come first.
  const turnstile = new Turnstile(1)

  const routes = new Hono<Env>()
  routes.on('GET', ['/archive', '/archive/*', '/sitemap.xml'], async (context, next) => {
    const afterMs = pagesOfNetwork.take(network(context))
    return afterMs > 0 ? tooMany(context, afterMs) : next()
  })
  const page = (path: string, render: (context: Context<Env>) => Promise<string | 'deleted' | null>) =>
    routes.get(path, async (context) => {
      const rendered = await turnstile.run(() => render(context))
      if (rendered === null) return nothing(context, 404)
      return rendered === 'deleted' ? nothing(context, 410) : send(context, rendered, 'text/html; charset=utf-8')
    })

  routes.get(stylePath, (context) => send(context, style, 'text/css; charset=utf-8'))
  page('/archive', async () =>
    listPage(
      (await rooms.publicRooms()).filter(({ guests }) => guests),
      origin(),
    ),
  )
  page('/archive/:room', async (context) => {
    const volume = await volumeOf(rooms, context)
    return volume === null || volume === 'deleted' ? volume : roomPage(volume, origin())
  })
  page('/archive/:room/:segment', async (context) => {
    const volume = await volumeOf(rooms, context)
    if (volume === null || volume === 'deleted') return volume
    const segment = volume.segments.find((sealed) => String(sealed.segment) === context.req.param('segment'))
    if (!segment) return null
    return segmentPage(volume, segment, await readChapter(rooms, volume.room.id, segment.segment), origin())
  })
  routes.get('/archive/*', (context) => nothing(context, 404))
  routes.get('/sitemap.xml', async (context) =>
    send(context, await turnstile.run(() => sitemap(rooms, origin())), 'application/xml; charset=utf-8'),
  )
  routes.get('/robots.txt', (context) => send(context, robots(origin()), 'text/plain; charset=utf-8'))
  return routes
}

const volumeOf = (rooms: Shelves, context: Context<Env>) => {
  const id = context.req.param('room')
  return isId(id) ? openVolume(rooms, id) : Promise.resolve(null)
}

const nothing = (context: Context<Env>, status: 404 | 410) =>
  context.html(nothingPage(status === 410 ? 'deleted' : 'nothing'), status, {
    'cache-control': 'no-store',
    'content-security-policy': contentSecurityPolicy,
  })

const send = async (context: Context<Env>, text: string, type: string) => {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  const headers = {
    'content-type': type,
    'content-security-policy': contentSecurityPolicy,
    'cache-control': fresh,
    vary: 'accept-encoding',
    etag,
  }
  if (context.req.header('if-none-match') === etag) return context.newResponse(null, 304, headers)
  if (!/\bgzip\b/.test(context.req.header('accept-encoding') ?? '')) return context.newResponse(text, 200, headers)
  const zipped = new Uint8Array(await promisify(gzip)(text))
  return context.newResponse(zipped, 200, { ...headers, 'content-encoding': 'gzip' })
}
