import { type Context, Hono } from 'hono'
import type { Shelves } from '../archive/library.ts'
import { StoreFull } from '../store/store.ts'
import { type AccountRouteParts, accountRoutes } from './account-routes.ts'
import { type ArchiveRouteParts, archiveRoutes } from './archive-routes.ts'
import type { Env } from './context.ts'
import type { AccountIndex, CoreOfAccounts, CoreOfRooms, RoomIndex } from './core.ts'
import { guardChanges, type IsOwnOrigin, limitBody } from './guard.ts'
import { passkeyRoutes } from './passkey-routes.ts'
import { passwordRoutes } from './password-routes.ts'
import { profileRoutes } from './profile-routes.ts'
import { type RoomRouteParts, roomRoutes } from './room-routes.ts'
import { securityHeaders } from './security-headers.ts'
import { sessionRoutes } from './session-routes.ts'
import { makeWelcome } from './welcome.ts'

export interface RouteParts extends Omit<AccountRouteParts, 'welcome'>, RoomRouteParts, ArchiveRouteParts {
  core: CoreOfAccounts & CoreOfRooms
  rooms: AccountIndex & RoomIndex & Shelves
  isOwnOrigin: IsOwnOrigin
  /** Everything that is not the API; absent where another server has the app. */
  app?: (context: Context<Env>) => Promise<Response>
  log(line: string, error?: unknown): void
}

export const makeRoutes = (parts: RouteParts): Hono<Env> => {
  const routes = new Hono<Env>()
  routes.use(securityHeaders)
  routes.get('/healthz', (context) => context.text('ok', 200, { 'cache-control': 'no-store' }))
  routes.use('/api/*', async (context, next) => {
    context.header('cache-control', 'no-store')
    await next()
  })
  routes.use('/api/*', guardChanges(parts.isOwnOrigin), limitBody)
  const accountParts = { ...parts, welcome: makeWelcome(parts.accounts, parts.core) }
  routes.route('/api', accountRoutes(accountParts))
  routes.route('/api', passkeyRoutes(accountParts))
  routes.route('/api', passwordRoutes(accountParts))
  routes.route('/api', profileRoutes(accountParts))
  routes.route('/api', sessionRoutes(accountParts))
  routes.route('/api', roomRoutes(parts))
  routes.all('/api/*', (context) => context.json({ error: 'no-such-route' }, 404))
  routes.route('/', archiveRoutes(parts))
  const { app } = parts
  if (app) routes.get('*', app)
  routes.onError((error, context) => {
    if (error instanceof StoreFull) return context.json({ error: 'full' }, 507)
    parts.log(`${context.req.method} ${context.req.path} failed`, error)
    return context.json({ error: 'fault' }, 500)
  })
  return routes
}
