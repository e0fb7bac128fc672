import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Agent } from '../../relay/auth/session/agent.ts'
import { until } from '../world/until.ts'
import { type Browser, makeKey, milo, olga, prove, type StartedDoor, startDoor } from './door.ts'

let door: StartedDoor
let desktop: Browser
let user: string
beforeEach(async () => {
  door = await startDoor()
  desktop = door.browser()
  user = (await desktop.post('/api/sign-up', olga)).json.user.id
})
afterEach(() => door.stop())

const signIn = async (userAgent = 'node') => {
  const browser = door.browser()
  await browser.post('/api/sign-in', { login: 'olga', password: olga.password }, { 'user-agent': userAgent })
  return browser
}
const bindDevice = async (browser: Browser, key = makeKey()) => {
  const answer = await browser.post('/api/devices', { publicKey: key.publicKey, proof: prove(user, key) })
  return { key, answer, device: String(answer.json.device) }
}
const listOf = async (browser: Browser) => (await browser.get('/api/account/sessions')).json
const isIn = async (browser: Browser) => (await browser.get('/api/me')).status === 200

const android = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36'

describe('the list of sessions', () => {
  it('says which one is this one, which device each is on, and when it was last used', async () => {
    const phone = await signIn(android)
    const { device } = await bindDevice(phone)
    await door.time.pass(5 * 60_000)
    const { sessions } = await listOf(desktop)
    expect(sessions.map(({ current }: { current: boolean }) => current)).toEqual([true, false])
    expect(sessions[1]).toMatchObject({ device, agent: { browser: 'Chrome', system: 'Android' } })
    expect(sessions[0].used - sessions[1].used).toBeGreaterThanOrEqual(5 * 60_000)
  })

  it('shows a session as used just now when its device comes back', async () => {
    const phone = await signIn(android)
    await door.time.pass(60 * 60_000)
    await phone.get('/api/me', { 'user-agent': android })
    const used = Object.fromEntries(
      (await listOf(desktop)).sessions.map(({ agent, used }: { agent: Agent; used: number }) => [agent.system, used]),
    )
    expect(door.time.clock.now() - used.Android).toBeLessThan(60_000)
  })

  it('shows a session as used when its socket opens, and every minute while it stays open', async () => {
    const phone = await signIn(android)
    const open = async () => {
      const { origin, cookie } = phone
      const socket = new WebSocket(`${door.url.replace('http', 'ws')}/sync`, { headers: { origin, cookie } })
      await once(socket, 'open')
      return socket
    }
    const lastUse = async () => (await door.accounts.use.sessionsOf(user)).find(({ agent }) => agent.system)?.used
    await door.time.pass(30 * 60_000)
    const socket = await open()
    await until('the use is written', async () => (await lastUse()) === door.time.clock.now())
    await door.time.pass(60_000)
    expect(await lastUse()).toBe(door.time.clock.now())
    socket.close()
    await once(socket, 'close')
  })

  it('keeps only a few words about the browser', async () => {
    await signIn(android)
    const secret = JSON.stringify(await listOf(desktop))
    expect(secret).not.toContain('AppleWebKit')
  })

  it("doesn't show the sessions of others", async () => {
    const other = door.browser()
    await other.post('/api/sign-up', milo)
    expect((await listOf(other)).sessions).toHaveLength(1)
    expect((await door.browser().get('/api/account/sessions')).status).toBe(401)
  })
})

describe('ending a session', () => {
  it('ends it and closes its sockets', async () => {
    const phone = await signIn()
    const { id } = (await listOf(desktop)).sessions.find(({ current }: { current: boolean }) => !current)
    expect((await desktop.post('/api/account/sessions/end', { id })).status).toBe(204)
    expect(door.heard.ended).toEqual([id])
    expect([await isIn(desktop), await isIn(phone)]).toEqual([true, false])
  })

  it('ends all other sessions at once', async () => {
    const others = [await signIn(), await signIn()]
    expect((await desktop.post('/api/account/sessions/end', { others: true })).status).toBe(204)
    expect(door.heard.ended).toHaveLength(2)
    expect(await isIn(desktop)).toBe(true)
    for (const other of others) expect(await isIn(other)).toBe(false)
  })

  it('is refused for sessions of other people and for invalid ids', async () => {
    const other = door.browser()
    await other.post('/api/sign-up', milo)
    const { id } = (await listOf(desktop)).sessions[0]
    expect((await other.post('/api/account/sessions/end', { id })).status).toBe(404)
    expect((await other.post('/api/account/sessions/end', { id: 'x' })).status).toBe(422)
    expect((await other.post('/api/account/sessions/end', {})).status).toBe(422)
    expect((await door.browser().post('/api/account/sessions/end', { others: true })).status).toBe(401)
    expect(await isIn(desktop)).toBe(true)
  })
})

describe('a device', () => {
  it('is listed with its last use, even after its sessions have ended', async () => {
    const phone = await signIn(android)
    const { device } = await bindDevice(phone)
    await listOf(phone)
    await phone.post('/api/sign-out', {})
    const { devices } = await listOf(desktop)
    expect(devices).toMatchObject([{ id: device, ended: null, agent: { browser: 'Chrome', system: 'Android' } }])
    expect(devices[0].used).toBeGreaterThan(0)
  })

  it('that is removed loses its sessions, and its key is never accepted again', async () => {
    const phone = await signIn()
    const { device, key } = await bindDevice(phone)
    expect((await desktop.post('/api/account/devices/end', { device })).status).toBe(204)
    expect(await isIn(phone)).toBe(false)
    expect(await isIn(desktop)).toBe(true)
    expect((await listOf(desktop)).devices[0].ended).toBeGreaterThan(0)

    const back = await signIn()
    const again = await bindDevice(back, key)
    expect([again.answer.status, again.answer.json]).toEqual([410, { error: 'ended' }])
    expect((await back.get('/api/me')).json.device).toBeNull()
    expect((await bindDevice(back)).answer.status).toBe(200)
  })

  it('can be removed only by its own user', async () => {
    const { device } = await bindDevice(desktop)
    const other = door.browser()
    await other.post('/api/sign-up', milo)
    for (const body of [{ device }, { device: 'x' }, {}])
      expect((await other.post('/api/account/devices/end', body)).status).toBe(404)
    expect((await door.browser().post('/api/account/devices/end', { device })).status).toBe(401)
    expect((await listOf(desktop)).devices[0].ended).toBeNull()
  })
})

describe('a link for another device', () => {
  const link = async () => (await desktop.post('/api/account/link', {})).json
  const stateOf = async (id: string) => (await desktop.get(`/api/account/link/${id}`)).json

  it('signs a phone in once, and the desktop sees that it did', async () => {
    const { id, token, expires } = await link()
    expect(expires - door.time.clock.now()).toBeLessThanOrEqual(120_000)
    expect(await stateOf(id)).toEqual({ state: 'waiting' })
    const phone = door.browser()
    expect((await phone.post('/api/sign-in/link/whose', { token })).json).toEqual({ username: 'Olga' })
    const { status, json } = await phone.post('/api/sign-in/link', { token })
    expect([status, json.user.id]).toEqual([200, user])
    expect(await isIn(phone)).toBe(true)
    expect(await stateOf(id)).toEqual({ state: 'used' })
    expect((await door.browser().post('/api/sign-in/link', { token })).json).toEqual({
      error: 'link-over',
      why: 'used',
    })
    expect((await door.browser().post('/api/sign-in/link/whose', { token })).status).toBe(410)
  })

  it('works for only one of two people who use it at the same time', async () => {
    const { token } = await link()
    const answers = await Promise.all([1, 2].map(() => door.browser().post('/api/sign-in/link', { token })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410])
  })

  it('works for two minutes', async () => {
    const { id, token } = await link()
    await door.time.pass(121_000)
    expect(await stateOf(id)).toEqual({ state: 'over' })
    expect((await door.browser().post('/api/sign-in/link', { token })).status).toBe(410)
  })

  it('ends when the session that made it ends', async () => {
    const { token } = await link()
    await desktop.post('/api/sign-out', {})
    expect((await door.browser().post('/api/sign-in/link', { token })).status).toBe(410)
  })

  it('can be made and watched only by its user, and its id is not the secret', async () => {
    const { id } = await link()
    const other = door.browser()
    await other.post('/api/sign-up', milo)
    expect((await other.get(`/api/account/link/${id}`)).status).toBe(404)
    expect((await door.browser().get(`/api/account/link/${id}`)).status).toBe(401)
    expect((await door.browser().post('/api/account/link', {})).status).toBe(401)
    for (const token of [id, '', undefined, { a: 1 }])
      expect((await door.browser().post('/api/sign-in/link', { token })).status).toBe(410)
  })

  it("opens a session that can't change the password without the current one", async () => {
    const phone = door.browser()
    await phone.post('/api/sign-in/link', { token: (await link()).token })
    const { json } = await phone.post('/api/account/password', { current: '', next: 'six slow otters' })
    expect(json.errors).toEqual([{ field: 'current', code: 'wrong' }])
  })
})

it('signing in by link allows a limited number of tries from one network', async () => {
  const statuses: number[] = []
  for (let n = 0; n < 60; n++) statuses.push((await door.browser().post('/api/sign-in/link', { token: `${n}` })).status)
  expect(new Set(statuses)).toEqual(new Set([410, 429]))
})
