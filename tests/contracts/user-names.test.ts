import { describe, expect, it } from 'vitest'
import { annSignedIn } from './ann-signed-in.ts'
import { ann, bob } from './door.ts'

describe('the user name', () => {
  it('is another from then on, in the rooms as well, and the old one is free', async () => {
    const { browser, door, signIn, user } = await annSignedIn()
    const { status, json } = await browser.post('/api/account/username', { username: ' Anna ' })
    expect([status, json.user]).toMatchObject([200, { id: user, username: 'Anna', name: 'Anna' }])
    expect(door.heard.users.at(-1)).toMatchObject({ id: user, username: 'Anna' })
    expect((await browser.get('/api/me')).json.user.username).toBe('Anna')
    expect((await signIn(ann.password, 'anna')).status).toBe(200)
    expect((await signIn(ann.password, 'ann')).status).toBe(401)
    expect((await door.browser().post('/api/sign-up', { ...bob, username: 'Ann' })).status).toBe(200)
  })

  it('may change its case', async () => {
    const { browser } = await annSignedIn()
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
    const { browser, door } = await annSignedIn()
    await door.browser().post('/api/sign-up', bob)
    const { status, json } = await browser.post('/api/account/username', { username })
    expect([status, json.errors]).toEqual([422, [{ field: 'username', code }]])
  })

  it('goes to one of two who want it at once', async () => {
    const { browser, door } = await annSignedIn()
    const other = door.browser()
    await other.post('/api/sign-up', bob)
    const answers = await Promise.all(
      [browser, other].map((each) => each.post('/api/account/username', { username: 'wanted' })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
  })

  it('is changed by whoever is signed in', async () => {
    const { door } = await annSignedIn()
    expect((await door.browser().post('/api/account/username', { username: 'x1' })).status).toBe(401)
  })
})
