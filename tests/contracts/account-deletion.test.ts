import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newMember, newRoom, newUser, outsider } from '../../relay/acts/rows.ts'
import { toBase64url } from '../../shared/base64url.ts'
import { type Body, type Kind, kinds, writeBody } from '../../shared/record/kinds.ts'
import { prevBytes, signatureBytes, withSignature, writeUnsigned } from '../../shared/record/record.ts'
import { type Browser, milo, olga, type StartedDoor, startDoor } from './door.ts'

let door: StartedDoor
let browser: Browser
let user: string
beforeEach(async () => {
  door = await startDoor()
  browser = door.browser()
  user = (await browser.post('/api/sign-up', olga)).json.user.id
})
afterEach(() => door.stop())

const remove = (body: unknown, of = browser) => of.post('/api/account/delete', body)
const isIn = async (of: Browser) => (await of.get('/api/me')).status === 200

describe('deleting an account', () => {
  it('needs the password, and changes nothing without it', async () => {
    for (const body of [{ password: 'not this one', erase: true }, { erase: true }, null]) {
      const { status, json } = await remove(body)
      expect([status, json.errors]).toEqual([422, [{ field: 'password', code: 'wrong' }]])
    }
    expect((await remove({ password: olga.password }, door.browser())).status).toBe(401)
    expect(door.heard.deleted).toEqual([])
    expect(await isIn(browser)).toBe(true)
  })

  it.each([true, false])(
    'removes it from the rooms and tells them whether to erase its messages: %s',
    async (erase) => {
      expect((await remove({ password: olga.password, erase })).status).toBe(204)
      expect(door.heard.deleted).toEqual([{ user, erase }])
    },
  )

  it('leaves nothing to sign in with, on any device', async () => {
    const phone = door.browser()
    await phone.post('/api/sign-in', { login: 'olga', password: olga.password })
    const stolen = browser.cookie
    await remove({ password: olga.password, erase: false })
    expect(browser.cookie).toBe('')
    expect(await isIn(phone)).toBe(false)
    expect((await door.browser().get('/api/me', { cookie: stolen })).status).toBe(401)
    expect(door.heard.endedUsers).toEqual([user])
    for (const login of ['olga', olga.email])
      expect((await door.browser().post('/api/sign-in', { login, password: olga.password })).status).toBe(401)
    const other = door.browser()
    await other.post('/api/sign-up', milo)
    expect((await other.get('/api/users/by-name/olga')).status).toBe(404)
  })

  it('keeps the user name taken, so that nobody can pretend to be the deleted person', async () => {
    await remove({ password: olga.password, erase: false })
    const other = door.browser()
    const taken = [{ field: 'username', code: 'taken' }]
    expect((await other.post('/api/sign-up', { ...milo, username: 'OLGA' })).json.errors).toEqual(taken)
    await other.post('/api/sign-up', milo)
    expect((await other.post('/api/account/username', { username: 'olga' })).json.errors).toEqual(taken)
    expect((await door.browser().post('/api/sign-up', { ...olga, username: 'olga2' })).status).toBe(200)
  })

  it('also keeps the user name taken for people who come from a provider or try a demo', async () => {
    await remove({ password: olga.password, erase: false })
    const made = await door.accounts.makeNewAccount({ username: 'olga', name: '' })
    expect(await door.accounts.people.byId(made)).toMatchObject({ username: 'olga-2' })
  })

  it('makes the oldest remaining open account an admin if the deleted one was the last admin', async () => {
    const people = [milo, { ...milo, username: 'cat' }, { ...milo, username: 'dan' }]
    const browsers = people.map(() => door.browser())
    for (const [n, person] of people.entries()) await browsers[n]?.post('/api/sign-up', person)
    await browser.post('/api/accounts/end', { username: 'milo' })
    await remove({ password: olga.password, erase: false })
    const [, cat, dan] = await Promise.all(browsers.map(async (of) => (await of.get('/api/me')).json.user))
    expect([cat.admin, dan.admin]).toEqual([true, false])
    expect((await (browsers[1] as Browser).post('/api/accounts/end', { username: 'dan' })).status).toBe(204)
  })

  it('makes nobody an admin when there is another admin', async () => {
    const [cat, dan] = [door.browser(), door.browser()]
    await cat.post('/api/sign-up', { ...milo, username: 'cat' })
    await dan.post('/api/sign-up', { ...milo, username: 'dan' })
    expect(await door.accounts.admins.add('Dan')).toBe(true)
    await remove({ password: olga.password, erase: false })
    expect((await door.accounts.people.all()).filter(({ admin }) => admin)).toMatchObject([{ username: 'dan' }])
  })

  it("makes somebody an admin when the other admin's account was ended", async () => {
    const [cat, dan] = [door.browser(), door.browser()]
    await cat.post('/api/sign-up', { ...milo, username: 'cat' })
    await dan.post('/api/sign-up', { ...milo, username: 'dan' })
    await door.accounts.admins.add('cat')
    await browser.post('/api/accounts/end', { username: 'cat' })
    await remove({ password: olga.password, erase: false })
    expect((await dan.get('/api/me')).json.user.admin).toBe(true)
  })

  it("answers with an error and deletes nothing when the deletion can't be stored", async () => {
    const { note } = door.accounts.deletions
    door.accounts.deletions.note = async () => {
      throw new Error('the disk is full')
    }
    expect((await remove({ password: olga.password, erase: true })).status).toBe(500)
    expect([await isIn(browser), door.heard.deleted]).toEqual([true, []])
    door.accounts.deletions.note = note
    expect((await remove({ password: olga.password, erase: true })).status).toBe(204)
    expect(door.heard.deleted).toEqual([{ user, erase: true }])
  })

  it('ends the account at once when it is interrupted, and finishes by itself later', async () => {
    const deleteUser = door.core.people.delete
    door.core.people.delete = async () => {
      throw new Error('the disk is gone')
    }
    expect((await remove({ password: olga.password, erase: true })).status).toBe(204)
    expect(door.heard.logged).toEqual([
      'Olga deletes their account and everything they wrote',
      'an account could not be deleted yet',
    ])
    expect(await isIn(browser)).toBe(false)
    expect((await door.browser().post('/api/sign-in', { login: 'olga', password: olga.password })).status).toBe(401)

    door.core.people.delete = deleteUser
    await door.time.pass(10_000)
    expect(door.heard.deleted).toEqual([{ user, erase: true }])
    expect(await door.accounts.people.byId(user)).toBeNull()
    await door.time.pass(10_000)
    expect(door.heard.deleted).toHaveLength(1)
  })

  it("doesn't delay other deletions when it is interrupted", async () => {
    const other = door.browser()
    const { id } = (await other.post('/api/sign-up', milo)).json.user
    const deleteUser = door.core.people.delete
    door.core.people.delete = async (who, how) => {
      if (who === user) throw new Error('a row is spoiled')
      return deleteUser(who, how)
    }
    await remove({ password: olga.password, erase: true })
    await remove({ password: milo.password, erase: true }, other)
    expect(door.heard.deleted).toEqual([{ user: id, erase: true }])
  })

  describe('that is stored but not done yet', () => {
    beforeEach(async () => {
      door.accounts.end = async () => {
        throw new Error('the disk is gone')
      }
      door.core.people.delete = door.accounts.end
    })

    it('lets nobody in, neither with an open session nor with a new one', async () => {
      const phone = door.browser()
      await phone.post('/api/sign-in', { login: 'olga', password: olga.password })
      await remove({ password: olga.password, erase: false })
      expect(await isIn(phone)).toBe(false)
      const { status, headers } = await phone.post('/api/sign-in', { login: 'olga', password: olga.password })
      expect([status, headers.getSetCookie()]).toEqual([401, []])
      expect(await isIn(phone)).toBe(false)
    })

    it("closes the account's sockets at the next check of sessions", async () => {
      const phone = door.browser()
      await phone.post('/api/sign-in', { login: 'olga', password: olga.password })
      const session = (await phone.get('/api/account/sessions')).json.sessions[0].id
      expect(await door.accounts.sessions.ended([session])).toEqual([])
      await remove({ password: olga.password, erase: false })
      expect(await door.accounts.sessions.ended([session])).toEqual([session])
    })

    it('lets nobody in with a link, old or new', async () => {
      const before = await door.accounts.links.make({ kind: 'sign-in', user })
      await remove({ password: olga.password, erase: false })
      const after = await door.accounts.links.make({ kind: 'reset', user })
      const somebody = door.browser()
      expect((await somebody.post('/api/sign-in/link', { token: before.token })).status).toBe(410)
      const reset = { token: after.token, password: 'six slow otters' }
      expect((await somebody.post('/api/password/reset', reset)).status).toBe(410)
    })
  })
})

describe('an export', () => {
  const room = randomBytes(16).toString('base64url')
  const device = randomBytes(16)
  const makeRoom = () =>
    door.store.commit({
      users: [newUser({ id: user, username: 'Olga', name: 'Olga' })],
      rooms: [newRoom({ id: room, kind: 'room', name: 'Tea', made: 1 })],
      members: [newMember(room, user, 'owner', 1)],
    })
  const write = async (seq: number, body: Body & { kind: Kind }, writer = { user, device }, into = room) => {
    const record = { kind: kinds[body.kind], seq, prev: new Uint8Array(prevBytes), epoch: 0, time: seq, ref: '' }
    const unsigned = writeUnsigned({ ...record, device: writer.device, body: writeBody(body) })
    const bytes = withSignature(unsigned, new Uint8Array(signatureBytes))
    const place = { room: into, segment: 1, client: seq, clock: 0, user: writer.user, at: seq, ref: '', key: null }
    const made = { ...place, device: toBase64url(writer.device), state: 'record' as const, seq, kind: body.kind }
    await door.store.commit({ records: [{ ...made, time: seq, bytes }] })
  }
  const take = async (of = browser) => JSON.parse((await of.get('/api/account/export')).text)

  it('contains everything of the account in plain words', async () => {
    await makeRoom()
    await write(1, { kind: 'post', text: 'the kettle is on' })
    await write(1, { kind: 'set', key: 'draft', value: 'al' }, { user, device }, user)
    const all = await take()
    expect(all.account).toEqual({ id: user, username: 'Olga', name: 'Olga', admin: true, email: olga.email })
    expect(all.profile).toMatchObject({ id: user, username: 'Olga' })
    expect(all.sessions).toHaveLength(1)
    expect(all.rooms).toEqual([{ id: room, kind: 'room', name: 'Tea', role: 'owner', deleted: null }])
    const name = `${toBase64url(device)}.1`
    expect(all.records).toHaveLength(2)
    expect(all.records).toContainEqual({
      room,
      segment: 1,
      name,
      device: toBase64url(device),
      time: 1,
      kind: 'post',
      text: 'the kettle is on',
    })
    expect(all.records).toContainEqual(expect.objectContaining({ room: user, kind: 'set', key: 'draft', value: 'al' }))
  })

  it('contains nothing of other people', async () => {
    await makeRoom()
    await write(
      1,
      { kind: 'post', text: 'not for you' },
      { user: randomBytes(16).toString('base64url'), device: randomBytes(16) },
    )
    const all = await take()
    expect(all.records).toEqual([])
    const other = door.browser()
    await other.post('/api/sign-up', milo)
    expect((await take(other)).rooms).toEqual([])
    expect((await door.browser().get('/api/account/export')).status).toBe(401)
  })

  it('contains no secrets: no session token, no password, no link', async () => {
    await browser.post('/api/account/link', {})
    const { text } = await browser.get('/api/account/export')
    const token = decodeURIComponent(browser.cookie.split('=')[1] ?? '').split('.')[0] ?? 'none'
    for (const secret of [token, 'hash', 'password']) expect(text).not.toContain(secret)
  })

  it('is a file that no cache on the way keeps', async () => {
    const { headers } = await browser.get('/api/account/export')
    expect(headers.get('content-disposition')).toBe('attachment; filename="yabber.json"')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('of many records reads them page by page, each after the reader took the one before', async () => {
    await makeRoom()
    for (let seq = 1; seq <= 1_000; seq++) await write(seq, { kind: 'post', text: `${seq} `.padEnd(3_000, 'x') })
    const pages: number[] = []
    const { writtenBy } = door.store.records
    door.store.records.writtenBy = async (...args) => {
      const page = await writtenBy(...args)
      pages.push(page.length)
      return page
    }
    const reading = await fetch(`${door.url}/api/account/export`, { headers: { cookie: browser.cookie } })
    const reader = reading.body?.getReader()
    await reader?.read()
    // The relay reads at most what fits into the buffers of the sockets, and waits for the reader before it reads more.
    expect(pages.length).toBeLessThan(5)
    let text = ''
    for (const decoder = new TextDecoder(); ; ) {
      const { value, done } = (await reader?.read()) ?? { value: undefined, done: true }
      if (done) break
      text += decoder.decode(value, { stream: true })
    }
    expect(pages).toEqual([200, 200, 200, 200, 200, 0])
    expect(text).toContain('"text":"1000 xxx')
  })

  it('R80: gives a private room the name it had when the person was last in it', async () => {
    const id = () => randomBytes(16).toString('base64url')
    const [other, renamed, left, open] = [id(), id(), id(), id()]
    const formerly = [{ name: 'Tea', until: 20 }]
    const now = { kind: 'room', name: 'Secret tea', made: 1, formerly } as const
    await door.store.commit({
      users: [newUser({ id: user, username: 'Olga', name: 'Olga' })],
      rooms: [
        newRoom({ ...now, id: renamed }),
        newRoom({ ...now, id: left }),
        newRoom({ ...now, id: open, visibility: 'public' }),
        newRoom({ ...now, id: other, visibility: 'public' }),
      ],
      members: [
        { ...outsider(renamed, user), spans: [[1, 10, 'removed']] },
        { ...outsider(left, user), spans: [[1, 30]] },
        { ...outsider(open, user), spans: [[1, 10]] },
        { ...outsider(other, user), spans: [[1, 10, 'banned']], banned: 10 },
      ],
    })
    const names = new Map((await take()).rooms.map((one: { id: string; name: string }) => [one.id, one.name]))
    expect([renamed, left, open, other].map((one) => names.get(one))).toEqual([
      'Tea',
      'Secret tea',
      'Secret tea',
      'Tea',
    ])
  })

  it('stops when the session that asked for it ends, however slowly it is read', async () => {
    await makeRoom()
    for (let seq = 1; seq <= 1_000; seq++) await write(seq, { kind: 'post', text: `${seq} `.padEnd(3_000, 'x') })
    const reading = await fetch(`${door.url}/api/account/export`, { headers: { cookie: browser.cookie } })
    const reader = reading.body!.getReader()
    await reader.read()
    await browser.post('/api/sign-out', { everywhere: true })
    const readAll = async () => {
      for (;;) if ((await reader.read()).done) return
    }
    await expect(readAll()).rejects.toThrow()
    expect(door.heard.logged).toEqual([])
  })

  it('that fails halfway breaks off, so that nobody takes it for a whole file', async () => {
    await makeRoom()
    for (let seq = 1; seq <= 200; seq++) await write(seq, { kind: 'post', text: 'x'.repeat(3_000) })
    const { writtenBy } = door.store.records
    door.store.records.writtenBy = (by, after, limit) =>
      after ? Promise.reject(new Error('the disk is gone')) : writtenBy(by, after, limit)
    await expect(browser.get('/api/account/export')).rejects.toThrow()
    expect(door.heard.logged).toEqual(['an export was aborted'])
    expect((await browser.get('/api/me')).status).toBe(200)
  })

  it('can be asked for five times at once, and then has to wait', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 6; n++) statuses.push((await browser.get('/api/account/export')).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  })
})
