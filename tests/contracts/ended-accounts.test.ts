import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Browser, milo, olga, type StartedDoor, startDoor } from './door.ts'

let door: StartedDoor
let admin: Browser
let other: Browser
let id: string
beforeEach(async () => {
  door = await startDoor()
  admin = door.browser()
  other = door.browser()
  await admin.post('/api/sign-up', olga)
  id = (await other.post('/api/sign-up', milo)).json.user.id
})
afterEach(() => door.stop())

describe('ending an account', () => {
  it("is for admins only, and the account loses its sessions, can't sign in, and its name stays taken", async () => {
    expect((await other.post('/api/accounts/end', { username: 'Olga' })).status).toBe(403)
    expect((await admin.post('/api/accounts/end', { username: 'nobody' })).status).toBe(404)
    expect((await admin.post('/api/accounts/end', { username: 'Olga' })).status).toBe(403)
    expect((await door.browser().post('/api/accounts/end', { username: milo.username })).status).toBe(401)
    expect(door.heard.endedUsers).toEqual([])

    expect((await admin.post('/api/accounts/end', { username: milo.username })).status).toBe(204)
    expect(door.heard.endedUsers).toEqual([id])
    expect(door.heard.endedAccess).toEqual([id])
    expect((await other.get('/api/me')).status).toBe(401)
    const login = { login: milo.username, password: milo.password }
    expect((await door.browser().post('/api/sign-in', login)).json).toEqual({ error: 'wrong' })
    expect((await door.browser().post('/api/sign-up', milo)).json.errors).toEqual([
      { field: 'username', code: 'taken' },
    ])
    expect((await admin.get('/api/me')).status).toBe(200)
    expect(door.heard.logged.filter((line) => / ended /.test(line))).toEqual(['admin Olga ended the account milo'])
  })

  it('also ends a session that starts at the same moment, until the admin lets the person in again', async () => {
    const { signIn } = door.accounts
    door.accounts.signIn = async (...given) => {
      const opened = await signIn(...given)
      await door.accounts.end(id)
      // The session is opened only after the account has ended.
      return opened && door.accounts.openSession(opened.user)
    }
    const next = door.browser()
    const login = { login: milo.username, password: milo.password }
    expect(await next.post('/api/sign-in', login)).toMatchObject({ status: 401, json: { error: 'signed-out' } })
    expect(next.cookie).toBe('')

    const { link } = (await admin.post('/api/accounts/reset-link', { username: milo.username })).json
    expect(door.heard.logged).toContain('admin Olga made a password reset link for milo')
    const reset = { token: new URL(link).hash.slice(1), password: 'six slow otters' }
    expect((await next.post('/api/password/reset', reset)).status).toBe(200)
    expect((await next.get('/api/me')).status).toBe(200)
  })

  it("ends the person's open links, so that none of them lets the person in again", async () => {
    const { link } = (await admin.post('/api/accounts/reset-link', { username: milo.username })).json
    const mail = await door.accounts.links.make({ kind: 'mail', user: id, mail: milo.email })
    await admin.post('/api/accounts/end', { username: milo.username })
    const reset = { token: new URL(link).hash.slice(1), password: 'six slow otters' }
    expect((await door.browser().post('/api/password/reset', reset)).status).toBe(410)
    expect((await door.browser().post('/api/account/email/confirm', { token: mail.token })).status).toBe(410)
  })

  it("can't be undone with a link that was being mailed at that moment", async () => {
    await admin.post('/api/accounts/end', { username: milo.username })
    const { token } = await door.accounts.links.make({ kind: 'reset', user: id, mail: milo.email })
    expect((await door.browser().post('/api/password/reset', { token, password: 'six slow otters' })).status).toBe(410)
  })

  it("means that the person can't be made an admin", async () => {
    await admin.post('/api/accounts/end', { username: milo.username })
    expect(await door.accounts.admins.add(milo.username)).toBe(false)
  })
})
