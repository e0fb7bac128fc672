import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, createServer as createPlain, isIPv6, type Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { listeningOn } from '../../base/cannot-start.ts'
import { somebodyConnected } from '../../pace/calm-turn.ts'
import type { Env } from './context.ts'
import { type Deadlines, deadlines, endWith } from './deadlines.ts'
import { HttpSocket } from './http-socket.ts'
import { requestsInTurn } from './requests-in-turn.ts'

/** An HTTP server that slow or malicious clients cannot block, whether they send too slowly or do not read. */
export const makeServer = (
  routes: Hono<Env>,
  network: (request: IncomingMessage) => string,
  limits: Deadlines = deadlines,
): Server => {
  const server = createServer(
    {
      maxHeaderSize: 8 * 1024,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.keepAliveMs,
      // How often Node checks the timeouts above.
      connectionsCheckingInterval: Math.min(2_000, limits.headersMs),
    },
    requestsInTurn(getRequestListener(routes.fetch), limits, network),
  )
  handOnInPieces(server)
  // Node destroys a stalled socket by itself, unless something listens for the `timeout` event.
  server.setTimeout(limits.stalledMs)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) =>
    endWith(socket, lastWord(error, socket as HttpSocket), limits.goodbyeMs),
  )
  return server
}

/**
 * A browser opens connections before it needs them, and takes what it reads for the answer to what it asks at that
 * moment. A connection that ends without a word it just replaces.
 */
const lastWord = ({ code }: NodeJS.ErrnoException, { bytesRead }: HttpSocket): string => {
  if (bytesRead === 0) return ''
  const status = code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request'
  return `HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`
}

/** Puts our sockets between Node's and its HTTP server. */
const handOnInPieces = (server: Server): void => {
  const [serve] = server.listeners('connection')
  server.removeAllListeners('connection')
  server.on('connection', (raw: Socket) => {
    somebodyConnected()
    const socket = new HttpSocket(raw)
    serve?.call(server, socket)
    endCheaply(socket)
  })
}

/**
 * When a connection closes, Node creates an error with a stack for each of its open requests. For a thousand requests
 * sent at once this would block everybody for a tenth of a second, so the stacks, which nobody reads, are left out.
 */
const endCheaply = (socket: HttpSocket): void => {
  let before = 0
  socket.prependListener('close', () => {
    before = Error.stackTraceLimit
    Error.stackTraceLimit = 0
  })
  // Node's own `close` listener runs between these two.
  socket.on('close', () => {
    Error.stackTraceLimit = before
  })
}

/**
 * How many connections may wait in the kernel. Above Node's 511 it would drop those of an attacked relay, and a client
 * tries again only after a second or three.
 */
const backlog = 4_096

/** Resolves to the address once the server accepts connections. */
export const startListening = (server: Server, port: number, host: string): Promise<AddressInfo> =>
  listeningOn(
    host,
    port,
    () =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, backlog, () => {
          server.off('error', reject)
          resolve(server.address() as AddressInfo)
        })
      }),
  )

const otherLoopback: Readonly<Record<string, string>> = { '127.0.0.1': '::1', '::1': '127.0.0.1' }

/**
 * Browsers look for localhost at 127.0.0.1 and at ::1, each in its own order. Where `server` listens on one of them, this
 * listens on the other one and hands it all that comes. Null where it cannot: another program has that port, or `server` is
 * not at either. A machine without the other address never looks there, so all is well without it.
 */
export const listenAsLocalhost = (
  server: Server,
  { address, port }: AddressInfo,
): Promise<{ close(): unknown } | null> =>
  new Promise((resolve) => {
    const host = otherLoopback[address]
    if (host === undefined) return resolve(null)
    const other = createPlain({ allowHalfOpen: true, noDelay: true }, (socket) => server.emit('connection', socket))
    other.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'EADDRINUSE' ? null : other))
    other.listen(port, host, backlog, () => resolve(other))
  })

export const urlOf = ({ address, port }: AddressInfo): string =>
  `http://${address === '0.0.0.0' || address === '::' ? 'localhost' : isIPv6(address) ? `[${address}]` : address}:${port}`
