import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeAuthenticator } from '../world/authenticator.ts'
import { type Browser, milo, olga, type StartedDoor, startDoor } from './door.ts'

const origin = 'http://localhost:8300'
const other = 'https://chat.example.org'
let door: StartedDoor
let browser: Browser

beforeEach(async () => {
  door = await startDoor({ origins: [origin, other, 'http://127.0.0.1:8300'] })
  browser = door.browser(origin)
  await browser.post('/api/sign-up', olga)
})
afterEach(() => door.stop())

const asked = async (from = browser, { password } = olga) =>
  (await from.post('/api/account/passkeys/options', { password })).json.options
const add = async (from = browser, who = olga) => {
  const device = makeAuthenticator(origin)
  const response = device.register(await asked(from, who))
  const { json } = await from.post('/api/account/passkeys', { response, name: 'Desk' })
  return { device, passkey: json.passkey }
}
const challenge = async (login?: string, from = door.browser(origin)) =>
  (await from.post('/api/sign-in/passkey/options', { login })).json.options
const signIn = (response: unknown, from = door.browser(origin)) => from.post('/api/sign-in/passkey', { response })
const list = async () => (await browser.get('/api/account/passkeys')).json.passkeys

describe('a passkey', () => {
  it('signs in without a name or a password, and the list shows when it was used', async () => {
    const { device, passkey } = await add()
    expect(await list()).toEqual([{ id: passkey.id, name: 'Desk', added: expect.any(Number), used: null }])
    const elsewhere = door.browser(origin)
    const options = await challenge(undefined, elsewhere)
    expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required' })
    expect(options.allowCredentials ?? []).toEqual([])
    const { status, json } = await signIn(device.signIn(options), elsewhere)
    expect(status).toBe(200)
    expect(json.user).toMatchObject({ username: 'Olga', email: olga.email })
    expect((await elsewhere.get('/api/me')).json.user.username).toBe('Olga')
    expect((await list())[0].used).toBeGreaterThanOrEqual(passkey.added)
  })

  it("doesn't reveal who has one: the options are the same for every login, known or not", async () => {
    await add()
    const asked = async (login: string) => ({ ...(await challenge(login)), challenge: '' })
    for (const login of ['Olga', 'nobody', olga.email]) expect(await asked(login)).toEqual(await asked(''))
  })

  it('needs a device that can list its own passkeys', async () => {
    expect((await asked()).authenticatorSelection).toMatchObject({ residentKey: 'required' })
  })

  it('can be renamed, and opens nothing after it is removed', async () => {
    const { device, passkey } = await add()
    expect((await browser.post('/api/account/passkeys/rename', { id: passkey.id, name: ' Key ring ' })).status).toBe(
      204,
    )
    expect((await list())[0].name).toBe('Key ring')
    const unseen = await browser.post('/api/account/passkeys/rename', { id: passkey.id, name: '\u2060\u3164' })
    expect(unseen.status).toBeGreaterThanOrEqual(400)
    expect((await list())[0].name).toBe('Key ring')
    const options = await challenge()
    expect((await browser.post('/api/account/passkeys/remove', { id: passkey.id })).status).toBe(204)
    expect(await list()).toEqual([])
    expect((await signIn(device.signIn(options))).status).toBe(401)
    expect((await browser.post('/api/account/passkeys/remove', { id: passkey.id })).status).toBe(404)
  })

  it("can't be seen, renamed or removed by somebody else", async () => {
    const { passkey } = await add()
    const stranger = door.browser(origin)
    await stranger.post('/api/sign-up', milo)
    expect((await stranger.get('/api/account/passkeys')).json.passkeys).toEqual([])
    for (const what of ['rename', 'remove'])
      expect((await stranger.post(`/api/account/passkeys/${what}`, { id: passkey.id, name: 'x' })).status).toBe(404)
    expect(await list()).toHaveLength(1)
  })

  it('stops working when its account is ended', async () => {
    const stranger = door.browser(origin)
    await stranger.post('/api/sign-up', milo)
    const { device } = await add(stranger, milo)
    await browser.post('/api/accounts/end', { username: 'milo' })
    expect((await signIn(device.signIn(await challenge()))).status).toBe(401)
  })

  it("needs the password, so somebody who finds the device open can't add one", async () => {
    await door.time.pass(11 * 60_000)
    const options = (password?: string) => browser.post('/api/account/passkeys/options', { password })
    expect((await options()).status).toBe(403)
    expect((await options('not this one')).status).toBe(403)
    expect((await options(olga.password)).status).toBe(200)
  })

  it("can't be used to guess the password on an open device: ten tries, then one a minute", async () => {
    await door.time.pass(11 * 60_000)
    const guess = async () => (await browser.post('/api/account/passkeys/options', { password: 'a guess' })).status
    const statuses: number[] = []
    for (let tries = 0; tries < 12; tries++) statuses.push(await guess())
    expect(statuses).toEqual([...Array(10).fill(403), 429, 429])
    await door.time.pass(60_000)
    expect([await guess(), await guess()]).toEqual([403, 429])
  })
})

describe('a challenge', () => {
  it('works once', async () => {
    const { device } = await add()
    const response = device.signIn(await challenge())
    expect((await signIn(response)).status).toBe(200)
    expect((await signIn(response)).status).toBe(401)
    const options = await asked()
    const answer = { response: makeAuthenticator(origin).register(options), name: '' }
    expect((await browser.post('/api/account/passkeys', answer)).status).toBe(200)
    const again = { response: makeAuthenticator(origin).register(options), name: '' }
    expect((await browser.post('/api/account/passkeys', again)).status).toBe(422)
  })

  it('works for five minutes', async () => {
    const { device } = await add()
    const options = await challenge()
    await door.time.pass(5 * 60_000 + 1)
    expect((await signIn(device.signIn(options))).status).toBe(401)
  })

  it('works only for the purpose and the person it was made for', async () => {
    const { device } = await add()
    expect((await signIn(device.signIn(await asked()))).status).toBe(401)
    const stranger = door.browser(origin)
    await stranger.post('/api/sign-up', milo)
    const response = makeAuthenticator(origin).register(await asked(stranger, milo))
    expect((await browser.post('/api/account/passkeys', { response })).status).toBe(422)
  })
})

describe('an answer is refused', () => {
  it("from a page that isn't ours, whatever the request claims", async () => {
    const elsewhere = makeAuthenticator('http://evil.example')
    const response = elsewhere.register(await asked())
    expect((await browser.post('/api/account/passkeys', { response })).status).toBe(422)
  })

  it('on another of our host names than the passkey was made for', async () => {
    const { device } = await add()
    const there = door.browser(other)
    expect((await signIn(device.signIn(await challenge(undefined, there)), there)).status).toBe(401)
  })

  it("when the device didn't check who the person is", async () => {
    const { device } = await add()
    expect((await signIn(device.signIn(await challenge(), { flags: 0x01 }))).status).toBe(401)
  })

  it("when the device's counter goes back, as that of a copy would", async () => {
    const { device } = await add()
    expect((await signIn(device.signIn(await challenge(), { counter: 9 }))).status).toBe(200)
    expect((await signIn(device.signIn(await challenge(), { counter: 9 }))).status).toBe(401)
  })

  it.each([null, 1, 'x', {}, { id: 7 }, { id: 'x', response: null }, { id: 'x', response: { clientDataJSON: '€' } }])(
    'when it has no valid form: %j',
    async (response) => {
      expect((await signIn(response)).status).toBe(401)
      expect((await browser.post('/api/account/passkeys', { response })).status).toBe(422)
      expect(door.heard.logged).toEqual([])
    },
  )

  it('when there is no host name to bind a passkey to: at an IP address, or outside a page', async () => {
    const bare = door.browser('http://127.0.0.1:8300')
    expect((await bare.post('/api/sign-in/passkey/options', {})).json).toEqual({ error: 'no-passkeys-here' })
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${door.url}/api/sign-in/passkey/options`, { method: 'POST', headers, body: '{}' })
    expect(answer.status).toBe(422)
  })
})

it("somebody who is signed out can't list, add, rename or remove passkeys", async () => {
  const nobody = door.browser(origin)
  expect((await nobody.get('/api/account/passkeys')).status).toBe(401)
  for (const path of ['', '/options', '/rename', '/remove'])
    expect((await nobody.post(`/api/account/passkeys${path}`, {})).status).toBe(401)
})
