import type { IncomingMessage } from 'node:http'
import type { ArchiveStore } from '../../archive/archived-room.ts'
import type { Accounts } from '../../auth/accounts.ts'
import type { Provider } from '../../auth/oidc/provider.ts'
import type { Clock } from '../../base/surroundings.ts'
import type { HasSpace } from '../../data-folder/space.ts'
import type { DemoDay } from '../../demo/day.ts'
import type { Mailer } from '../../mail/mailer.ts'
import { makePost } from '../../mail/post.ts'
import type { AccountDeletions } from '../../people/account-deletion.ts'
import { isLoopback, originsServed } from './addresses.ts'
import { networkReader } from './client-network.ts'
import type {
  AccountIndex,
  CoreOfAccounts,
  CoreOfHealth,
  CoreOfRooms,
  CoreOfSockets,
  PictureIndex,
  RoomIndex,
} from './core.ts'
import { makeForeignLog } from './guard.ts'
import { watchSessions } from './live-sessions.ts'
import { makeRoutes } from './routes.ts'
import { listenAsLocalhost, makeServer, startListening, urlOf } from './server.ts'
import { serveStatic } from './static-files.ts'
import { takeUpgrades } from './upgrade.ts'

export interface HttpParts {
  accounts: Accounts
  core: CoreOfAccounts & CoreOfRooms & CoreOfHealth & CoreOfSockets & { endSession(session: string): void }
  store: AccountIndex & RoomIndex & PictureIndex & ArchiveStore
  accountDeletions: Pick<AccountDeletions, 'finishAll'>
  mailer: Mailer
  /** Null if people sign in only with an account of this relay. */
  provider: Provider | null
  hasSpace: HasSpace
  /** Null if this relay is not a demo. */
  demo: DemoDay | null
  /** How many rooms one account can create in a day. */
  roomsADay: number
  clock: Clock
  port: number
  host: string
  /** Empty: the addresses that the relay listens on. */
  origins: readonly string[]
  trustedProxies: readonly string[]
  /** The built app, or null if another server serves it. */
  appFolder: string | null
  log(line: string, error?: unknown): void
}

const sessionsAreCheckedEveryMs = 60_000
/** How long a slow mail server may delay the shutdown. */
const lettersWaitMs = 2_000

/** Serves the pages, the API and the sockets on one port. */
export const openHttp = async (parts: HttpParts) => {
  const { accounts, core, store, clock, log } = parts
  const origins = new Set(parts.origins)
  /**
   * Used if no origin was set. It is asked each time, because the machine may get another address while the relay runs.
   */
  let served = (): string[] => []
  const isOwnOrigin = (origin: string) => origins.has(origin) || served().includes(origin)
  const foreign = makeForeignLog(log)
  const networkOf = networkReader(parts.trustedProxies)
  const network = ({ socket, headers }: IncomingMessage) =>
    networkOf(socket.remoteAddress ?? '', String(headers['x-forwarded-for'] ?? ''))
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
      store,
      accountDeletions: parts.accountDeletions,
      post,
      provider: parts.provider,
      demo: parts.demo,
      hasSpace: parts.hasSpace,
      roomsADay: parts.roomsADay,
      isOwnOrigin,
      foreign,
      origin,
      log,
      now: clock.now,
      network: ({ env }) => network(env.incoming),
      ...(parts.appFolder === null ? {} : { app: serveStatic(parts.appFolder) }),
    }),
    network,
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
    clock,
    live,
    used: accounts.use.touch,
    network,
    isOwnOrigin,
    foreign,
    log,
  })
  const address = await startListening(server, parts.port, parts.host)
  // A proxy, which `--origin` speaks of, is believed by its address: it must not come from another one than before.
  const localhost = parts.origins.length === 0 ? await listenAsLocalhost(server, address) : null
  if (origins.size === 0) {
    served = () => originsServed(address, parts.host)
    for (const origin of served()) origins.add(origin)
  }
  return {
    url: urlOf(address),
    /** What a person opens: passkeys work at localhost, and not at a bare address. */
    page: localhost ? `http://localhost:${address.port}` : urlOf(address),
    origins: [...origins] as readonly string[],
    /** Addresses at which other machines reach the relay without a proxy. Null if it listens only for this machine. */
    outside: isLoopback(address.address)
      ? null
      : (originsServed(address, parts.host).filter((url) => !isLoopback(hostOf(url))) as readonly string[]),
    /** Resolves when every letter was handed to the mail server or given up. */
    posted: post.settled,
    async close() {
      live.stop()
      localhost?.close()
      server.close()
      await upgrades.close()
      server.closeAllConnections()
      await accounts.use.write().catch((error) => log('could not save when sessions were last used', error))
      await Promise.race([post.settled(), new Promise((late) => clock.after(lettersWaitMs, () => late(null)))])
    },
  }
}
export type HttpSide = Awaited<ReturnType<typeof openHttp>>

const hostOf = (url: string): string => {
  const { hostname } = new URL(url)
  return hostname === 'localhost' ? '127.0.0.1' : hostname.replace(/^\[(.*)\]$/, '$1')
}
