import { afterEach, describe, expect, it, vi } from 'vitest'
import { newMember, newRoom, newUser, outsider } from '../../relay/acts/rows.ts'
import { invitationHash } from '../../shared/room/invitation.ts'
import { milo, type Options, olga, quickHashing, type StartedDoor, startDoor } from './door.ts'

let door: StartedDoor
afterEach(() => door.stop())
const start = async (options?: Options) => {
  door = await startDoor(options)
  return door.browser()
}

describe('signing up', () => {
  it('creates the account, signs it in and tells the rooms before it answers', async () => {
    const browser = await start()
    const { status, json, headers } = await browser.post('/api/sign-up', olga)
    expect(status).toBe(200)
    expect(json.user).toMatchObject({ username: 'Olga', name: 'Olga', email: 'olga@example.org', admin: true })
    expect(json.user.id).toMatch(/^[A-Za-z0-9_-]{21}[AQgw]$/)
    expect(door.heard.users).toMatchObject([{ id: json.user.id, username: 'Olga' }])
    expect(headers.get('set-cookie')).toMatch(/HttpOnly/)
    expect(headers.get('set-cookie')).toMatch(/SameSite=Lax/i)
    const me = await browser.get('/api/me')
    expect(me.json).toMatchObject({ user: json.user, device: null, relay: { registration: 'open', roomsADay: 50 } })
  })

  it('makes the first account an admin, and no other', async () => {
    await start()
    const people = await Promise.all(
      [olga, milo].map(async (person) => (await door.browser().post('/api/sign-up', person)).json.user),
    )
    expect(people.filter(({ admin }) => admin)).toHaveLength(1)
    expect((await door.browser().post('/api/sign-up', { ...olga, username: 'third' })).json.user.admin).toBe(false)
  })

  it("doesn't make a later account an admin, even when the first one was deleted and no account is left", async () => {
    const browser = await start()
    await browser.post('/api/sign-up', olga)
    expect((await browser.post('/api/account/delete', { password: olga.password })).status).toBe(204)
    expect((await door.browser().post('/api/sign-up', milo)).json.user.admin).toBe(false)
  })

  it.each([
    ['username', 'too-short', { username: 'a' }],
    ['username', 'too-long', { username: 'a'.repeat(33) }],
    ['username', 'malformed', { username: 'an n' }],
    ['username', 'malformed', { username: '.olga' }],
    ['username', 'malformed', { username: 'аnn' }],
    ['username', 'reserved', { username: 'Admin' }],
    ['name', 'malformed', { name: '\u200b\u3164' }],
    ['name', 'too-long', { name: 'a'.repeat(65) }],
    ['email', 'malformed', { email: 'olga' }],
    ['email', 'malformed', { email: 'olga@example' }],
    ['email', 'too-long', { email: `${'a'.repeat(250)}@example.org` }],
    ['password', 'too-short', { password: 'brown cow' }],
    ['password', 'too-long', { password: 'brown cow'.repeat(30) }],
    ['password', 'weak', { password: 'aaaaaaaaaaaa' }],
    ['password', 'weak', { password: 'password123' }],
    ['password', 'weak', { password: '1234567890' }],
    ['password', 'weak', { password: 'Olga@Olga@Olga1' }],
    ['password', 'weak', { password: 'qwertyuiop' }],
  ])('says that %s is %s', async (field, code, change) => {
    const browser = await start()
    const { status, json } = await browser.post('/api/sign-up', { ...olga, ...change })
    expect(status).toBe(422)
    expect(json.errors).toEqual([{ field, code }])
    expect(door.heard.users).toEqual([])
  })

  it('reports everything that is wrong at once', async () => {
    const browser = await start()
    const { json } = await browser.post('/api/sign-up', { username: '', email: 1, password: 'x' })
    expect(json.errors.map(({ field }: { field: string }) => field)).toEqual(['username', 'email', 'password'])
  })

  it('refuses a user name that differs from another only in upper and lower case', async () => {
    const browser = await start()
    await browser.post('/api/sign-up', olga)
    const { json } = await door.browser().post('/api/sign-up', { ...milo, username: 'oLGA' })
    expect(json.errors).toEqual([{ field: 'username', code: 'taken' }])
  })

  it('gives a user name to only one of two people who ask at the same time', async () => {
    await start()
    const answers = await Promise.all(
      [1, 2].map((n) => door.browser().post('/api/sign-up', { ...olga, email: `${n}@a.bc` })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
    expect(answers.find(({ status }) => status === 422)?.json.errors).toEqual([{ field: 'username', code: 'taken' }])
  })

  it("doesn't reveal that an e-mail address already has an account", async () => {
    await start()
    const first = await door.browser().post('/api/sign-up', olga)
    const second = await door.browser().post('/api/sign-up', { ...milo, email: 'OLGA@example.org' })
    expect(second.status).toBe(first.status)
    expect(Object.keys(second.json.user)).toEqual(Object.keys(first.json.user))
    expect([...second.headers.keys()].sort()).toEqual([...first.headers.keys()].sort())
    expect(second.json.user.email).toBe('olga@example.org')
  })

  it('is refused after 100 tries from one network, and other networks can still sign up', async () => {
    await start({ trustedProxies: ['127.0.0.1'] })
    const from = (network: string) => ({ 'x-forwarded-for': network })
    for (let n = 0; n < 100; n++) await door.browser().post('/api/sign-up', {}, from('2001:db8::1'))
    const { status, json } = await door.browser().post('/api/sign-up', olga, from('2001:db8::2'))
    expect(status).toBe(429)
    expect(json.error).toBe('too-many')
    expect(json.afterMs).toBeGreaterThan(0)
    expect((await door.browser().post('/api/sign-up', olga, from('2001:db8:0:1::1'))).status).toBe(200)
  })
})

describe('registration', () => {
  it('is refused when it is closed', async () => {
    const browser = await start({ registration: 'closed' })
    expect((await browser.post('/api/sign-up', olga)).json.errors).toEqual([{ field: 'form', code: 'closed' }])
    expect((await browser.get('/api/me')).json).toMatchObject({
      error: 'signed-out',
      relay: { registration: 'closed' },
    })
  })

  it('by invitation accepts one account for each invitation', async () => {
    const browser = await start({ registration: 'invitation' })
    const refused = [{ field: 'invitation', code: 'invitation' }]
    expect((await browser.post('/api/sign-up', olga)).json.errors).toEqual(refused)
    expect((await browser.post('/api/sign-up', { ...olga, invitation: 'made up' })).json.errors).toEqual(refused)
    const { code } = await door.accounts.invitations.make()
    expect((await browser.post('/api/sign-up', { ...olga, password: 'weak', invitation: code })).status).toBe(422)
    expect((await browser.post('/api/sign-up', { ...olga, invitation: code })).status).toBe(200)
    expect((await door.browser().post('/api/sign-up', { ...milo, invitation: code })).json.errors).toEqual(refused)
  })

  it('by invitation accepts a link to a room, as long as the link still works', async () => {
    const browser = await start({ registration: 'invitation' })
    const [room, token] = [`${'r'.repeat(21)}A`, `${'t'.repeat(21)}A`]
    const by = room
    const endless = { expires: null, uses: null, used: 0, ended: null }
    const link = { room, id: token, hash: invitationHash(token), by, made: 1, ...endless }
    const invitation = `room/${room}/${token}`
    expect((await browser.post('/api/sign-up', { ...olga, invitation })).status).toBe(422)
    const rooms = [newRoom({ id: room, kind: 'room', made: 1 })]
    const users = [newUser({ id: by, username: 'host', name: 'Host' })]
    await door.store.commit({ users, rooms, members: [newMember(room, by, 'member', 1)], invitations: [link] })
    expect((await browser.post('/api/sign-up', { ...olga, invitation })).status).toBe(200)
    await door.store.commit({ members: [outsider(room, by)] })
    expect((await door.browser().post('/api/sign-up', { ...milo, invitation })).status).toBe(422)
  })

  it('by invitation refuses an invitation older than two weeks', async () => {
    const browser = await start({ registration: 'invitation' })
    const { code } = await door.accounts.invitations.make()
    await door.time.pass(15 * 24 * 3_600_000)
    expect((await browser.post('/api/sign-up', { ...olga, invitation: code })).status).toBe(422)
  })
})

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
