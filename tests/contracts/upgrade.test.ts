import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'
import { until } from '../world/until.ts'
import { type Browser, olga, type StartedDoor, startDoor } from './door.ts'

let door: StartedDoor
let browser: Browser
let token: string
beforeEach(async () => {
  door = await startDoor()
  browser = door.browser()
  await browser.post('/api/sign-up', olga)
  token = await door.tokenOf('/api/sign-in', { login: 'olga', password: olga.password })
})
afterEach(() => door.stop())

const open = (path: string, headers: ClientOptions['headers'] = {}) =>
  new WebSocket(door.url.replace('http', 'ws') + path, { headers: { ...headers } })
const openAsPage = (path: string) => open(path, { origin: browser.origin, cookie: browser.cookie })
const isOpen = (socket: WebSocket) => once(socket, 'open')
const closeCode = async (socket: WebSocket) => Number((await once(socket, 'close'))[0])

/** The socket that the house received last, as soon as there is one. */
const accepted = async () => {
  await until('a socket is accepted', () => door.heard.sockets.length > 0)
  return door.heard.sockets.at(-1)!
}

describe('a socket', () => {
  it('from our own page gets the user from the cookie', async () => {
    await isOpen(openAsPage('/sync'))
    const { who, document } = await accepted()
    const { user } = (await browser.get('/api/me')).json
    expect(who).toMatchObject({ user: user.id, device: null })
    expect(who.session).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect(document).toBeNull()
  })

  it('from outside a page gets the user from the bearer token and ignores cookies', async () => {
    await isOpen(open('/sync/home%2Fx', { authorization: `Bearer ${token}` }))
    expect(await accepted()).toMatchObject({ document: 'home/x', who: { user: expect.any(String) } })
    await isOpen(open('/sync/home/y', { cookie: browser.cookie }))
    expect(await accepted()).toMatchObject({ document: 'home/y', who: { session: null, user: null, device: null } })
  })

  it('without credentials belongs to a guest', async () => {
    await isOpen(open('/sync', { origin: browser.origin }))
    expect((await accepted()).who).toMatchObject({ session: null, user: null, device: null })
  })

  it('with the cookie of another program or the password of a proxy belongs to a guest', async () => {
    await isOpen(open('/sync/home/a', { origin: browser.origin, cookie: 'other.session_token=theirs' }))
    expect(await accepted()).toMatchObject({ document: 'home/a', who: { user: null } })
    await isOpen(open('/sync/home/b', { authorization: 'Basic YTpi' }))
    expect(await accepted()).toMatchObject({ document: 'home/b', who: { user: null } })
  })

  it("that also carries a proxy's password still gets the user from the cookie", async () => {
    const { origin, cookie } = browser
    await isOpen(open('/sync/home/c', { origin, cookie, authorization: 'Basic YTpi' }))
    expect(await accepted()).toMatchObject({ document: 'home/c', who: { user: expect.any(String) } })
  })

  it('from a foreign page is refused before it opens', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1']) {
      const [error] = await once(open('/sync', { origin, cookie: browser.cookie }), 'error')
      expect(error.message).toContain('403')
    }
    expect(door.heard.sockets).toEqual([])
    expect(door.heard.logged[0]).toContain('evil.example')
  })

  it('of an ended session opens and closes with 4401', async () => {
    const { cookie } = browser
    await browser.post('/api/sign-out', {})
    expect(await closeCode(open('/sync', { origin: browser.origin, cookie }))).toBe(4401)
    expect(await closeCode(open('/sync', { authorization: 'Bearer made.up' }))).toBe(4401)
    expect(door.heard.sockets).toEqual([])
  })

  it('of a session that ends during the lookup closes with 4401', async () => {
    const find = door.accounts.sessions.find
    vi.spyOn(door.accounts.sessions, 'find').mockImplementationOnce(async (headers) => {
      const found = await find(headers)
      await door.accounts.signOut(headers, false)
      return found
    })
    expect(await closeCode(openAsPage('/sync'))).toBe(4401)
  })

  it("closes with 4404 for a name that isn't valid text", async () => {
    expect(await closeCode(openAsPage('/sync/%ff'))).toBe(4404)
  })

  it('carries binary frames both ways', async () => {
    const socket = openAsPage('/sync')
    await isOpen(socket)
    socket.send(Buffer.from([1, 2, 3]))
    const entry = await accepted()
    await until('the frame is there', () => entry.frames.length > 0)
    expect(entry.frames).toEqual([Uint8Array.of(1, 2, 3)])
    entry.socket.send(Uint8Array.of(4))
    entry.socket.send(Uint8Array.of(5))
    expect([...(await once(socket, 'message'))[0]]).toEqual([4])
    entry.socket.close(4403, 'not yours')
    expect(await closeCode(socket)).toBe(4403)
    await until('it is closed', () => entry.closed)
  })

  it('closes with 4400 on a text frame', async () => {
    const socket = openAsPage('/sync')
    await isOpen(socket)
    socket.send('-1')
    expect(await closeCode(socket)).toBe(4400)
  })

  it('accepts frames of at most 4 MiB', async () => {
    const socket = openAsPage('/sync')
    await isOpen(socket)
    socket.send(new Uint8Array(4 * 1024 * 1024 + 1))
    expect(await closeCode(socket)).toBe(4413)
  })

  it.each([
    ['reserved bits', [0xf2, 0x80, 0, 0, 0, 0]],
    ['an unmasked frame', [0x82, 0x01, 0x00]],
    ['an unknown opcode', [0x83, 0x80, 0, 0, 0, 0]],
    ['a fragmented ping', [0x09, 0x80, 0, 0, 0, 0]],
    ['a frame of 2^63 bytes', [0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ])('that sends %s is closed, and the relay goes on', async (_, bytes) => {
    const { port } = new URL(door.url)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(
      'GET /sync HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\n' +
        'sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    )
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 101/)
    socket.on('data', () => {})
    socket.write(Uint8Array.from(bytes))
    await once(socket, 'close')
    expect((await browser.get('/healthz')).status).toBe(200)
  })

  it('that breaks off in the middle of the upgrade does no harm', async () => {
    const { port } = new URL(door.url)
    for (let n = 0; n < 20; n++) {
      const socket = connect(Number(port), '127.0.0.1')
      socket.on('error', () => {})
      socket.write(
        'GET /sync HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\n' +
          'sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
        () => socket.resetAndDestroy(),
      )
      await once(socket, 'close')
    }
    expect((await browser.get('/healthz')).status).toBe(200)
  })

  it('is accepted only at /sync', async () => {
    for (const path of ['/', '/api/me', '/synchronous'])
      expect((await once(open(path, { origin: browser.origin }), 'error'))[0].message).toContain('404')
  })
})

describe('live sessions', () => {
  it('are checked every minute, and an expired one is ended', async () => {
    await isOpen(openAsPage('/sync'))
    const { who } = await accepted()
    await door.time.pass(60_000)
    expect(door.heard.ended).toEqual([])
    await door.time.pass(61 * 24 * 3_600_000)
    expect(door.heard.ended).toEqual([who.session])
  })

  it('are forgotten when their last socket closes', async () => {
    const socket = openAsPage('/sync')
    await isOpen(socket)
    const entry = await accepted()
    socket.close()
    await until('it is closed', () => entry.closed)
    await door.time.pass(61 * 24 * 3_600_000)
    expect(door.heard.ended).toEqual([])
  })

  it('are closed with 1012 when the relay stops', async () => {
    const socket = openAsPage('/sync')
    await isOpen(socket)
    const code = closeCode(socket)
    await door.close()
    expect(await code).toBe(1012)
  })
})
