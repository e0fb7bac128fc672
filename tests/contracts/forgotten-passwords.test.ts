import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { annSignedIn, isIn, next, tokenIn } from './ann-signed-in.ts'
import { ann, bob } from './door.ts'

describe('a forgotten password', () => {
  it.each(['ann', 'ANN', ' Ann ', 'ann@example.org', 'Ann@Example.org'])(
    'by %j brings a link by mail',
    async (login) => {
      const { forget, letters } = await annSignedIn()
      expect((await forget(login)).status).toBe(202)
      expect(letters).toHaveLength(1)
      expect(letters[0]).toMatchObject({ to: 'ann@example.org' })
      expect(letters[0]?.text).toContain('for Ann, open')
      expect(letters[0]?.links[0]).toMatch(/^http:\/\/localhost:\d+\/reset#[A-Za-z0-9_-]{22}$/)
    },
  )

  it('that is made anew signs in, ends every session, and lets the old one in no more', async () => {
    const { browser, door, forget, letters, signIn, user } = await annSignedIn()
    await forget('ann')
    const phone = door.browser()
    const { status, json } = await phone.post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect([status, json.user.id]).toEqual([200, user])
    expect([await isIn(phone), await isIn(browser)]).toEqual([true, false])
    expect([(await signIn(ann.password)).status, (await signIn(next)).status]).toEqual([401, 200])
  })

  it('is made anew once, and by one of two who try at once', async () => {
    const { door, forget, letters } = await annSignedIn()
    await forget('ann')
    const reset = () => door.browser().post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect((await Promise.all([reset(), reset()])).map(({ status }) => status).sort()).toEqual([200, 410])
    expect((await reset()).json).toEqual({ error: 'link-over', why: 'used' })
  })

  it('is made anew within an hour', async () => {
    const { door, forget, letters, signIn } = await annSignedIn()
    await forget('ann')
    await door.time.pass(61 * 60_000)
    const { status } = await door.browser().post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect(status).toBe(410)
    expect((await signIn(ann.password)).status).toBe(200)
  })

  it('that would be weak leaves the link as it is', async () => {
    const { door, forget, letters } = await annSignedIn()
    await forget('ann')
    const token = tokenIn(letters[0])
    const { status, json } = await door.browser().post('/api/password/reset', { token, password: 'password123' })
    expect([status, json.errors]).toEqual([422, [{ field: 'password', code: 'weak' }]])
    expect((await door.browser().post('/api/password/reset', { token, password: next })).status).toBe(200)
  })

  it('leaves no other link that works', async () => {
    const { door, forget, letters } = await annSignedIn()
    await forget('ann')
    await forget('ann@example.org')
    const reset = (at: number) =>
      door.browser().post('/api/password/reset', { token: tokenIn(letters[at]), password: next })
    expect((await reset(1)).status).toBe(200)
    expect((await reset(0)).status).toBe(410)
  })

  it('that is changed after all leaves none either', async () => {
    const { browser, door, forget, letters } = await annSignedIn()
    await forget('ann')
    await browser.post('/api/account/password', { current: ann.password, next })
    const { status } = await door.browser().post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect(status).toBe(410)
  })

  it.each(['nobody', 'nobody@example.org', '', '@', 'no such name!', 7])(
    'of %j is answered as of a known one, and nothing is sent',
    async (login) => {
      const { door, forget, letters } = await annSignedIn()
      const known = await forget('ann')
      letters.splice(0)
      const unknown = await forget(login)
      expect([unknown.status, unknown.json]).toEqual([known.status, known.json])
      expect([...unknown.headers.keys()].sort()).toEqual([...known.headers.keys()].sort())
      expect(letters).toEqual([])
      expect(door.heard.logged).toEqual([])
    },
  )

  it('is answered however long the look and the mail take', async () => {
    const { door } = await annSignedIn()
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
    const { door, forget } = await annSignedIn()
    for (const login of ['ann', 'nobody']) {
      const statuses: number[] = []
      for (let n = 0; n < 5; n++) statuses.push((await forget(login)).status)
      expect(statuses).toEqual([202, 202, 202, 429, 429])
    }
    await door.time.pass(10 * 60_000)
    expect((await forget('ann')).status).toBe(202)
  })

  it('fills nobody’s mailbox, whichever of its accounts are asked for', async () => {
    const { door, forget, letters } = await annSignedIn()
    for (let n = 0; n < 8; n++)
      await door.browser().post('/api/sign-up', { ...bob, username: `bob${n}`, email: 'same@example.org' })
    await door.posted()
    letters.splice(0)
    for (let n = 0; n < 8; n++) await forget(`bob${n}`)
    // The letters that asked to confirm the address have a limit of their own.
    expect(letters).toHaveLength(5)
    letters.splice(0)
    await door.time.pass(60 * 60_000)
    for (let n = 0; n < 8; n++) await forget(`bob${n}`)
    expect(letters.filter(({ to }) => to === 'same@example.org')).toHaveLength(5)
  })

  it('of a mail that several claim names three of them, each with a link of its own', async () => {
    const { door, forget, letters } = await annSignedIn()
    for (let n = 0; n < 4; n++)
      await door.browser().post('/api/sign-up', { ...bob, username: `bob${n}`, email: ann.email })
    await door.time.pass(60 * 60_000)
    await door.posted()
    letters.splice(0)
    await forget(ann.email)
    expect(letters).toHaveLength(1)
    expect(letters[0]?.links).toHaveLength(3)
    for (const name of ['Ann', 'bob0', 'bob1']) expect(letters[0]?.text).toContain(`for ${name}, open`)
    const { json } = await door.browser().post('/api/password/reset', { token: tokenIn(letters[0], 1), password: next })
    expect(json.user.username).toBe('bob0')
  })

  it('is kept as a hash: the link is nowhere on the disk', async () => {
    const { door, forget, letters } = await annSignedIn()
    await forget('ann')
    const token = tokenIn(letters[0])
    expect(token).toHaveLength(22)
    for (const file of ['accounts.db', 'accounts.db-wal'])
      expect(readFileSync(`${door.folder}/${file}`).includes(token)).toBe(false)
  })

  it('by a link that is none is refused', async () => {
    const { door } = await annSignedIn()
    for (const token of ['', 'x', undefined, { a: 1 }])
      expect((await door.browser().post('/api/password/reset', { token, password: next })).status).toBe(410)
  })
})

describe('a link that the admin hands out', () => {
  it('does what a mailed one does, for the admin alone to make', async () => {
    const { browser, door } = await annSignedIn()
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
