import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A proxy that only knows plain HTTP, so it does not pass on `Upgrade`. `origin` replaces the `Origin` header that the
 * relay sees; null leaves it as it is. `passOn` maps a path to the path asked of the relay; null means that the path
 * belongs to another site, and is answered with 404.
 */
export const startPlainProxy = async (
  target: string,
  origin: string | null,
  passOn: (path: string) => string | null = (path) => path,
) => {
  const server = createServer((incoming, answer) => {
    const { upgrade, connection, ...headers } = incoming.headers
    if (origin !== null && headers.origin !== undefined) headers.origin = origin
    const path = passOn(incoming.url ?? '/')
    if (path === null) return void answer.writeHead(404).end()
    const passed = request(new URL(path, target), { method: incoming.method, headers }, (from) => {
      answer.writeHead(from.statusCode ?? 502, from.headers)
      from.pipe(answer)
    })
    passed.on('error', () => answer.destroy()) // either side may disconnect
    incoming.pipe(passed)
  })
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections()
      return new Promise((closed) => server.close(closed))
    },
  }
}
