import { createServer, type Server } from 'node:http'
import { type AddressInfo, isIPv6 } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { listeningOn } from '../cannot-start.ts'
import type { Env } from './context.ts'
import { answerInTime, type Deadlines, deadlines, endWith } from './deadlines.ts'

/** An HTTP server that a slow or senseless sender, or one who does not read, cannot occupy. */
export const makeServer = (routes: Hono<Env>, limits: Deadlines = deadlines): Server => {
  const server = createServer(
    {
      maxHeaderSize: 8 * 1024,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.keepAliveMs,
      // How often the timeouts above are looked after.
      connectionsCheckingInterval: Math.min(2_000, limits.headersMs),
    },
    answerInTime(getRequestListener(routes.fetch), limits),
  )
  // Node destroys it then, as long as nobody listens for that.
  server.setTimeout(limits.stalledMs)
  server.on('clientError', (_, socket) =>
    endWith(socket, 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n', limits.goodbyeMs),
  )
  return server
}

/** Resolves to the address once it takes connections. */
export const startListening = (server: Server, port: number, host: string): Promise<AddressInfo> =>
  listeningOn(
    host,
    port,
    () =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => {
          server.off('error', reject)
          resolve(server.address() as AddressInfo)
        })
      }),
  )

export const urlOf = ({ address, port }: AddressInfo): string =>
  `http://${address === '0.0.0.0' || address === '::' ? 'localhost' : isIPv6(address) ? `[${address}]` : address}:${port}`
