import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A proxy that knows plain HTTP only: `Upgrade` stays behind. `origin` is what the relay is told pages came from; null: the truth. */
export const startPlainProxy = async (target: string, origin: string | null) => {
  const server = createServer((incoming, answer) => {
    const { upgrade, connection, ...headers } = incoming.headers
    if (origin !== null && headers.origin !== undefined) headers.origin = origin
    const passed = request(new URL(incoming.url ?? '/', target), { method: incoming.method, headers }, (from) => {
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
