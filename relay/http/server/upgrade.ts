import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { closeCodes } from '../../../shared/wire/results.ts'
import type { CredentialHeaders } from '../../auth/session/credentials.ts'
import type { Sessions, SignedIn } from '../../auth/session/sessions.ts'
import type { Clock } from '../../base/surroundings.ts'
import type { Identity } from '../../connection/socket.ts'
import { calmTurn } from '../../pace/calm-turn.ts'
import { arrivalLimits, FairQueue } from '../../pace/fair-queue.ts'
import type { CoreOfSockets } from './core.ts'
import { type Deadlines, deadlines, destroyAfter, endWith } from './deadlines.ts'
import type { ForeignLog, IsOwnOrigin } from './guard.ts'
import { HttpSocket } from './http-socket.ts'
import type { LiveSessions } from './live-sessions.ts'
import { CoreSocket, FinalSocket, listen, watchForSilence } from './web-socket.ts'

export interface UpgradeParts {
  core: CoreOfSockets
  sessions: Pick<Sessions, 'find' | 'isClaimed' | 'tokenIn'>
  clock: Clock
  live: LiveSessions
  /** Called when somebody connects with this session. */
  used(session: string): void
  isOwnOrigin: IsOwnOrigin
  foreign: ForeignLog
  /** The network of a request, as used by the rate limits. */
  network(request: IncomingMessage): string
  log(line: string, error?: unknown): void
}

const limits = { maxPayload: 4 * 1024 * 1024, maxFragments: 64, perMessageDeflate: false }
const silenceMs = 30_000
const goodbyeMs = 1_000

/**
 * Accepts WebSockets at /sync and /sync/<document>. Refusals are sent as close codes after the upgrade, because a stock
 * client takes an HTTP error for a network problem and retries for ever. Only foreign pages and unknown paths are
 * refused before the upgrade.
 */
export const takeUpgrades = (server: Server, parts: UpgradeParts, within: Deadlines = deadlines) => {
  const closing = { closeTimeout: within.closingMs } // missing in the types
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    WebSocket: FinalSocket,
    ...limits,
    ...closing,
  })
  const silence = watchForSilence(silenceMs)
  const arrivals = new FairQueue(parts.clock, arrivalLimits)

  /** Sockets that connect take turns by session, or by network for guests, so that a crowd does not delay others. */
  const welcomeInTurn = async (request: IncomingMessage, raw: Duplex, head: Buffer) => {
    const network = parts.network(request)
    const token = parts.sessions.tokenIn(credentialsOf(request))
    const payer = { isGuest: token === null, account: token ?? network }
    const cancel = destroyAfter(raw, within.upgradeMs)
    const leave = () => arrivals.leave(payer, raw)
    raw.on('close', leave)
    await arrivals.run(payer, '', raw, async () => {
      raw.off('close', leave)
      // Nothing in this needs a new turn of the event loop, so without one a whole crowd would come in at once.
      await calmTurn()
      await welcome(request, raw, head, network, cancel)
      return 0
    })
  }

  const welcome = async (request: IncomingMessage, raw: Duplex, head: Buffer, network: string, cancel: () => void) => {
    const document = documentOf(request)
    const signedIn = await whoConnects(request, parts.sessions)
    if (raw.destroyed) return
    sockets.handleUpgrade(request, raw, head, (socket) => {
      cancel()
      connect(socket, raw, signedIn, document, network)
      if (isPerson(signedIn))
        closeIfOver(socket, request).catch((error) => parts.log('could not check a session', error))
    })
  }

  /** A separate function, because the listeners of the socket would otherwise keep the request in memory. */
  const connect = (
    socket: FinalSocket,
    raw: Duplex,
    signedIn: WhoConnects,
    document: string | null | undefined,
    network: string,
  ) => {
    // Without this listener, one malformed frame would end the process.
    socket.on('error', passOver)
    if (document === undefined) return socket.close(closeCodes.noSuchDocument, 'no such document')
    if (signedIn === 'expired') return socket.close(closeCodes.signedOut, 'signed out')
    if (signedIn) parts.used(signedIn.session)
    const sessionLeft = signedIn && parts.live.opened(signedIn.session)
    const connection = parts.core.accept(new CoreSocket(socket, raw), identityOf(signedIn, network), document)
    silence.add(socket)
    listen(socket, connection, parts.log)
    // One `close` listener does all of it. With a third one, beside that of `ws`, Node would reserve space for twenty
    // on each socket.
    socket.on('close', () => {
      silence.forget(socket)
      sessionLeft?.()
      connection.closed()
    })
  }

  /** Checks the session again after the upgrade: if it ended during the upgrade, there was no socket to close yet. */
  const closeIfOver = async (socket: FinalSocket, request: IncomingMessage) => {
    if ((await whoConnects(request, parts.sessions)) === 'expired') socket.close(closeCodes.signedOut, 'signed out')
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, first: Buffer) => {
    const { raw, head } = socket instanceof HttpSocket ? socket.detach(first) : { raw: socket, head: first }
    const refuse = (status: string): void =>
      endWith(raw, `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, within.goodbyeMs)
    raw.on('error', passOver)
    const { origin } = request.headers
    if (origin !== undefined && !parts.isOwnOrigin(origin)) {
      parts.foreign(origin)
      return refuse('403 Forbidden')
    }
    if (!/^\/sync(\/|\?|$)/.test(request.url ?? '')) return refuse('404 Not Found')
    welcomeInTurn(request, raw, head).catch((error) => {
      parts.log('a WebSocket upgrade failed', error)
      refuse('503 Service Unavailable')
    })
  })

  return {
    /** Asks every client to reconnect later, and cuts off those that do not close in time. */
    async close() {
      silence.stop()
      for (const socket of sockets.clients) socket.close(closeCodes.restarting, 'restarting')
      const impatience = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
      }, goodbyeMs)
      await new Promise((closed) => sockets.close(closed))
      clearTimeout(impatience)
    },
  }
}

/** Null: many documents over one socket. Undefined: a name that cannot be decoded. */
const documentOf = ({ url = '' }: IncomingMessage): string | null | undefined => {
  const path = url.split('?')[0]?.slice('/sync'.length) ?? ''
  if (path === '' || path === '/') return null
  try {
    return decodeURIComponent(path.slice(1))
  } catch {
    return undefined
  }
}

const passOver = (): void => {}

type WhoConnects = SignedIn | 'expired' | null

const isPerson = (who: WhoConnects): who is SignedIn => who !== null && who !== 'expired'

/** A cookie counts only if the browser sends `Origin`. */
const credentialsOf = ({ headers }: IncomingMessage): CredentialHeaders => ({
  cookie: headers.origin === undefined ? undefined : headers.cookie,
  authorization: headers.authorization,
})

/** Null for a guest. Credentials that are no longer valid do not make somebody a guest: the person must be told. */
const whoConnects = async (
  request: IncomingMessage,
  sessions: Pick<Sessions, 'find' | 'isClaimed'>,
): Promise<WhoConnects> => {
  const credentials = credentialsOf(request)
  if (!sessions.isClaimed(credentials)) return null
  return (await sessions.find(credentials)) ?? 'expired'
}

const identityOf = (signedIn: SignedIn | null, network: string): Identity => ({
  network,
  session: signedIn?.session ?? null,
  user: signedIn?.user ?? null,
  device: signedIn?.device ?? null,
})
