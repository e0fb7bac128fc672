import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { milo, olga } from './door.ts'
import { isIn, next, olgaSignedIn, tokenIn } from './olga-signed-in.ts'

describe('a forgotten password', () => {
  it.each(['olga', 'OLGA', ' Olga ', 'olga@example.org', 'Olga@Example.org'])(
    'for %j, brings a link by mail',
    async (login) => {
      const { forget, letters } = await olgaSignedIn()
      expect((await forget(login)).status).toBe(202)
      expect(letters).toHaveLength(1)
      expect(letters[0]).toMatchObject({ to: 'olga@example.org' })
      expect(letters[0]?.text).toContain('for Olga, open')
      expect(letters[0]?.links[0]).toMatch(/^http:\/\/localhost:\d+\/reset#[A-Za-z0-9_-]{22}$/)
    },
  )

  it('when it is reset, signs in, ends every other session, and makes the old password useless', async () => {
    const { browser, door, forget, letters, signIn, user } = await olgaSignedIn()
    await forget('olga')
    const phone = door.browser()
    const { status, json } = await phone.post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect([status, json.user.id]).toEqual([200, user])
    expect([await isIn(phone), await isIn(browser)]).toEqual([true, false])
    expect([(await signIn(olga.password)).status, (await signIn(next)).status]).toEqual([401, 200])
  })

  it('can be reset once with a link, even when two people try at the same time', async () => {
    const { door, forget, letters } = await olgaSignedIn()
    await forget('olga')
    const reset = () => door.browser().post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect((await Promise.all([reset(), reset()])).map(({ status }) => status).sort()).toEqual([200, 410])
    expect((await reset()).json).toEqual({ error: 'link-over', why: 'used' })
  })

  it('can be reset within an hour', async () => {
    const { door, forget, letters, signIn } = await olgaSignedIn()
    await forget('olga')
    await door.time.pass(61 * 60_000)
    const { status } = await door.browser().post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect(status).toBe(410)
    expect((await signIn(olga.password)).status).toBe(200)
  })

  it('keeps the link usable when the new password is too weak', async () => {
    const { door, forget, letters } = await olgaSignedIn()
    await forget('olga')
    const token = tokenIn(letters[0])
    const { status, json } = await door.browser().post('/api/password/reset', { token, password: 'password123' })
    expect([status, json.errors]).toEqual([422, [{ field: 'password', code: 'weak' }]])
    expect((await door.browser().post('/api/password/reset', { token, password: next })).status).toBe(200)
  })

  it('when it is reset, ends all other reset links', async () => {
    const { door, forget, letters } = await olgaSignedIn()
    await forget('olga')
    await forget('olga@example.org')
    const reset = (at: number) =>
      door.browser().post('/api/password/reset', { token: tokenIn(letters[at]), password: next })
    expect((await reset(1)).status).toBe(200)
    expect((await reset(0)).status).toBe(410)
  })

  it('when it is changed in the settings instead, ends the reset link too', async () => {
    const { browser, door, forget, letters } = await olgaSignedIn()
    await forget('olga')
    await browser.post('/api/account/password', { current: olga.password, next })
    const { status } = await door.browser().post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect(status).toBe(410)
  })

  it.each(['nobody', 'nobody@example.org', '', '@', 'no such name!', 7])(
    'for %j, gets the same answer as a known account, and no mail is sent',
    async (login) => {
      const { door, forget, letters } = await olgaSignedIn()
      const known = await forget('olga')
      letters.splice(0)
      const unknown = await forget(login)
      expect([unknown.status, unknown.json]).toEqual([known.status, known.json])
      expect([...unknown.headers.keys()].sort()).toEqual([...known.headers.keys()].sort())
      expect(letters).toEqual([])
      expect(door.heard.logged).toEqual([])
    },
  )

  it('is answered at once, however long the search and the mail take', async () => {
    const { door } = await olgaSignedIn()
    let found = () => {}
    const look = new Promise<null>((resolve) => {
      found = () => resolve(null)
    })
    door.accounts.people.byUsername = () => look
    expect((await door.browser().post('/api/password/forgotten', { login: 'olga' })).status).toBe(202)
    found()
    await door.posted()
  })

  it('can be reported three times at once and then every ten minutes, whether the account exists or not', async () => {
    const { door, forget } = await olgaSignedIn()
    for (const login of ['olga', 'nobody']) {
      const statuses: number[] = []
      for (let n = 0; n < 5; n++) statuses.push((await forget(login)).status)
      expect(statuses).toEqual([202, 202, 202, 429, 429])
    }
    await door.time.pass(10 * 60_000)
    expect((await forget('olga')).status).toBe(202)
  })

  it('sends at most five mails to one address at once, whichever of its accounts people ask for', async () => {
    const { door, forget, letters } = await olgaSignedIn()
    for (let n = 0; n < 8; n++)
      await door.browser().post('/api/sign-up', { ...milo, username: `milo${n}`, email: 'same@example.org' })
    await door.posted()
    letters.splice(0)
    for (let n = 0; n < 8; n++) await forget(`milo${n}`)
    // The letters that asked to confirm the address have a limit of their own.
    expect(letters).toHaveLength(5)
    letters.splice(0)
    await door.time.pass(60 * 60_000)
    for (let n = 0; n < 8; n++) await forget(`milo${n}`)
    expect(letters.filter(({ to }) => to === 'same@example.org')).toHaveLength(5)
  })

  it('for an e-mail address that several accounts use, names three of them, each with its own link', async () => {
    const { door, forget, letters } = await olgaSignedIn()
    for (let n = 0; n < 4; n++)
      await door.browser().post('/api/sign-up', { ...milo, username: `milo${n}`, email: olga.email })
    await door.time.pass(60 * 60_000)
    await door.posted()
    letters.splice(0)
    await forget(olga.email)
    expect(letters).toHaveLength(1)
    expect(letters[0]?.links).toHaveLength(3)
    for (const name of ['Olga', 'milo0', 'milo1']) expect(letters[0]?.text).toContain(`for ${name}, open`)
    const { json } = await door.browser().post('/api/password/reset', { token: tokenIn(letters[0], 1), password: next })
    expect(json.user.username).toBe('milo0')
  })

  it('is stored as a hash, so the link is nowhere on the disk', async () => {
    const { door, forget, letters } = await olgaSignedIn()
    await forget('olga')
    const token = tokenIn(letters[0])
    expect(token).toHaveLength(22)
    for (const file of ['accounts.db', 'accounts.db-wal'])
      expect(readFileSync(`${door.folder}/${file}`).includes(token)).toBe(false)
  })

  it("can't be reset with an invalid link", async () => {
    const { door } = await olgaSignedIn()
    for (const token of ['', 'x', undefined, { a: 1 }])
      expect((await door.browser().post('/api/password/reset', { token, password: next })).status).toBe(410)
  })
})

describe('a password link from the admin', () => {
  it('works like a mailed one, and only an admin can make it', async () => {
    const { browser, door } = await olgaSignedIn()
    const other = door.browser()
    await other.post('/api/sign-up', milo)
    expect((await other.post('/api/accounts/reset-link', { username: 'olga' })).status).toBe(403)
    expect((await door.browser().post('/api/accounts/reset-link', { username: 'olga' })).status).toBe(401)
    expect((await browser.post('/api/accounts/reset-link', { username: 'nobody' })).status).toBe(404)
    expect((await browser.post('/api/accounts/reset-link', { username: 'Olga' })).status).toBe(403)
    const { status, json } = await browser.post('/api/accounts/reset-link', { username: 'MILO' })
    expect(status).toBe(200)
    const token = new URL(json.link).hash.slice(1)
    expect((await door.browser().post('/api/password/reset', { token, password: next })).json.user.username).toBe(
      'milo',
    )
    expect(await isIn(other)).toBe(false)
  })
})
