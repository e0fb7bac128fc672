import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fromBase64url, toBase64url } from '../../shared/base64url.ts'
import { deviceId } from '../../shared/record/signed-bytes.ts'
import { Chance } from '../world/chance.ts'
import { type Browser, makeKey, milo, olga, prove, type StartedDoor, startDoor } from './door.ts'

let door: StartedDoor
let browser: Browser
let user: string
beforeEach(async () => {
  door = await startDoor()
  browser = door.browser()
  user = (await browser.post('/api/sign-up', olga)).json.user.id
})
afterEach(() => door.stop())

const newId = () => randomBytes(16).toString('base64url')

/** Every route that changes something about an account. */
const changes = [
  '/api/acts',
  '/api/sign-in',
  '/api/sign-in/link',
  '/api/sign-in/passkey',
  '/api/sign-up',
  '/api/sign-out',
  '/api/devices',
  '/api/accounts/end',
  '/api/accounts/reset-link',
  '/api/account/username',
  '/api/account/password',
  '/api/account/email',
  '/api/account/email/confirm',
  '/api/account/sessions/end',
  '/api/account/devices/end',
  '/api/account/link',
  '/api/account/passkeys/remove',
  '/api/account/delete',
  '/api/password/forgotten',
  '/api/password/reset',
]

describe('a change', () => {
  const act = () => ({ id: newId(), act: { do: 'join', room: newId() } })

  it.each(['https://evil.example', 'null', 'http://localhost', 'http://127.0.0.1:1', ''])(
    'is refused from a page of %j, with or without a cookie',
    async (origin) => {
      // /sync is among them, as the app asks there by HTTP why its socket does not open.
      for (const path of [...changes, '/sync']) {
        const { status, json } = await browser.post(path, act(), { origin })
        expect([status, json.error]).toEqual([403, 'foreign-origin'])
      }
      expect(door.heard.acts).toEqual([])
      expect(door.heard.ended).toEqual([])
    },
  )

  it('without an origin is refused with a cookie and accepted without one', async () => {
    const headers = { 'content-type': 'application/json' }
    const send = (more: Record<string, string>) =>
      fetch(`${door.url}/api/sign-in`, {
        method: 'POST',
        headers: { ...headers, ...more },
        body: JSON.stringify({ login: 'olga', password: olga.password }),
      })
    expect((await send({ cookie: browser.cookie })).status).toBe(403)
    expect((await send({})).status).toBe(200)
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'is refused with the content type %j',
    async (type) => {
      const { status } = await browser.post('/api/acts', act(), { 'content-type': type })
      expect(status).toBe(415)
    },
  )

  it('is refused above 16 kB', async () => {
    expect((await browser.post('/api/acts', { junk: 'x'.repeat(20_000) })).status).toBe(413)
  })

  it("can't be made with GET", async () => {
    for (const path of changes) expect([path, (await browser.get(path)).status]).toEqual([path, 404])
    expect(door.heard.ended).toEqual([])
    expect((await browser.get('/api/me')).status).toBe(200)
  })

  it.each(changes)('to %s takes a body of any shape without a fault', async (path) => {
    const chance = new Chance(20_261)
    const fields = [
      'id',
      'token',
      'password',
      'current',
      'next',
      'login',
      'username',
      'email',
      'device',
      'erase',
      'others',
    ]
    const shapes = [
      null,
      true,
      -1,
      1e308,
      '',
      'x'.repeat(9_000),
      '\u0000\ud800',
      [],
      {},
      { a: { b: [] } },
      [[1]],
      '../..',
    ]
    for (let n = 0; n < 12; n++) {
      const body = Object.fromEntries(fields.map((field) => [field, chance.pick(shapes)]))
      const { status } = await browser.post(path, n === 0 ? null : body)
      expect([path, body, status < 500]).toEqual([path, body, true])
    }
    await door.posted()
    expect(door.heard.logged).toEqual([])
    expect(door.heard.deleted).toEqual([])
  })

  it.each(['null', '[]', '"x"', '{', '{"__proto__":{"admin":true}}', '{"login":{"a":1},"password":[]}'])(
    'with the body %s does no harm',
    async (body) => {
      const response = await fetch(`${door.url}/api/sign-in`, {
        method: 'POST',
        headers: { origin: browser.origin, 'content-type': 'application/json' },
        body,
      })
      expect([401, 422]).toContain(response.status)
      expect(door.heard.logged).toEqual([])
    },
  )
})

describe('an act', () => {
  it('reaches the rooms with its key and its author', async () => {
    const [id, room] = [newId(), newId()]
    const act = { do: 'make', room, name: 'Tea', topic: '', visibility: 'public' }
    const { status, json } = await browser.post('/api/acts', { id, act })
    expect(status).toBe(200)
    expect(json).toEqual({ result: { room, name: 'a room' } })
    expect(door.heard.acts).toEqual([{ user, id, act }])
  })

  it('that is refused answers with the refusal code', async () => {
    const { status, json } = await browser.post('/api/acts', { id: newId(), act: { do: 'leave', room: newId() } })
    expect([status, json]).toEqual([409, { error: 'owner-must-hand-over' }])
  })

  it('without a session is refused as signed out', async () => {
    const { status, json } = await door.browser().post('/api/acts', { id: newId(), act: { do: 'join', room: newId() } })
    expect([status, json]).toEqual([401, { error: 'signed-out' }])
  })

  it.each([
    { id: 'short', act: { do: 'join', room: 'AAAAAAAAAAAAAAAAAAAAAA' } },
    { id: 'AAAAAAAAAAAAAAAAAAAAAA', act: { do: 'join', room: '../secret' } },
    { id: 'AAAAAAAAAAAAAAAAAAAAAA', act: { do: 'constructor', room: 'AAAAAAAAAAAAAAAAAAAAAA' } },
    { id: 'AAAAAAAAAAAAAAAAAAAAAA' },
  ])('with a wrong form is refused: %j', async (body) => {
    expect((await browser.post('/api/acts', body)).status).toBe(422)
    expect(door.heard.acts).toEqual([])
  })
})

describe('a device', () => {
  it('P47: that proves its key is bound to this session and to no other', async () => {
    const key = makeKey()
    const { status, json } = await browser.post('/api/devices', { publicKey: key.publicKey, proof: prove(user, key) })
    expect(status).toBe(200)
    expect(json.device).toBe(toBase64url(deviceId(fromBase64url(key.publicKey))))
    expect(toBase64url(door.heard.devices[0]!.publicKey)).toBe(key.publicKey)
    expect((await browser.get('/api/me')).json.device).toBe(json.device)
    const elsewhere = door.browser()
    await elsewhere.post('/api/sign-in', { login: 'olga', password: olga.password })
    expect((await elsewhere.get('/api/me')).json.device).toBeNull()
  })

  it("can't be registered with a proof for somebody else, for another key, or with none", async () => {
    const [key, other] = [makeKey(), makeKey()]
    for (const body of [
      { publicKey: key.publicKey, proof: prove(newId(), key) },
      { publicKey: other.publicKey, proof: prove(user, key) },
      { publicKey: key.publicKey, proof: '' },
      { publicKey: 'AAAA', proof: prove(user, key) },
      { publicKey: `${key.publicKey}=`, proof: prove(user, key) },
      {},
    ])
      expect((await browser.post('/api/devices', body)).status).toBe(422)
    expect(door.heard.devices).toEqual([])
  })

  it('P48: belongs to one user', async () => {
    const key = makeKey()
    await browser.post('/api/devices', { publicKey: key.publicKey, proof: prove(user, key) })
    const second = door.browser()
    const { json } = await second.post('/api/sign-up', milo)
    const answer = await second.post('/api/devices', { publicKey: key.publicKey, proof: prove(json.user.id, key) })
    expect([answer.status, answer.json]).toEqual([409, { error: 'taken' }])
    expect((await second.get('/api/me')).json.device).toBeNull()
  })

  it('is refused when its user has just registered fifty others', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 52; n++) {
      const key = makeKey()
      const { status } = await browser.post('/api/devices', { publicKey: key.publicKey, proof: prove(user, key) })
      statuses.push(status)
    }
    expect(statuses.filter((status) => status !== 200)).toEqual([429, 429])
  })
})

describe('how often', () => {
  const sent = async (count: number, send: () => Promise<{ status: number }>) => {
    const answers = await Promise.all(Array.from({ length: count }, send))
    return answers.filter(({ status }) => status === 429).length
  }

  it('a user acts: 600 times at once, and then four times a second', async () => {
    const act = () => browser.post('/api/acts', { id: newId(), act: { do: 'join', room: newId() } })
    expect(await sent(600, act)).toBe(0)
    expect(await sent(200, act)).toBeGreaterThan(0)
    await door.time.pass(60_000)
    expect(await sent(1, act)).toBe(0)
  })

  it('guests of one network ask by name: 120 times at once, and each account has the same limit of its own', async () => {
    const guest = door.browser()
    expect(await sent(121, () => guest.get('/api/rooms/by-name/tea'))).toBe(1)
    // People with an account are counted by it, since many may share one network address.
    expect((await browser.get('/api/users/by-name/olga')).status).toBe(200)
    expect(await sent(120, () => browser.get('/api/users/by-name/olga'))).toBe(1)
    expect((await fetch(`${door.url}/api/rooms/by-name/tea`, { method: 'HEAD' })).status).toBe(429)
    expect((await guest.get('/api/me')).status).toBe(401)
  })
})

describe('questions by name', () => {
  it('about people are answered only to people who are signed in', async () => {
    expect((await browser.get('/api/users/by-name/OLGA')).json).toEqual({ id: user, username: 'Olga', name: 'Olga' })
    expect((await browser.get('/api/users/by-name/nobody')).status).toBe(404)
    expect((await door.browser().get('/api/users/by-name/olga')).status).toBe(401)
  })

  it('about rooms are answered to everybody', async () => {
    expect((await door.browser().get('/api/rooms')).json).toEqual([])
    const { list, version } = (await door.browser().get('/api/rooms?seen=')).json
    expect(list).toEqual([])
    expect((await door.browser().get(`/api/rooms?seen=${version}`)).json).toEqual({ version })
    expect((await door.browser().get(`/api/rooms/by-name/${encodeURIComponent('Tea & talk')}`)).json).toEqual({
      state: 'free',
    })
    expect((await door.browser().get('/api/rooms/by-name/%23')).status).toBe(422)
  })
})

describe('the server', () => {
  const raw = (text: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(door.url).port), '127.0.0.1', () => socket.write(text))
      let answer = ''
      socket.on('data', (bytes) => {
        answer += bytes
      })
      socket.on('error', () => {})
      socket.on('close', () => resolve(answer))
    })

  it("answers 400 to bytes that aren't HTTP, and goes on", async () => {
    expect(await raw('hello there\r\n\r\n')).toMatch(/^HTTP\/1.1 400/)
    expect((await browser.get('/healthz')).text).toBe('ok')
  })

  it('accepts headers of at most 8 kB', async () => {
    expect(await raw(`GET / HTTP/1.1\r\nhost: x\r\nlong: ${'x'.repeat(9_000)}\r\n\r\n`)).toMatch(/^HTTP\/1.1 4/)
  })

  it('allows pages only our own scripts, in every answer', async () => {
    for (const path of ['/api/me', '/healthz', '/nothing.here']) {
      const { headers } = await browser.get(path)
      const policy = headers.get('content-security-policy')
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ])
        expect(policy).toContain(part)
      expect(policy).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
    expect((await browser.get('/api/me')).headers.get('cache-control')).toBe('no-store')
  })
})
