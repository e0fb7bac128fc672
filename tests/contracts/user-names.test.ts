import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { describe, expect, it } from 'vitest'
import { lookOf } from '../../shared/names/look-alikes.ts'
import { Chance } from '../world/chance.ts'
import { milo, olga } from './door.ts'
import { olgaSignedIn } from './olga-signed-in.ts'

describe('the user name', () => {
  it('changes at once, in the rooms too, and the old one is free for others', async () => {
    const { browser, door, signIn, user } = await olgaSignedIn()
    const { status, json } = await browser.post('/api/account/username', { username: ' Olgas ' })
    expect([status, json.user]).toMatchObject([200, { id: user, username: 'Olgas', name: 'Olgas' }])
    expect(door.heard.users.at(-1)).toMatchObject({ id: user, username: 'Olgas' })
    expect((await browser.get('/api/me')).json.user.username).toBe('Olgas')
    expect((await signIn(olga.password, 'olgas')).status).toBe(200)
    expect((await signIn(olga.password, 'olga')).status).toBe(401)
    expect((await door.browser().post('/api/sign-up', { ...milo, username: 'Olga' })).status).toBe(200)
  })

  it('can change between upper and lower case', async () => {
    const { browser } = await olgaSignedIn()
    const { json } = await browser.post('/api/account/username', { username: 'aNN' })
    expect(json.user.username).toBe('aNN')
  })

  it.each([
    ['taken', 'MILO'],
    ['reserved', 'admin'],
    ['too-short', 'a'],
    ['too-long', 'a'.repeat(33)],
    ['malformed', 'an n'],
    ['malformed', 'оlga'],
    ['too-short', undefined],
  ])('is refused as %s: %j', async (code, username) => {
    const { browser, door } = await olgaSignedIn()
    await door.browser().post('/api/sign-up', milo)
    const { status, json } = await browser.post('/api/account/username', { username })
    expect([status, json.errors]).toEqual([422, [{ field: 'username', code }]])
  })

  it('goes to only one of the people who want it at the same time', async () => {
    const { browser, door } = await olgaSignedIn()
    const other = door.browser()
    await other.post('/api/sign-up', milo)
    const answers = await Promise.all(
      [browser, other].map((each) => each.post('/api/account/username', { username: 'wanted' })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
  })

  it("can't be changed by somebody who is signed out", async () => {
    const { door } = await olgaSignedIn()
    expect((await door.browser().post('/api/account/username', { username: 'x1' })).status).toBe(401)
  })
})

describe('a user name that looks like another', () => {
  const signUp = async (door: Awaited<ReturnType<typeof olgaSignedIn>>['door'], username: string) => {
    const email = `${username.toLowerCase()}@example.org`
    const { status, json } = await door.browser().post('/api/sign-up', { ...milo, username, email })
    return status === 200 ? 'ok' : json.errors[0].code
  }

  it.each([
    ['claire', 'daire'],
    ['claire', 'C.laire'],
    ['amy', 'amy.'],
    ['amy', 'a_m-y'],
    ['modern', 'modem'],
    ['walter', 'vvalter'],
    ['oscar', '0scar'],
    ['susan', '5usan'],
    ['bill', 'b1Il'],
    ['amy.', 'amy'],
  ])('is refused to new people: after %s, %s', async (first, second) => {
    const { door } = await olgaSignedIn()
    expect(await signUp(door, first)).toBe('ok')
    expect(await signUp(door, second)).toBe('look-alike')
  })

  it.each(['adm1n', 'adrnin', 'ad-min', 'r00t', 'rnoderator'])(
    'is refused when it looks like a reserved name: %s',
    async (name) => {
      const { browser, door } = await olgaSignedIn()
      expect(await signUp(door, name)).toBe('reserved')
      const { json } = await browser.post('/api/account/username', { username: name })
      expect(json.errors).toEqual([{ field: 'username', code: 'reserved' }])
    },
  )

  it('is refused when somebody renames themselves, unless it looks like their own name', async () => {
    const { browser, door, signIn } = await olgaSignedIn()
    expect(await signUp(door, 'claire')).toBe('ok')
    const refused = await browser.post('/api/account/username', { username: 'da1re' })
    expect([refused.status, refused.json.errors]).toEqual([422, [{ field: 'username', code: 'look-alike' }]])
    expect((await browser.post('/api/account/username', { username: 'olg.a' })).status).toBe(200)
    expect((await signIn(olga.password, 'olg.a')).status).toBe(200)
  })

  it("isn't given to somebody from a provider or a demo, who gets another name", async () => {
    const { door } = await olgaSignedIn()
    const made = await door.accounts.makeNewAccount({ username: 'ol-ga', name: 'A' })
    expect((await door.accounts.people.byId(made))?.username).toBe('ol-ga-2')
    const again = await door.accounts.makeNewAccount({ username: 'adm1n', name: 'A' })
    expect((await door.accounts.people.byId(again))?.username).toBe('newcomer')
  })

  it('goes to only one of the people who want it at the same time', async () => {
    const { door } = await olgaSignedIn()
    const answers = await Promise.all(['willow', 'vvillow', 'wi11ow'].map((name) => signUp(door, name)))
    expect(answers.filter((answer) => answer === 'ok')).toHaveLength(1)
  })

  it('is refused even when the other account was deleted', async () => {
    const { browser, door } = await olgaSignedIn()
    await browser.post('/api/account/delete', { password: olga.password })
    for (const { user } of await door.accounts.deletions.all()) await door.accounts.deletions.forget(user)
    expect(await signUp(door, 'ol.ga')).toBe('look-alike')
  })

  it("doesn't lock out accounts that had it before: they sign in, and can change to names of the same look", async () => {
    const { browser, door, signIn } = await olgaSignedIn()
    expect(await signUp(door, 'zed')).toBe('ok')
    const database = createClient({ url: `file:${join(door.folder, 'accounts.db')}` })
    await database.execute('DROP TRIGGER other_look')
    await database.execute("UPDATE user SET username = 'ol.ga', displayUsername = 'ol.ga' WHERE username = 'zed'")
    await database.execute("UPDATE user SET username = 'adm1n', displayUsername = 'adm1n' WHERE username = 'olga'")
    database.close()
    expect((await signIn(milo.password, 'ol.ga')).status).toBe(200)
    expect((await signIn(olga.password, 'adm1n')).status).toBe(200)
    expect((await browser.post('/api/account/username', { username: 'Adm-1n' })).status).toBe(200)
    expect((await browser.post('/api/account/username', { username: 'Admin' })).json.errors[0].code).toBe('reserved')
    expect((await browser.post('/api/account/username', { username: 'olga' })).json.errors[0].code).toBe('look-alike')
  })

  it('is recognised by the database in the same cases as by the code', async () => {
    const { door } = await olgaSignedIn()
    const chance = new Chance(23)
    const letters = [...'acdilmnorsvwu015._-ILMW']
    const names = Array.from(
      { length: 60 },
      () => `a${Array.from({ length: 3 }, () => chance.pick(letters)).join('')}z`,
    )
    const looks = new Set([lookOf('Olga')])
    for (const name of names) {
      const isTaken = (await door.accounts.people.whyTaken(name)) !== null
      expect([name, isTaken]).toEqual([name, looks.has(lookOf(name))])
      if (isTaken) continue
      await door.accounts.makeNewAccount({ username: name, name })
      expect((await door.accounts.people.byUsername(name))?.username).toBe(name)
      looks.add(lookOf(name))
    }
    expect(looks.size).toBeGreaterThan(20)
  })
})
