import { afterEach, describe, expect, it } from 'vitest'
import { hashing } from '../../relay/auth/password/hashing.ts'
import { milo, type Options, olga, quickHashing, type StartedDoor, startDoor } from './door.ts'

let door: StartedDoor
afterEach(() => door.stop())
const start = async (options?: Options) => {
  door = await startDoor({ passwords: hashing(), ...options })
  return door.browser()
}

describe('signing in', () => {
  it.each(['olga', 'OLGA', 'olga@example.org', 'Olga@Example.org'])('accepts the login %s', async (login) => {
    await start()
    await door.browser().post('/api/sign-up', olga)
    const browser = door.browser()
    const { status, json } = await browser.post('/api/sign-in', { login, password: olga.password })
    expect(status).toBe(200)
    expect(json.user.username).toBe('Olga')
    expect((await browser.get('/api/me')).status).toBe(200)
  })

  it.each(['olga', 'nobody', 'olga@example.org', 'nobody@example.org', 'no such name!', '', '@'])(
    'gives the same answer to a wrong password for %j, whether the account exists or not',
    async (login) => {
      await start()
      await door.browser().post('/api/sign-up', olga)
      const { status, json } = await door.browser().post('/api/sign-in', { login, password: 'not this one' })
      expect(status).toBe(401)
      expect(json).toEqual({ error: 'wrong' })
    },
  )

  it('checks the same number of passwords, whether nobody, one or two accounts use the e-mail address', async () => {
    await start()
    await door.browser().post('/api/sign-up', olga)
    await door.browser().post('/api/sign-up', { ...milo, email: 'both@example.org' })
    await door.browser().post('/api/sign-up', { ...olga, username: 'third', email: 'both@example.org' })
    const checked = async (login: string) => {
      door.heard.passwordsChecked = 0
      await door.browser().post('/api/sign-in', { login, password: 'not this one' })
      return door.heard.passwordsChecked
    }
    for (const login of ['nobody@example.org', olga.email, 'both@example.org']) expect(await checked(login)).toBe(3)
    await door.accounts.makeNewAccount({ username: 'carl', name: '' })
    for (const login of ['nobody', 'olga', 'carl']) expect(await checked(login)).toBe(1)
  })

  it('with an e-mail address that two accounts use, opens the account whose password is given', async () => {
    await start()
    await door.browser().post('/api/sign-up', olga)
    await door.browser().post('/api/sign-up', { ...milo, email: olga.email })
    for (const { username, password } of [olga, milo]) {
      const { json } = await door.browser().post('/api/sign-in', { login: olga.email, password })
      expect(json.user.username).toBe(username)
    }
  })

  it('is refused after ten wrong passwords for an account from one network, until a minute has passed', async () => {
    await start({ trustedProxies: ['127.0.0.1'] })
    await door.browser().post('/api/sign-up', olga)
    const attempt = (password: string) =>
      door.browser().post('/api/sign-in', { login: 'olga', password }, { 'x-forwarded-for': '198.51.100.1' })
    for (let n = 0; n < 10; n++) expect((await attempt('not this one')).status).toBe(401)
    expect(await attempt(olga.password)).toMatchObject({ status: 429, json: { error: 'too-many' } })
    await door.time.pass(60_000)
    expect((await attempt(olga.password)).status).toBe(200)
  })

  describe('while strangers guess the password', () => {
    const open = () => start({ trustedProxies: ['127.0.0.1'], passwords: quickHashing })
    const from = (network: string) => ({ 'x-forwarded-for': network })
    const guess = (n: number, login = 'olga') =>
      door.browser().post('/api/sign-in', { login, password: 'not this one' }, from(`198.51.${n >> 8}.${n & 255}`))
    const signIn = (browser: ReturnType<StartedDoor['browser']>, network: string, login = 'olga') =>
      browser.post('/api/sign-in', { login, password: olga.password }, from(network))

    it('still works for the owner from another network', async () => {
      await open()
      await door.browser().post('/api/sign-up', olga)
      for (let n = 0; n < 12; n++) await guess(1)
      expect((await guess(1)).status).toBe(429)
      expect((await signIn(door.browser(), '203.0.113.9')).status).toBe(200)
    })

    it("still works on a device where the owner signed in before, even in the strangers' network", async () => {
      const own = await open()
      await own.post('/api/sign-up', olga)
      await own.post('/api/sign-out', {})
      for (let n = 0; n < 100; n++) await guess(n)
      for (let n = 0; n < 12; n++) await guess(1)
      expect((await guess(1_000)).status).toBe(429)
      for (const login of ['olga', olga.email]) expect((await signIn(own, '198.51.0.1', login)).status).toBe(200)
    })

    it('is refused to all of them after 100 guesses, until they have waited', async () => {
      await open()
      await door.browser().post('/api/sign-up', olga)
      const statuses: number[] = []
      for (let n = 0; n < 104; n++) statuses.push((await guess(n)).status)
      expect(statuses.filter((status) => status === 401)).toHaveLength(100)
      await door.time.pass(60_000)
      expect([(await guess(200)).status, (await guess(201)).status]).toEqual([401, 429])
    })

    it('gives a known device no more tries than others, none for other accounts, and none for a forged cookie', async () => {
      const own = await open()
      await own.post('/api/sign-up', olga)
      await door.browser().post('/api/sign-up', milo)
      const tries = async (login: string, headers = {}) => {
        const statuses: number[] = []
        for (let n = 0; n < 11; n++)
          statuses.push((await own.post('/api/sign-in', { login, password: 'no' }, headers)).status)
        return statuses.filter((status) => status === 401).length
      }
      expect(await tries('olga')).toBe(10)
      for (let n = 0; n < 100; n++) await guess(n, 'milo')
      expect(await tries('milo')).toBe(0)
      expect(await tries('milo', { cookie: 'yabber.known=made.up' })).toBe(0)
    })

    it("gives somebody who claims another account's e-mail no extra tries when they sign in to their own account again", async () => {
      await open()
      await door.browser().post('/api/sign-up', olga)
      await door.browser().post('/api/sign-up', { ...milo, email: olga.email })
      const statuses: number[] = []
      for (let visit = 0; visit < 3; visit++) {
        const browser = door.browser()
        await browser.post('/api/sign-in', { login: 'milo', password: milo.password })
        for (let n = 0; n < 6; n++)
          statuses.push((await browser.post('/api/sign-in', { login: olga.email, password: 'no' })).status)
      }
      expect(statuses.filter((status) => status === 401)).toHaveLength(10)
    })
  })

  it('never counts as too often with the right password', async () => {
    await start()
    await door.browser().post('/api/sign-up', olga)
    for (let n = 0; n < 12; n++)
      expect((await door.browser().post('/api/sign-in', { login: 'olga', password: olga.password })).status).toBe(200)
  })
})
