import { type Context, Hono } from 'hono'
import type { ArchiveStore } from '../../archive/archived-room.ts'
import type { HasSpace } from '../../data-folder/space.ts'
import { StoreFull } from '../../store/store.ts'
import { type AccountRouteParts, accountRoutes } from '../account/account-routes.ts'
import { type DeletionRouteParts, deletionRoutes } from '../account/deletion-routes.ts'
import { type DemoRouteParts, demoRoutes } from '../account/demo-routes.ts'
import { type OidcRouteParts, oidcRoutes } from '../account/oidc-routes.ts'
import { passkeyRoutes } from '../account/passkey-routes.ts'
import { passwordRoutes } from '../account/password-routes.ts'
import { profileRoutes } from '../account/profile-routes.ts'
import { sessionRoutes } from '../account/session-routes.ts'
import { makeEntry, makeWelcome } from '../account/welcome.ts'
import { healthRoutes } from '../admin/health-routes.ts'
import { type ArchiveRouteParts, archiveRoutes } from '../rooms/archive-routes.ts'
import { invitationRoutes } from '../rooms/invitation-routes.ts'
import { peopleRoutes } from '../rooms/people-routes.ts'
import { pictureRoutes, showPicture } from '../rooms/picture-routes.ts'
import { type RoomRouteParts, roomRoutes } from '../rooms/room-routes.ts'
import type { Env } from './context.ts'
import type { AccountIndex, CoreOfAccounts, CoreOfHealth, CoreOfRooms, PictureIndex, RoomIndex } from './core.ts'
import { type ForeignLog, guardChanges, type IsOwnOrigin, limitBody, readWhole } from './guard.ts'
import { noUpgrade } from './no-upgrade.ts'
import { limitQuestions } from './questions.ts'
import { securityHeaders } from './security-headers.ts'

export interface RouteParts
  extends Omit<AccountRouteParts, 'welcome'>,
    Omit<DemoRouteParts, 'welcome'>,
    Omit<OidcRouteParts, 'enter'>,
    DeletionRouteParts,
    RoomRouteParts,
    ArchiveRouteParts {
  core: CoreOfAccounts & CoreOfRooms & CoreOfHealth
  store: AccountIndex & RoomIndex & ArchiveStore & PictureIndex
  isOwnOrigin: IsOwnOrigin
  foreign: ForeignLog
  hasSpace: HasSpace
  /** Serves everything outside the API. Absent if another server serves the app. */
  app?: (context: Context<Env>) => Promise<Response>
  log(line: string, error?: unknown): void
}

export const makeRoutes = (parts: RouteParts): Hono<Env> => {
  const routes = new Hono<Env>()
  routes.use(securityHeaders)
  routes.use('/api/*', async (context, next) => {
    context.header('cache-control', 'no-store')
    await next()
  })
  routes.use('/api/*', guardChanges(parts.isOwnOrigin, parts.foreign), limitBody, readWhole)
  // The app asks here why its socket does not open. Sockets from foreign pages are refused too.
  routes.use('/sync', guardChanges(parts.isOwnOrigin, parts.foreign))
  routes.route('/', healthRoutes(parts))
  const questions = limitQuestions(parts)
  // The list of rooms is not limited: it is public, and many people behind one address may read it.
  for (const noun of ['rooms', 'users', 'people', 'invitations']) routes.use(`/api/${noun}/:about{.+}`, questions)
  const enter = makeEntry(parts.accounts, parts.core, parts.now)
  const accountParts = { ...parts, enter, welcome: makeWelcome(parts.accounts, enter) }
  routes.route('/api', accountRoutes(accountParts))
  routes.route('/api', demoRoutes(accountParts))
  routes.route('/api', oidcRoutes(accountParts))
  routes.route('/api', passkeyRoutes(accountParts))
  routes.route('/api', passwordRoutes(accountParts))
  routes.route('/api', profileRoutes(accountParts))
  routes.route('/api', sessionRoutes(accountParts))
  routes.route('/api', deletionRoutes(parts))
  routes.route('/api', roomRoutes(parts))
  routes.route('/api', invitationRoutes(parts))
  routes.route('/api', peopleRoutes(parts))
  routes.route('/api', pictureRoutes(parts))
  routes.all('/api/*', (context) => context.json({ error: 'no-such-route' }, 404))
  routes.get('/pictures/:hash', showPicture(parts))
  routes.route('/', archiveRoutes(parts))
  routes.all('/sync', noUpgrade(parts))
  routes.all('/sync/*', noUpgrade(parts))
  const { app } = parts
  if (app) routes.get('*', app)
  routes.onError(async (error, context) => {
    // better-auth throws its own errors if the disk is full, so the disk is checked as well.
    if (error instanceof StoreFull || !(await parts.hasSpace(true))) return context.json({ error: 'full' }, 507)
    parts.log(`${context.req.method} ${context.req.path} failed`, error)
    return context.json({ error: 'fault' }, 500)
  })
  return routes
}
