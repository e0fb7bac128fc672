import type { Shelves } from '../archive/library.ts'
import type { Accounts } from '../auth/accounts.ts'
import type { Provider } from '../auth/provider.ts'
import type { DemoDay } from '../demo/day.ts'
import type { Farewells } from '../farewell.ts'
import type { Mailer } from '../mail/mailer.ts'
import { makePost } from '../mail/post.ts'
import type { Clock } from '../surroundings.ts'
import { networkReader } from './client-network.ts'
import type {
  AccountIndex,
  CoreOfAccounts,
  CoreOfHealth,
  CoreOfPictures,
  CoreOfRooms,
  CoreOfSockets,
  PictureIndex,
  RoomIndex,
} from './core.ts'
import { watchSessions } from './live-sessions.ts'
import { makeRoutes } from './routes.ts'
import { makeServer, startListening, urlOf } from './server.ts'
import { serveStatic } from './static-files.ts'
import { takeUpgrades } from './upgrade.ts'

export interface DoorParts {
  accounts: Accounts
  core: CoreOfAccounts &
    CoreOfRooms &
    CoreOfPictures &
    CoreOfHealth &
    CoreOfSockets & { endSession(session: string): void }
  rooms: AccountIndex & RoomIndex & PictureIndex & Shelves
  farewells: Pick<Farewells, 'sayAll'>
  mailer: Mailer
  /** Null: people sign in here alone. */
  provider: Provider | null
  /** Null: this relay is for good. */
  demo: DemoDay | null
  clock: Clock
  port: number
  host: string
  /** Empty: the loopback addresses at the port in use. */
  origins: readonly string[]
  trustedProxies: readonly string[]
  /** The built app; null where another server has it. */
  appFolder: string | null
  log(line: string, error?: unknown): void
}

const sessionsAreCheckedEveryMs = 60_000
/** How long a mail server that does not answer may keep the relay from its end. */
const lettersWaitMs = 2_000

/** Where people come in: pages, the API and the sockets on one port. */
export const openDoor = async (parts: DoorParts) => {
  const { accounts, core, rooms, clock, log } = parts
  const origins = new Set(parts.origins)
  const isOwnOrigin = (origin: string) => origins.has(origin)
  const networkOf = networkReader(parts.trustedProxies)
  const origin = () => [...origins][0] ?? ''
  const post = makePost({
    accounts,
    mailer: parts.mailer,
    origin,
    now: clock.now,
    log,
  })
  const server = makeServer(
    makeRoutes({
      accounts,
      core,
      rooms,
      farewells: parts.farewells,
      post,
      provider: parts.provider,
      demo: parts.demo,
      isOwnOrigin,
      origin,
      log,
      now: clock.now,
      network: ({ env, req }) => networkOf(env.incoming.socket.remoteAddress ?? '', req.header('x-forwarded-for')),
      ...(parts.appFolder === null ? {} : { app: serveStatic(parts.appFolder) }),
    }),
  )
  const live = watchSessions({
    ended: accounts.sessions.ended,
    inUse: async (sessions) => {
      for (const session of sessions) accounts.use.touch(session)
      await accounts.use.write()
    },
    endSession: (session) => core.endSession(session),
    after: clock.after,
    everyMs: sessionsAreCheckedEveryMs,
    log,
  })
  const upgrades = takeUpgrades(server, {
    core,
    sessions: accounts.sessions,
    live,
    used: accounts.use.touch,
    isOwnOrigin,
    log,
  })
  const address = await startListening(server, parts.port, parts.host)
  if (origins.size === 0) for (const origin of loopbackOrigins(address.port)) origins.add(origin)
  return {
    url: urlOf(address),
    origins: [...origins] as readonly string[],
    /** Resolved when every letter that was asked for is on its way, or was given up. */
    posted: post.settled,
    async close() {
      live.stop()
      server.close()
      await upgrades.close()
      server.closeAllConnections()
      await accounts.use.write().catch((error) => log('the last uses of sessions were not kept', error))
      await Promise.race([post.settled(), new Promise((late) => clock.after(lettersWaitMs, () => late(null)))])
    },
  }
}
export type Door = Awaited<ReturnType<typeof openDoor>>

const loopbackOrigins = (port: number): string[] => [`http://localhost:${port}`, `http://127.0.0.1:${port}`]
