import { describe, expect, it } from 'vitest'
import type { Letter } from '../../relay/mail/mailer.ts'
import { annSignedIn, next, tokenIn } from './ann-signed-in.ts'
import { ann, bob } from './door.ts'

describe('the e-mail', () => {
  const annChangesHers = async () => {
    const scene = await annSignedIn()
    const { door, browser } = scene
    return {
      ...scene,
      change: (email: unknown, password: unknown = ann.password) =>
        browser.post('/api/account/email', { email, password }),
      confirm: (letter: Letter | undefined) =>
        door.browser().post('/api/account/email/confirm', { token: tokenIn(letter) }),
      mailOf: async () => (await browser.get('/api/account')).json.email,
    }
  }

  it('is another once the new one is confirmed, and the old one is told', async () => {
    const { browser, change, confirm, door, letters, mailOf, signIn } = await annChangesHers()
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
    const { change, confirm, door, letters } = await annChangesHers()
    await change('new@example.org')
    await door.posted()
    await door.time.pass(25 * 3_600_000)
    expect((await confirm(letters[0])).json).toEqual({ error: 'link-over', why: 'too-old' })
    await change('new@example.org')
    await door.posted()
    expect((await confirm(letters[1])).status).toBe(200)
    expect((await confirm(letters[1])).json).toEqual({ error: 'link-over', why: 'used' })
  })

  it('is confirmed from sign-up on where there is a mail server', async () => {
    const { confirm, door, letters } = await annChangesHers()
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
    const { door, forget, letters } = await annChangesHers()
    await forget('ann')
    const phone = door.browser()
    await phone.post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect((await phone.get('/api/account')).json.confirmed).toBe(true)
  })

  it('of others may be claimed, and nothing tells that it is theirs', async () => {
    const { change, door } = await annChangesHers()
    await door.browser().post('/api/sign-up', bob)
    const [free, known] = [await change('free@example.org'), await change(bob.email)]
    expect([known.status, known.json]).toEqual([free.status, free.json])
  })

  it('asks for the password, and for a mail that is one', async () => {
    const { change, door, letters } = await annChangesHers()
    expect((await change('new@example.org', 'not this one')).json.errors).toEqual([
      { field: 'password', code: 'wrong' },
    ])
    expect((await change('nowhere')).json.errors).toEqual([{ field: 'email', code: 'malformed' }])
    await door.posted()
    expect(letters).toEqual([])
    expect((await door.browser().post('/api/account/email', { email: 'new@example.org' })).status).toBe(401)
  })

  it('that is confirmed takes the links to a new password with it that wait at the old one', async () => {
    const { change, confirm, door, forget, letters } = await annChangesHers()
    await forget('ann')
    await change('new@example.org')
    await door.posted()
    await confirm(letters[1])
    const { status, json } = await door
      .browser()
      .post('/api/password/reset', { token: tokenIn(letters[0]), password: next })
    expect([status, json.why]).toEqual([410, 'mail-confirmed'])
  })

  it('that waits is called off by a new password, and whoever opens its link is told so', async () => {
    const { browser, change, confirm, door, forget, letters } = await annChangesHers()
    await change('new@example.org')
    await forget('ann')
    await door.posted()
    await browser.post('/api/account/password', { current: ann.password, next })
    expect((await confirm(letters[0])).json).toEqual({ error: 'link-over', why: 'password-changed' })
    const reset = await door.browser().post('/api/password/reset', { token: tokenIn(letters[1]), password: next })
    expect(reset.json.why).toBe('password-changed')
  })
})

describe('an e-mail that waits to be confirmed', () => {
  const annAsksForAnother = async () => {
    const scene = await annSignedIn()
    const { door, browser, letters } = scene
    return {
      ...scene,
      ask: async (email: string) => {
        await browser.post('/api/account/email', { email, password: ann.password })
        await door.posted()
        return tokenIn(letters.at(-1))
      },
      confirm: async (token: string) => (await door.browser().post('/api/account/email/confirm', { token })).status,
    }
  }

  it('is asked for in vain once the password is another: whoever asked knew the old one', async () => {
    const { browser, ask, confirm } = await annAsksForAnother()
    const token = await ask('thief@example.org')
    await browser.post('/api/account/password', { current: ann.password, next })
    expect(await confirm(token)).toBe(410)
  })

  it('is asked for in vain once the password is made anew', async () => {
    const { ask, confirm, door, forget, letters } = await annAsksForAnother()
    const token = await ask('thief@example.org')
    await forget('ann')
    await door.browser().post('/api/password/reset', { token: tokenIn(letters.at(-1)), password: next })
    expect(await confirm(token)).toBe(410)
  })

  it('that the account goes by already can be confirmed whatever the password', async () => {
    const { browser, ask, confirm } = await annAsksForAnother()
    const token = await ask(ann.email)
    await browser.post('/api/account/password', { current: ann.password, next })
    expect(await confirm(token)).toBe(200)
  })

  it('is none any more once another is confirmed: it may have been mistyped, and be a stranger’s', async () => {
    const { ask, confirm } = await annAsksForAnother()
    const token = await ask('mistyped@example.org')
    expect(await confirm(await ask('right@example.org'))).toBe(200)
    expect(await confirm(token)).toBe(410)
  })
})
