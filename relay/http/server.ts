import { createServer, type Server } from 'node:http'
import { type AddressInfo, isIPv6 } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Env } from './context.ts'

/** An HTTP server that a slow or senseless sender cannot occupy. */
export const makeServer = (routes: Hono<Env>): Server => {
  const server = createServer(
    {
      maxHeaderSize: 8 * 1024,
      headersTimeout: 5_000,
      requestTimeout: 15_000,
      keepAliveTimeout: 10_000,
      // How often the timeouts above are looked after.
      connectionsCheckingInterval: 2_000,
    },
    getRequestListener(routes.fetch),
  )
  server.on('clientError', (_, socket) => {
    socket.on('error', () => {})
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
    else socket.destroy()
  })
  return server
}

/** Resolves to the address once it takes connections. */
export const startListening = (server: Server, port: number, host: string): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve(server.address() as AddressInfo)
    })
  })

export const urlOf = ({ address, port }: AddressInfo): string =>
  `http://${address === '0.0.0.0' || address === '::' ? 'localhost' : isIPv6(address) ? `[${address}]` : address}:${port}`
