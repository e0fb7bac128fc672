import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Letter, Mailer } from '../../relay/mail/mailer.ts'
import { ann, type Browser, bob, type StartedDoor, startDoor } from './door.ts'

let door: StartedDoor
let browser: Browser
let user: string
let letters: Letter[]
/** Letters pile up where a test can read them; what a mail server does is for mail.test.ts. */
const pile: Mailer = { goesBy: 'mail', send: async (letter) => void letters.push(letter) }
beforeEach(async () => {
  letters = []
  door = await startDoor({ mailer: pile })
  browser = door.browser()
  user = (await browser.post('/api/sign-up', ann)).json.user.id
  await door.posted()
  letters = []
})
afterEach(() => door.stop())

const next = 'six slow otters'
const isIn = async (of: Browser) => (await of.get('/api/me')).status === 200
const signIn = async (password: string, login = 'ann') => {
  const other = door.browser()
  return { browser: other, status: (await other.post('/api/sign-in', { login, password })).status }
}
const forget = async (login: unknown) => {
  const answer = await door.browser().post('/api/password/forgotten', { login })
  await door.posted()
  return answer
}
const tokenIn = (letter: Letter | undefined, at = 0) => letter?.links[at]?.split('#')[1] ?? ''

describe('changing a password', () => {
  it('ends every other session and keeps this one', async () => {
    const other = (await signIn(ann.password)).browser
    expect((await browser.post('/api/account/password', { current: ann.password, next })).status).toBe(204)
    expect(door.heard.ended).toHaveLength(1)
    expect([await isIn(browser), await isIn(other)]).toEqual([true, false])
    expect([(await signIn(ann.password)).status, (await signIn(next)).status]).toEqual([401, 200])
  })

  it('takes the one in use, and no other', async () => {
    const { status, json } = await browser.post('/api/account/password', { current: 'not this one', next })
    expect([status, json.errors]).toEqual([422, [{ field: 'current', code: 'wrong' }]])
    expect((await signIn(ann.password)).status).toBe(200)
    expect((await door.browser().post('/api/account/password', { current: ann.password, next })).status).toBe(401)
  })

  it.each([
    ['too-short', 'six slow'],
    ['too-long', 'six slow'.repeat(30)],
    ['weak', 'password123'],
    ['weak', 'annannann1'],
  ])('refuses one that is %s', async (code, weak) => {
    const { status, json } = await browser.post('/api/account/password', { current: ann.password, next: weak })
    expect([status, json.errors]).toEqual([422, [{ field: 'next', code }]])
    expect(await isIn(browser)).toBe(true)
  })

  it('cannot be used to guess: ten tries, then one a minute', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 12; n++)
      statuses.push((await browser.post('/api/account/password', { current: `guess number ${n}`, next })).status)
    expect(statuses.filter((status) => status === 429)).toHaveLength(2)
  })
})

describe('a forgotten password', () => {
  it.each(['ann', 'ANN', ' Ann ', 'ann@example.org', 'Ann@Example.org'])(
    'by %j brings a link by mail',
    async (login) => {
      expect((await forget(login)).status).toBe(202)
      expect(letters).toHaveLength(1)
      expect(letters[0]).toMatchObject({ to: 'ann@example.org' })
      expect(letters[0]?.text).toContain('account Ann')
      expect(letters[0]?.links[0]).toMatch(/^http:\/\/localhost:\d+\/reset#[A-Za-z0-9_-]{22}$/)
    },
  )

  it('that is made anew signs in, ends every session, and lets the old one in no more', async () => {
    await forget('ann')
    const phone = door.browser()
    const { status, json } = await phone.post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect([status, json.user.id]).toEqual([200, user])
    expect([await isIn(phone), await isIn(browser)]).toEqual([true, false])
    expect([(await signIn(ann.password)).status, (await signIn(next)).status]).toEqual([401, 200])
  })

  it('is made anew once, and by one of two who try at once', async () => {
    await forget('ann')
    const reset = () => door.browser().post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect((await Promise.all([reset(), reset()])).map(({ status }) => status).sort()).toEqual([200, 410])
    expect((await reset()).json).toEqual({ error: 'link-over' })
  })

  it('is made anew within an hour', async () => {
    await forget('ann')
    await door.time.pass(61 * 60_000)
    const { status } = await door.browser().post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect(status).toBe(410)
    expect((await signIn(ann.password)).status).toBe(200)
  })

  it('that would be weak leaves the link as it is', async () => {
    await forget('ann')
    const token = tokenIn(letters[0])
    const { status, json } = await door.browser().post('/api/password/reset', { token, password: 'password123' })
    expect([status, json.errors]).toEqual([422, [{ field: 'password', code: 'weak' }]])
    expect((await door.browser().post('/api/password/reset', { token, password: next })).status).toBe(200)
  })

  it('leaves no other link that works', async () => {
    await forget('ann')
    await forget('ann@example.org')
    const reset = (at: number) =>
      door.browser().post('/api/password/reset', { token: tokenIn(letters[at]), password: next })
    expect((await reset(1)).status).toBe(200)
    expect((await reset(0)).status).toBe(410)
  })

  it('that is changed after all leaves none either', async () => {
    await forget('ann')
    await browser.post('/api/account/password', { current: ann.password, next })
    const { status } = await door.browser().post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect(status).toBe(410)
  })

  it.each(['nobody', 'nobody@example.org', '', '@', 'no such name!', 7])(
    'of %j is answered as of a known one, and nothing is sent',
    async (login) => {
      const known = await forget('ann')
      letters = []
      const unknown = await forget(login)
      expect([unknown.status, unknown.json]).toEqual([known.status, known.json])
      expect([...unknown.headers.keys()].sort()).toEqual([...known.headers.keys()].sort())
      expect(letters).toEqual([])
      expect(door.heard.logged).toEqual([])
    },
  )

  it('is answered however long the look and the mail take', async () => {
    let found = () => {}
    const look = new Promise<null>((resolve) => {
      found = () => resolve(null)
    })
    door.accounts.people.byUsername = () => look
    expect((await door.browser().post('/api/password/forgotten', { login: 'ann' })).status).toBe(202)
    found()
    await door.posted()
  })

  it('is asked for three times at once and then every ten minutes, known or not', async () => {
    for (const login of ['ann', 'nobody']) {
      const statuses: number[] = []
      for (let n = 0; n < 5; n++) statuses.push((await forget(login)).status)
      expect(statuses).toEqual([202, 202, 202, 429, 429])
    }
    await door.time.pass(10 * 60_000)
    expect((await forget('ann')).status).toBe(202)
  })

  it('fills nobody’s mailbox, whichever of its accounts are asked for', async () => {
    for (let n = 0; n < 8; n++)
      await door.browser().post('/api/sign-up', { ...bob, username: `bob${n}`, email: 'same@example.org' })
    await door.posted()
    letters = []
    for (let n = 0; n < 8; n++) await forget(`bob${n}`)
    expect(letters).toHaveLength(0)
    await door.time.pass(60 * 60_000)
    for (let n = 0; n < 8; n++) await forget(`bob${n}`)
    expect(letters.filter(({ to }) => to === 'same@example.org')).toHaveLength(5)
  })

  it('of a mail that several claim names three of them, each with a link of its own', async () => {
    for (let n = 0; n < 4; n++)
      await door.browser().post('/api/sign-up', { ...bob, username: `bob${n}`, email: ann.email })
    await door.time.pass(60 * 60_000)
    await door.posted()
    letters = []
    await forget(ann.email)
    expect(letters).toHaveLength(1)
    expect(letters[0]?.links).toHaveLength(3)
    for (const name of ['Ann', 'bob0', 'bob1']) expect(letters[0]?.text).toContain(`account ${name}`)
    const { json } = await door.browser().post('/api/password/reset', { token: tokenIn(letters[0], 1), password: next })
    expect(json.user.username).toBe('bob0')
  })

  it('is kept as a hash: the link is nowhere on the disk', async () => {
    await forget('ann')
    const token = tokenIn(letters[0])
    expect(token).toHaveLength(22)
    for (const file of ['accounts.db', 'accounts.db-wal'])
      expect(readFileSync(`${door.folder}/${file}`).includes(token)).toBe(false)
  })

  it('by a link that is none is refused', async () => {
    for (const token of ['', 'x', undefined, { a: 1 }])
      expect((await door.browser().post('/api/password/reset', { token, password: next })).status).toBe(410)
  })
})

describe('a link that the admin hands out', () => {
  it('does what a mailed one does, for the admin alone to make', async () => {
    const other = door.browser()
    await other.post('/api/sign-up', bob)
    expect((await other.post('/api/accounts/reset-link', { username: 'ann' })).status).toBe(403)
    expect((await door.browser().post('/api/accounts/reset-link', { username: 'ann' })).status).toBe(401)
    expect((await browser.post('/api/accounts/reset-link', { username: 'nobody' })).status).toBe(404)
    expect((await browser.post('/api/accounts/reset-link', { username: 'Ann' })).status).toBe(403)
    const { status, json } = await browser.post('/api/accounts/reset-link', { username: 'BOB' })
    expect(status).toBe(200)
    const token = new URL(json.link).hash.slice(1)
    expect((await door.browser().post('/api/password/reset', { token, password: next })).json.user.username).toBe('bob')
    expect(await isIn(other)).toBe(false)
  })
})

describe('the user name', () => {
  it('is another from then on, in the rooms as well, and the old one is free', async () => {
    const { status, json } = await browser.post('/api/account/username', { username: ' Anna ' })
    expect([status, json.user]).toMatchObject([200, { id: user, username: 'Anna', name: 'Anna' }])
    expect(door.heard.users.at(-1)).toMatchObject({ id: user, username: 'Anna' })
    expect((await browser.get('/api/me')).json.user.username).toBe('Anna')
    expect((await signIn(ann.password, 'anna')).status).toBe(200)
    expect((await signIn(ann.password, 'ann')).status).toBe(401)
    expect((await door.browser().post('/api/sign-up', { ...bob, username: 'Ann' })).status).toBe(200)
  })

  it('may change its case', async () => {
    const { json } = await browser.post('/api/account/username', { username: 'aNN' })
    expect(json.user.username).toBe('aNN')
  })

  it.each([
    ['taken', 'BOB'],
    ['reserved', 'admin'],
    ['too-short', 'a'],
    ['too-long', 'a'.repeat(33)],
    ['malformed', 'an n'],
    ['malformed', 'аnn'],
    ['too-short', undefined],
  ])('is refused as %s: %j', async (code, username) => {
    await door.browser().post('/api/sign-up', bob)
    const { status, json } = await browser.post('/api/account/username', { username })
    expect([status, json.errors]).toEqual([422, [{ field: 'username', code }]])
  })

  it('goes to one of two who want it at once', async () => {
    const other = door.browser()
    await other.post('/api/sign-up', bob)
    const answers = await Promise.all(
      [browser, other].map((each) => each.post('/api/account/username', { username: 'wanted' })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
  })

  it('is changed by whoever is signed in', async () => {
    expect((await door.browser().post('/api/account/username', { username: 'x1' })).status).toBe(401)
  })
})

describe('the e-mail', () => {
  const change = (email: unknown, password: unknown = ann.password) =>
    browser.post('/api/account/email', { email, password })
  const confirm = (letter: Letter | undefined) =>
    door.browser().post('/api/account/email/confirm', { token: tokenIn(letter) })
  const mailOf = async () => (await browser.get('/api/account')).json.email

  it('is another once the new one is confirmed, and the old one is told', async () => {
    expect((await change('New@Example.org')).json).toEqual({ sent: 'mail' })
    await door.posted()
    expect(letters.map(({ to }) => to)).toEqual(['new@example.org'])
    expect(letters[0]?.links[0]).toMatch(/\/confirm#[A-Za-z0-9_-]{22}$/)
    expect(await mailOf()).toBe(ann.email)
    expect((await signIn(ann.password, 'new@example.org')).status).toBe(401)

    expect((await confirm(letters[0])).json).toEqual({ email: 'new@example.org', username: 'Ann' })
    await door.posted()
    expect(await mailOf()).toBe('new@example.org')
    expect((await browser.get('/api/me')).json.user.email).toBe('new@example.org')
    expect((await signIn(ann.password, 'new@example.org')).status).toBe(200)
    expect((await signIn(ann.password, ann.email)).status).toBe(401)
    expect(letters[1]).toMatchObject({ to: ann.email, links: [] })
  })

  it('is confirmed once, within a day', async () => {
    await change('new@example.org')
    await door.posted()
    await door.time.pass(25 * 3_600_000)
    expect((await confirm(letters[0])).status).toBe(410)
    await change('new@example.org')
    await door.posted()
    expect((await confirm(letters[1])).status).toBe(200)
    expect((await confirm(letters[1])).json).toEqual({ error: 'link-over' })
  })

  it('is confirmed from sign-up on where there is a mail server', async () => {
    const other = door.browser()
    await other.post('/api/sign-up', bob)
    await door.posted()
    expect(letters.map(({ to }) => to)).toEqual([bob.email])
    expect((await other.get('/api/account')).json).toEqual({ email: bob.email, confirmed: false, password: true })
    await confirm(letters[0])
    await door.posted()
    expect((await other.get('/api/account')).json.confirmed).toBe(true)
    expect(letters).toHaveLength(1)
  })

  it('is confirmed by a new password that came by it', async () => {
    await forget('ann')
    const phone = door.browser()
    await phone.post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect((await phone.get('/api/account')).json.confirmed).toBe(true)
  })

  it('of others may be claimed, and nothing tells that it is theirs', async () => {
    await door.browser().post('/api/sign-up', bob)
    const [free, known] = [await change('free@example.org'), await change(bob.email)]
    expect([known.status, known.json]).toEqual([free.status, free.json])
  })

  it('asks for the password, and for a mail that is one', async () => {
    expect((await change('new@example.org', 'not this one')).json.errors).toEqual([
      { field: 'password', code: 'wrong' },
    ])
    expect((await change('nowhere')).json.errors).toEqual([{ field: 'email', code: 'malformed' }])
    await door.posted()
    expect(letters).toEqual([])
    expect((await door.browser().post('/api/account/email', { email: 'new@example.org' })).status).toBe(401)
  })

  it('that is confirmed takes the links to a new password with it that wait at the old one', async () => {
    await forget('ann')
    await change('new@example.org')
    await door.posted()
    await confirm(letters[1])
    const { status } = await door.browser().post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect(status).toBe(410)
  })
})

describe('an e-mail that waits to be confirmed', () => {
  const ask = async (email: string) => {
    await browser.post('/api/account/email', { email, password: ann.password })
    await door.posted()
    return tokenIn(letters.at(-1))
  }
  const confirm = async (token: string) => (await door.browser().post('/api/account/email/confirm', { token })).status

  it('is asked for in vain once the password is another: whoever asked knew the old one', async () => {
    const token = await ask('thief@example.org')
    await browser.post('/api/account/password', { current: ann.password, next })
    expect(await confirm(token)).toBe(410)
  })

  it('is asked for in vain once the password is made anew', async () => {
    const token = await ask('thief@example.org')
    await forget('ann')
    await door.browser().post('/api/password/reset', { token: tokenIn(letters.at(-1)), password: next })
    expect(await confirm(token)).toBe(410)
  })

  it('that the account goes by already can be confirmed whatever the password', async () => {
    const token = await ask(ann.email)
    await browser.post('/api/account/password', { current: ann.password, next })
    expect(await confirm(token)).toBe(200)
  })

  it('is none any more once another is confirmed: it may have been mistyped, and be a stranger’s', async () => {
    const token = await ask('mistyped@example.org')
    expect(await confirm(await ask('right@example.org'))).toBe(200)
    expect(await confirm(token)).toBe(410)
  })
})

describe('somebody without a password', () => {
  /** In by a passkey, say. */
  const comeIn = async (id: string) => {
    const { headers } = await door.accounts.openSession(id)
    const authorization = `Bearer ${headers.get('set-auth-token')}`
    const session = (await door.accounts.sessions.find({ cookie: undefined, authorization }))?.session ?? ''
    await door.accounts.use.began(session, '', true)
    return async (current: string) => {
      const answer = await fetch(`${door.url}/api/account/password`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ current, next }),
      })
      return answer.status
    }
  }

  it('sets one within ten minutes of coming in, and not later', async () => {
    const id = await door.accounts.makeNewAccount({ username: 'bob', name: '' })
    const setPassword = await comeIn(id)
    expect(await setPassword('a guess of one')).toBe(422)
    await door.time.pass(11 * 60_000)
    expect(await setPassword('')).toBe(422)
    expect(await (await comeIn(id))('')).toBe(204)
    expect((await signIn(next, 'bob')).status).toBe(200)
  })

  it('is not somebody who has one and leaves it out', async () => {
    const { json } = await browser.post('/api/account/password', { current: '', next })
    expect(json.errors).toEqual([{ field: 'current', code: 'wrong' }])
  })
})
