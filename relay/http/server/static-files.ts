import { createHash } from 'node:crypto'
import { type Dirent, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Context } from 'hono'
import type { Env } from './context.ts'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
}

/**
 * Serves the built app. Only files that were there at the start are served, so no path can lead out of the folder. A
 * path without an extension is one of the app's own pages, and so is every path in a room, although names of messages have a dot. Files under /assets have a hash of their content in their
 * names and never change.
 */
export const serveStatic = (folder: string) => {
  const files = new Map(listFiles(folder).map((path) => [`/${path}`, once(() => load(join(folder, path)))]))
  return async (context: Context<Env>) => {
    const { path } = context.req
    const name = files.has(path) ? path : extname(path) === '' || path.startsWith('/r/') ? '/index.html' : null
    const loaded = name === null ? undefined : files.get(name)
    if (!loaded || name === null) return context.text('There is nothing here.', 404, { 'cache-control': 'no-store' })
    const { plain, zipped, etag } = await loaded()
    const unchanged = context.req.header('if-none-match') === etag
    const zip = zipped !== null && /\bgzip\b/.test(context.req.header('accept-encoding') ?? '')
    return context.newResponse(unchanged ? null : zip ? zipped : plain, unchanged ? 304 : 200, {
      'content-type': types[extname(name)] ?? 'application/octet-stream',
      'cache-control': name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag,
      vary: 'accept-encoding',
      ...(zip && !unchanged ? { 'content-encoding': 'gzip' } : {}),
    })
  }
}

const listFiles = (folder: string): string[] => {
  const isServed = (entry: Dirent) => entry.isFile() && !entry.name.endsWith('.map')
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(isServed)
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
}

const load = async (path: string) => {
  const plain = new Uint8Array(await readFile(path))
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
  const zipped = /\.(css|html|js|json|svg|webmanifest)$/.test(path)
    ? new Uint8Array(await promisify(gzip)(plain))
    : null
  return { plain, zipped, etag }
}

const once = <T>(make: () => Promise<T>) => {
  let made: Promise<T> | null = null
  return () => {
    made ??= make()
    return made
  }
}
