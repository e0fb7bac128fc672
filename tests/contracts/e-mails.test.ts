import { describe, expect, it } from 'vitest'
import type { Letter } from '../../relay/mail/mailer.ts'
import { milo, olga } from './door.ts'
import { next, olgaSignedIn, tokenIn } from './olga-signed-in.ts'

describe('the e-mail address', () => {
  const olgaChangesHers = async () => {
    const scene = await olgaSignedIn()
    const { door, browser } = scene
    return {
      ...scene,
      change: (email: unknown, password: unknown = olga.password) =>
        browser.post('/api/account/email', { email, password }),
      confirm: (letter: Letter | undefined) =>
        door.browser().post('/api/account/email/confirm', { token: tokenIn(letter) }),
      mailOf: async () => (await browser.get('/api/account')).json.email,
    }
  }

  it('changes when the new one is confirmed, and a mail tells the old address', async () => {
    const { browser, change, confirm, door, letters, mailOf, signIn } = await olgaChangesHers()
    expect((await change('New@Example.org')).json).toEqual({ sent: 'mail' })
    await door.posted()
    expect(letters.map(({ to }) => to)).toEqual(['new@example.org'])
    expect(letters[0]?.links[0]).toMatch(/\/confirm#[A-Za-z0-9_-]{22}$/)
    expect(await mailOf()).toBe(olga.email)
    expect((await signIn(olga.password, 'new@example.org')).status).toBe(401)

    expect((await confirm(letters[0])).json).toEqual({ email: 'new@example.org', username: 'Olga' })
    await door.posted()
    expect(await mailOf()).toBe('new@example.org')
    expect((await browser.get('/api/me')).json.user.email).toBe('new@example.org')
    expect((await signIn(olga.password, 'new@example.org')).status).toBe(200)
    expect((await signIn(olga.password, olga.email)).status).toBe(401)
    expect(letters[1]).toMatchObject({ to: olga.email, links: [] })
  })

  it('can be confirmed once, within a day', async () => {
    const { change, confirm, door, letters } = await olgaChangesHers()
    await change('new@example.org')
    await door.posted()
    await door.time.pass(25 * 3_600_000)
    expect((await confirm(letters[0])).json).toEqual({ error: 'link-over', why: 'too-old' })
    await change('new@example.org')
    await door.posted()
    expect((await confirm(letters[1])).status).toBe(200)
    expect((await confirm(letters[1])).json).toEqual({ error: 'link-over', why: 'used' })
  })

  it('is confirmed by a link that is mailed after sign-up', async () => {
    const { confirm, door, letters } = await olgaChangesHers()
    const other = door.browser()
    await other.post('/api/sign-up', milo)
    await door.posted()
    expect(letters.map(({ to }) => to)).toEqual([milo.email])
    expect((await other.get('/api/account')).json).toEqual({ email: milo.email, confirmed: false, password: true })
    await confirm(letters[0])
    await door.posted()
    expect((await other.get('/api/account')).json.confirmed).toBe(true)
    expect(letters).toHaveLength(1)
  })

  it('counts as confirmed when its owner sets a new password with a link mailed to it', async () => {
    const { door, forget, letters } = await olgaChangesHers()
    await forget('olga')
    const phone = door.browser()
    await phone.post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect((await phone.get('/api/account')).json.confirmed).toBe(true)
  })

  it('may belong to another account, and no answer reveals that', async () => {
    const { change, door } = await olgaChangesHers()
    await door.browser().post('/api/sign-up', milo)
    const [free, known] = [await change('free@example.org'), await change(milo.email)]
    expect([known.status, known.json]).toEqual([free.status, free.json])
  })

  it('changes only with the password, and only to a valid address', async () => {
    const { change, door, letters } = await olgaChangesHers()
    expect((await change('new@example.org', 'not this one')).json.errors).toEqual([
      { field: 'password', code: 'wrong' },
    ])
    expect((await change('nowhere')).json.errors).toEqual([{ field: 'email', code: 'malformed' }])
    await door.posted()
    expect(letters).toEqual([])
    expect((await door.browser().post('/api/account/email', { email: 'new@example.org' })).status).toBe(401)
  })

  it('when it is confirmed, ends password links that were mailed to the old address', async () => {
    const { change, confirm, door, forget, letters } = await olgaChangesHers()
    await forget('olga')
    await change('new@example.org')
    await door.posted()
    await confirm(letters[1])
    const { status, json } = await door
      .browser()
      .post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect([status, json.why]).toEqual([410, 'mail-confirmed'])
  })

  it("can't be confirmed with an older link after the password changes, and the answer says why", async () => {
    const { browser, change, confirm, door, forget, letters } = await olgaChangesHers()
    await change('new@example.org')
    await forget('olga')
    await door.posted()
    await browser.post('/api/account/password', { current: olga.password, next })
    expect((await confirm(letters[0])).json).toEqual({ error: 'link-over', why: 'password-changed' })
    const reset = await door.browser().post('/api/password/reset', { token: tokenIn(letters[1]), password: next })
    expect(reset.json.why).toBe('password-changed')
  })
})

describe("an e-mail address that isn't confirmed yet", () => {
  const olgaAsksForAnother = async () => {
    const scene = await olgaSignedIn()
    const { door, browser, letters } = scene
    return {
      ...scene,
      ask: async (email: string) => {
        await browser.post('/api/account/email', { email, password: olga.password })
        await door.posted()
        return tokenIn(letters.at(-1))
      },
      confirm: async (token: string) => (await door.browser().post('/api/account/email/confirm', { token })).status,
    }
  }

  it("can't be confirmed after the password changes, because somebody who knew the old one may have asked", async () => {
    const { browser, ask, confirm } = await olgaAsksForAnother()
    const token = await ask('thief@example.org')
    await browser.post('/api/account/password', { current: olga.password, next })
    expect(await confirm(token)).toBe(410)
  })

  it("can't be confirmed after the password is reset", async () => {
    const { ask, confirm, door, forget, letters } = await olgaAsksForAnother()
    const token = await ask('thief@example.org')
    await forget('olga')
    await door.browser().post('/api/password/reset', { token: tokenIn(letters.at(-1)), password: next })
    expect(await confirm(token)).toBe(410)
  })

  it('can be confirmed whatever happens to the password if the account already uses it', async () => {
    const { browser, ask, confirm } = await olgaAsksForAnother()
    const token = await ask(olga.email)
    await browser.post('/api/account/password', { current: olga.password, next })
    expect(await confirm(token)).toBe(200)
  })

  it("can't be confirmed after another one is, because it may be a typing mistake and belong to a stranger", async () => {
    const { ask, confirm } = await olgaAsksForAnother()
    const token = await ask('mistyped@example.org')
    expect(await confirm(await ask('right@example.org'))).toBe(200)
    expect(await confirm(token)).toBe(410)
  })
})
