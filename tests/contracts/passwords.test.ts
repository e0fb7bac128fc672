import { describe, expect, it } from 'vitest'
import { olga, type StartedDoor } from './door.ts'
import { isIn, next, olgaSignedIn } from './olga-signed-in.ts'

describe('changing a password', () => {
  it('ends every other session and keeps this one', async () => {
    const { browser, door, signIn } = await olgaSignedIn()
    const other = (await signIn(olga.password)).browser
    expect((await browser.post('/api/account/password', { current: olga.password, next })).status).toBe(204)
    expect(door.heard.ended).toHaveLength(1)
    expect([await isIn(browser), await isIn(other)]).toEqual([true, false])
    expect([(await signIn(olga.password)).status, (await signIn(next)).status]).toEqual([401, 200])
  })

  it('needs the current password', async () => {
    const { browser, door, signIn } = await olgaSignedIn()
    const { status, json } = await browser.post('/api/account/password', { current: 'not this one', next })
    expect([status, json.errors]).toEqual([422, [{ field: 'current', code: 'wrong' }]])
    expect((await signIn(olga.password)).status).toBe(200)
    expect((await door.browser().post('/api/account/password', { current: olga.password, next })).status).toBe(401)
  })

  it.each([
    ['too-short', 'six slow'],
    ['too-long', 'six slow'.repeat(30)],
    ['weak', 'password123'],
    ['weak', 'annannann1'],
  ])('refuses a new password that is %s', async (code, weak) => {
    const { browser } = await olgaSignedIn()
    const { status, json } = await browser.post('/api/account/password', { current: olga.password, next: weak })
    expect([status, json.errors]).toEqual([422, [{ field: 'next', code }]])
    expect(await isIn(browser)).toBe(true)
  })

  it("can't be used to guess: ten tries, then one a minute", async () => {
    const { browser } = await olgaSignedIn()
    const statuses: number[] = []
    for (let n = 0; n < 12; n++)
      statuses.push((await browser.post('/api/account/password', { current: `guess number ${n}`, next })).status)
    expect(statuses.filter((status) => status === 429)).toHaveLength(2)
  })
})

describe('somebody without a password', () => {
  /** Opens a session without a password, as a passkey does. */
  const comeIn = async (door: StartedDoor, id: string) => {
    const { headers } = await door.accounts.openSession(id)
    const authorization = `Bearer ${headers.get('set-auth-token')}`
    const session = (await door.accounts.sessions.find({ cookie: undefined, authorization }))?.session ?? ''
    await door.accounts.use.began(session, { browser: '', system: '' }, true)
    return async (current: string) => {
      const answer = await fetch(`${door.url}/api/account/password`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ current, next }),
      })
      return answer.status
    }
  }

  it('can set one within ten minutes after signing in, and not later', async () => {
    const { door, signIn } = await olgaSignedIn()
    const id = await door.accounts.makeNewAccount({ username: 'milo', name: '' })
    const setPassword = await comeIn(door, id)
    expect(await setPassword('a guess of one')).toBe(422)
    await door.time.pass(11 * 60_000)
    expect(await setPassword('')).toBe(422)
    expect(await (await comeIn(door, id))('')).toBe(204)
    expect((await signIn(next, 'milo')).status).toBe(200)
  })

  it('has none: somebody who has one and leaves it out is refused', async () => {
    const { browser } = await olgaSignedIn()
    const { json } = await browser.post('/api/account/password', { current: '', next })
    expect(json.errors).toEqual([{ field: 'current', code: 'wrong' }])
  })
})
