import type { Accounts } from '../auth/accounts.ts'
import type { Clock } from '../surroundings.ts'
import { networkReader } from './client-network.ts'
import type { CoreOfAccounts, CoreOfRooms, CoreOfSockets, RoomIndex } from './core.ts'
import { watchSessions } from './live-sessions.ts'
import { makeRoutes } from './routes.ts'
import { makeServer, startListening, urlOf } from './server.ts'
import { serveStatic } from './static-files.ts'
import { takeUpgrades } from './upgrade.ts'

export interface DoorParts {
  accounts: Accounts
  core: CoreOfAccounts & CoreOfRooms & CoreOfSockets & { endSession(session: string): void }
  rooms: RoomIndex
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

/** Where people come in: pages, the API and the sockets on one port. */
export const openDoor = async (parts: DoorParts) => {
  const { accounts, core, rooms, clock, log } = parts
  const origins = new Set(parts.origins)
  const isOwnOrigin = (origin: string) => origins.has(origin)
  const networkOf = networkReader(parts.trustedProxies)
  const server = makeServer(
    makeRoutes({
      accounts,
      core,
      rooms,
      isOwnOrigin,
      log,
      now: clock.now,
      network: ({ env, req }) => networkOf(env.incoming.socket.remoteAddress ?? '', req.header('x-forwarded-for')),
      ...(parts.appFolder === null ? {} : { app: serveStatic(parts.appFolder) }),
    }),
  )
  const live = watchSessions({
    ended: accounts.sessions.ended,
    endSession: (session) => core.endSession(session),
    after: clock.after,
    everyMs: sessionsAreCheckedEveryMs,
    log,
  })
  const upgrades = takeUpgrades(server, { core, sessions: accounts.sessions, live, isOwnOrigin, log })
  const address = await startListening(server, parts.port, parts.host)
  if (origins.size === 0) for (const origin of loopbackOrigins(address.port)) origins.add(origin)
  return {
    url: urlOf(address),
    origins: [...origins] as readonly string[],
    async close() {
      live.stop()
      server.close()
      await upgrades.close()
      server.closeAllConnections()
    },
  }
}
export type Door = Awaited<ReturnType<typeof openDoor>>

const loopbackOrigins = (port: number): string[] => [`http://localhost:${port}`, `http://127.0.0.1:${port}`]
