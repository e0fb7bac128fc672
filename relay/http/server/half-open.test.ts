import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Hono } from 'hono'
import { afterEach, describe, expect, it } from 'vitest'
import { House } from '../../../tests/world/house.ts'
import { until } from '../../../tests/world/until.ts'
import { peerLimits } from '../../connection/peer.ts'
import type { Env } from './context.ts'
import { makeServer, startListening } from './server.ts'
import { takeUpgrades } from './upgrade.ts'

const limits = {
  headersMs: 200,
  requestMs: 400,
  keepAliveMs: 200,
  stalledMs: 400,
  answerMs: 5_000,
  upgradeMs: 400,
  closingMs: 400,
  goodbyeMs: 200,
}

/**
 * The HTTP server and its sockets in front of an in-memory house. Every client keeps its side of the connection open.
 */
const stage = async (within: Partial<typeof limits> = {}) => {
  const house = new House()
  let answered = 0
  let accepted = 0
  const routes = new Hono<Env>()
  routes.get('/large', (context) => {
    answered++
    return context.body(new Uint8Array(32 * 1024 * 1024))
  })
  routes.get('/small', (context) => context.text('ok'))
  routes.post('/small', async (context) => context.text(await context.req.text()))
  routes.onError((_, context) => context.text('cut off', 400))
  const server = makeServer(routes, () => 'here', { ...limits, ...within })
  const parts = {
    core: {
      accept: (...of: Parameters<typeof house.core.accept>) => {
        accepted++
        return house.core.accept(...of)
      },
    },
    // Guests have no session to look up. With a token, the look-up never ends.
    sessions: {
      isClaimed: ({ authorization }: { authorization: string | undefined }) => authorization !== undefined,
      find: () => new Promise<null>(() => {}),
      tokenIn: () => null,
    },
    clock: house.clock,
    live: { opened: () => () => {}, stop: () => {} },
    used: () => {},
    isOwnOrigin: () => false,
    foreign: () => {},
    network: () => 'here',
    log: () => {},
  }
  const upgrades = takeUpgrades(server, parts, { ...limits, ...within })
  const { port } = await startListening(server, 0, '127.0.0.1')
  const clients: Socket[] = []
  const open = async (bytes: string, reads: boolean): Promise<Socket> => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    socket.on('error', () => {})
    clients.push(socket)
    await once(socket, 'connect')
    if (bytes !== '') socket.write(bytes)
    if (reads) socket.resume()
    return socket
  }
  const held = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)))
  stop = async () => {
    for (const client of clients) client.destroy()
    server.closeAllConnections()
    server.close()
    await upgrades.close()
  }
  let read = 0
  server.on('request', () => {
    read++
  })
  return { house, open, held, answered: () => answered, accepted: () => accepted, read: () => read }
}
let stop = async () => {}
afterEach(() => stop())

const upgrade = (path: string, headers = ''): string =>
  `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n${headers}\r\n`

describe('every socket ends, even if the client never closes its side', () => {
  it.each([
    ['connects and says nothing', ''],
    ['stops in the middle of the headers', 'GET /small HTTP/1.1\r\nhost: x\r\n'],
    ['stops in the middle of the body', 'POST /small HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhalf'],
    ['asks nothing more', 'GET /small HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['says what is no HTTP', '\x16\x03\x01\x02\x00\r\n\r\n'],
    ['says too much', `GET / HTTP/1.1\r\nlong: ${'x'.repeat(9_000)}\r\n\r\n`],
    ['does not read the answer', 'GET /large HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['wants an upgrade elsewhere', upgrade('/elsewhere')],
    ['wants an upgrade from a foreign page', upgrade('/sync', 'origin: http://elsewhere.example\r\n')],
    ['wants an upgrade that is none', 'GET /sync HTTP/1.1\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'],
    ['waits for a look-up that never ends', upgrade('/sync', 'authorization: Bearer x\r\n')],
    ['asks for a document that is none', upgrade('/sync/%')],
    ['breaks the WebSocket protocol', `${upgrade('/sync')}\xff\xff\xff\xff`],
  ])('for a client that %s', async (_, bytes) => {
    const { open, held } = await stage()
    for (const reads of [true, false]) for (let n = 0; n < 5; n++) await open(bytes, reads)
    let left = 10
    await until('all are gone', async () => {
      left = await held()
      return left === 0
    })
    expect(left).toBe(0)
  })

  it.each([
    [
      'hears nothing if it asked nothing: a browser takes what it hears for the answer to what it is about to ask',
      '',
      '',
    ],
    ['hears 408 if it stopped in the middle of the headers', 'GET /small HTTP/1.1\r\nhost: x\r\n', '408'],
    ['hears 400 if it says what is no HTTP', '\x16\x03\x01\x02\x00\r\n\r\n', '400'],
  ])('and a client %s', async (_, bytes, status) => {
    // Node looks at the deadline of the headers every 200 ms, so it may see only after 400 that it is over. A stalled
    // connection ends without a word, and must not end before that.
    const { open } = await stage({ stalledMs: 2_000 })
    const client = await open(bytes, true)
    let heard = ''
    client.on('data', (data) => {
      heard += data
    })
    await once(client, 'end')
    expect(heard.split(' ')[1] ?? '').toBe(status)
  })

  it('for a client that says nothing after the upgrade', async () => {
    // Long limits, so that no client is cut off before it is connected, even on a slow machine.
    const patient = { headersMs: 60_000, requestMs: 60_000, upgradeMs: 60_000 }
    const { house, open, held, accepted } = await stage(patient)
    for (const reads of [true, false]) await open(upgrade('/sync'), reads)
    await until('they are in', () => accepted() === 2)
    await house.clock.pass(peerLimits.firstFrameMs + peerLimits.graceMs)
    await until('all are gone', async () => (await held()) === 0)
  })

  it('answers at most eight requests that come at once on a connection', async () => {
    const { open, held, answered } = await stage()
    await open('GET /large HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(500), false)
    await until('it is gone', async () => (await held()) === 0)
    expect(answered()).toBeLessThanOrEqual(8)
  })

  it('reads eight of five hundred requests that come at once on a connection, and more as it answers', async () => {
    const { open, held, read, answered } = await stage({ stalledMs: 60_000, answerMs: 60_000 })
    const socket = await open('GET /large HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(500), false)
    await until('some are answered', () => answered() >= 1)
    expect(read()).toBe(8)
    socket.resume()
    await until('the next are read', () => read() > 8)
    socket.destroy()
    await until('it is gone', async () => (await held()) === 0)
    expect(read()).toBeLessThan(500)
  })

  it('reads bodies and the requests after them, wherever the bytes are split', async () => {
    const { open } = await stage()
    const body = `\n\n\r\n\r\n${'x'.repeat(20_000)}\r\n\r\n`
    const post = `POST /small HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`
    const socket = await open(post.repeat(20), true)
    let answer = ''
    socket.on('data', (bytes) => {
      answer += bytes
    })
    await until('all are answered', () => answer.split('HTTP/1.1 200').length === 21)
    expect(answer.split(body)).toHaveLength(21)
  })
})
