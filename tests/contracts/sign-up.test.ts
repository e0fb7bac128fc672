import { afterEach, describe, expect, it } from 'vitest'
import { newMember, newRoom, newUser, outsider } from '../../relay/acts/rows.ts'
import { invitationHash } from '../../shared/room/invitation.ts'
import { milo, type Options, olga, type StartedDoor, startDoor } from './door.ts'

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
