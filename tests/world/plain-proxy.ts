import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A proxy that knows plain HTTP only: `Upgrade` stays behind. `origin` is what the relay is told pages came from; null: the truth.
 * `passOn`: under which path the relay is asked; null: the address is another site's, which has nothing there.
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
    passed.on('error', () => answer.destroy()) // either end may leave
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
