import { afterEach, describe, expect, it, vi } from 'vitest'
import { milo, olga, type StartedDoor, startDoor } from './door.ts'

let door: StartedDoor
afterEach(() => door.stop())
const start = async () => {
  door = await startDoor()
  return door.browser()
}

describe('signing out', () => {
  it('ends this session and tells the rooms', async () => {
    const browser = await start()
    await browser.post('/api/sign-up', olga)
    const other = door.browser()
    await other.post('/api/sign-in', { login: 'olga', password: olga.password })
    const stolen = browser.cookie
    expect((await browser.post('/api/sign-out', {})).status).toBe(204)
    expect(door.heard.ended).toHaveLength(1)
    expect(browser.cookie).toBe('')
    expect((await door.browser().get('/api/me', { cookie: stolen })).status).toBe(401)
    expect((await other.get('/api/me')).status).toBe(200)
  })

  it('everywhere ends every session of the account, and no session of others', async () => {
    const browser = await start()
    await browser.post('/api/sign-up', olga)
    const elsewhere = door.browser()
    await elsewhere.post('/api/sign-in', { login: 'olga', password: olga.password })
    const somebody = door.browser()
    await somebody.post('/api/sign-up', milo)
    await browser.post('/api/sign-out', { everywhere: true })
    expect(new Set(door.heard.ended).size).toBe(2)
    expect((await elsewhere.get('/api/me')).status).toBe(401)
    expect((await somebody.get('/api/me')).status).toBe(200)
  })
})

describe('a session', () => {
  it("doesn't accept a forged cookie", async () => {
    const browser = await start()
    await browser.post('/api/sign-up', olga)
    const [name = '', value = ''] = browser.cookie.split('=')
    const token = decodeURIComponent(value).split('.')[0]
    for (const forged of [token, `${token}.`, `${token}.AAAA`, `x${value}`, '%', ''])
      expect((await door.browser().get('/api/me', { cookie: `${name}=${forged}` })).status).toBe(401)
  })

  it("doesn't show its token to scripts of a page", async () => {
    const { headers } = await (await start()).post('/api/sign-up', olga)
    expect(headers.get('set-auth-token')).toBeNull()
  })

  it("doesn't show its token when it is extended either, although the browser sends no origin then", async () => {
    const browser = await start()
    await browser.post('/api/sign-up', olga)
    const later = Date.now() + 2 * 24 * 3_600_000
    vi.useFakeTimers({ toFake: ['Date'], now: later })
    const { headers } = await fetch(`${door.url}/api/me`, { headers: { cookie: browser.cookie } })
    vi.useRealTimers()
    expect(headers.get('set-cookie')).not.toBeNull()
    expect(headers.get('set-auth-token')).toBeNull()
  })

  it('ends after 60 days', async () => {
    const browser = await start()
    await browser.post('/api/sign-up', olga)
    await door.time.pass(61 * 24 * 3_600_000)
    expect((await browser.get('/api/me')).status).toBe(401)
  })

  it('also works with a bearer token', async () => {
    await start()
    const authorization = `Bearer ${await door.tokenOf('/api/sign-up', olga)}`
    const me = await fetch(`${door.url}/api/me`, { headers: { authorization } })
    expect((await me.json()).user.username).toBe('Olga')
    await fetch(`${door.url}/api/sign-out`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: '{}',
    })
    expect((await fetch(`${door.url}/api/me`, { headers: { authorization } })).status).toBe(401)
    expect(door.heard.ended).toHaveLength(1)
  })
})
