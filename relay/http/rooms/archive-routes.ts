import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { type Context, Hono } from 'hono'
import { isId } from '../../../shared/wire/documents.ts'
import { type ArchiveStore, openArchivedRoom, readArchivedSegment } from '../../archive/archived-room.ts'
import { KeptPages, sourceOf } from '../../archive/kept-pages.ts'
import { style, stylePath } from '../../archive/page.ts'
import { listPage, nothingPage, roomPage, segmentPage } from '../../archive/pages.ts'
import { robots, sitemap } from '../../archive/sitemap.ts'
import { type WrittenPage, writeInTurns } from '../../archive/written-page.ts'
import { ConcurrencyLimit } from '../../pace/concurrency-limit.ts'
import { nextTurn } from '../../pace/next-turn.ts'
import { RateLimit } from '../../pace/rate-limit.ts'
import type { Env } from '../server/context.ts'
import { tooMany } from '../server/too-many.ts'

export interface ArchiveRouteParts {
  store: ArchiveStore
  /** The public address of the relay. */
  origin(): string
  network(context: Context<Env>): string
  now(): number
}

const contentSecurityPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/**
 * A cache must ask again before it shows a page, because the room may have become private or been deleted, or a message
 * erased.
 */
const fresh = 'public, no-cache'

/** Public rooms as plain HTML pages, for search engines and for browsers without scripts. */
export const archiveRoutes = ({ store, origin, network, now }: ArchiveRouteParts) => {
  const pagesOfNetwork = new RateLimit({ burst: 120, everyMs: 500 }, now)
  const pagesAtOnce = new Crowd(mostWaiting)
  // Only one page is rendered at a time, so that the sockets are not slowed down.
  const oneAtATime = new ConcurrencyLimit(1)
  const kept = new KeptPages()

  const routes = new Hono<Env>()
  routes.on('GET', ['/archive', '/archive/*', '/sitemap.xml'], async (context, next) => {
    const from = network(context)
    const afterMs = pagesOfNetwork.take(from)
    if (afterMs > 0) return tooMany(context, afterMs)
    return (await pagesAtOnce.admit(from, next)) ? undefined : tooMany(context, 1_000)
  })
  const page = (path: string, render: (context: Context<Env>) => Promise<string | WrittenPage | 'deleted' | null>) =>
    routes.get(path, async (context) => {
      const { signal } = context.req.raw
      const rendered = await oneAtATime
        .run(() => (signal.aborted ? Promise.resolve(null) : render(context)))
        .catch(
          // The client has gone, so the unfinished page is dropped.
          (error) => (signal.aborted ? null : Promise.reject(error)),
        )
      if (rendered === null) return nothing(context, 404)
      return rendered === 'deleted' ? nothing(context, 410) : send(context, rendered, 'text/html; charset=utf-8')
    })

  routes.get(stylePath, (context) => send(context, style, 'text/css; charset=utf-8'))
  page('/archive', async () =>
    listPage(
      (await store.rooms.public()).filter(({ guests }) => guests),
      origin(),
    ),
  )
  page('/archive/:room', async (context) => {
    const archived = await archivedRoomOf(store, context)
    return archived === null || archived === 'deleted' ? archived : roomPage(archived, origin())
  })
  page('/archive/:room/:segment', async (context) => {
    const archived = await archivedRoomOf(store, context)
    if (archived === null || archived === 'deleted') return archived
    const segment = archived.segments.find((sealed) => String(sealed.segment) === context.req.param('segment'))
    if (!segment) return null
    const pause = async () => {
      await nextTurn()
      context.req.raw.signal.throwIfAborted()
    }
    const { id, name } = archived.room
    const besides = [origin(), name, segment, archived.segments.map(({ segment }) => segment)]
    const source = await sourceOf(store, id, segment.segment, besides, pause)
    return kept.page(context.req.path, source, async () => {
      await pause()
      const content = await readArchivedSegment(store, id, segment.segment, pause)
      return writeInTurns(segmentPage(archived, segment, content, origin()), pause)
    })
  })
  routes.get('/archive/*', (context) => nothing(context, 404))
  routes.get('/sitemap.xml', async (context) =>
    send(context, await oneAtATime.run(() => sitemap(store, origin())), 'application/xml; charset=utf-8'),
  )
  routes.get('/robots.txt', (context) => send(context, robots(origin()), 'text/plain; charset=utf-8'))
  return routes
}

/** How many pages one network may wait for at once. More than that get 429. */
const mostWaiting = 4

/** Limits how many run at once for each name. */
class Crowd {
  readonly #most: number
  readonly #inside = new Map<string, number>()

  constructor(most: number) {
    this.#most = most
  }

  /** False, without running anything, if the limit for this name is reached. */
  async admit(name: string, run: () => Promise<void>): Promise<boolean> {
    const inside = this.#inside.get(name) ?? 0
    if (inside >= this.#most) return false
    this.#inside.set(name, inside + 1)
    try {
      await run()
    } finally {
      const left = (this.#inside.get(name) ?? 1) - 1
      if (left > 0) this.#inside.set(name, left)
      else this.#inside.delete(name)
    }
    return true
  }
}

const archivedRoomOf = (store: ArchiveStore, context: Context<Env>) => {
  const id = context.req.param('room')
  return isId(id) ? openArchivedRoom(store, id) : Promise.resolve(null)
}

const nothing = (context: Context<Env>, status: 404 | 410) =>
  context.html(nothingPage(status === 410 ? 'deleted' : 'nothing'), status, {
    'cache-control': 'no-store',
    'content-security-policy': contentSecurityPolicy,
  })

const send = async (context: Context<Env>, page: string | WrittenPage, type: string) => {
  const { pieces, length, etag } = typeof page === 'string' ? await writeInTurns([page], nextTurn) : page
  const headers = {
    'content-type': type,
    'content-security-policy': contentSecurityPolicy,
    'cache-control': fresh,
    vary: 'accept-encoding',
    etag,
  }
  const answer = (body: readonly Uint8Array[], more: Record<string, string>) =>
    context.newResponse(streamOf(body), 200, { ...headers, ...more })
  if (context.req.header('if-none-match') === etag) return context.newResponse(null, 304, headers)
  if (!/\bgzip\b/.test(context.req.header('accept-encoding') ?? ''))
    return answer(pieces, { 'content-length': String(length) })
  return answer(await zipped(pieces), { 'content-encoding': 'gzip' })
}

const zipped = async (pieces: readonly Uint8Array[]): Promise<Uint8Array[]> => {
  const packed: Uint8Array[] = []
  for await (const chunk of Readable.from(pieces).pipe(createGzip())) packed.push(chunk)
  return packed
}

const streamOf = (pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> => {
  let next = 0
  return new ReadableStream({
    pull(stream) {
      const piece = pieces[next++]
      if (piece) stream.enqueue(piece)
      else stream.close()
    },
  })
}
