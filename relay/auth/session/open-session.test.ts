import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Accounts, openAccounts } from '../accounts.ts'
import { hashing } from '../password/hashing.ts'

const fields = { username: 'olga', name: '', email: 'olga@example.org', password: 'nine teal kettles', invitation: '' }
let folder: string
let accounts: Accounts
let ended: string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yabber-session-'))
  ended = []
  accounts = await openAccounts({
    file: join(folder, 'accounts.db'),
    secret: 'a secret of thirty-two bytes, more or less',
    registration: 'open',
    secureCookies: false,
    passwords: hashing(),
    now: Date.now,
    sessionEnded: (session) => void ended.push(session),
    userEnded: () => {},
  })
})
afterEach(() => {
  accounts.close()
  rmSync(folder, { recursive: true })
})

const olga = async () => {
  const made = await accounts.signUp(fields)
  if ('errors' in made) throw new Error('no account')
  return made
}
const cookieOf = (headers: Headers) => ({
  cookie: headers.get('set-cookie')?.split(';')[0],
  authorization: undefined,
})

it('opens the same kind of session as a password sign-in, found by its cookie and by its token', async () => {
  const byPassword = await olga()
  const opened = await accounts.openSession(byPassword.user)
  const attributes = (headers: Headers) => headers.get('set-cookie')?.split('; ').slice(1).sort()
  expect(attributes(opened.headers)).toEqual(attributes(byPassword.headers))
  const authorization = `Bearer ${opened.headers.get('set-auth-token')}`
  for (const credentials of [cookieOf(opened.headers), { cookie: undefined, authorization }])
    expect(await accounts.sessions.find(credentials)).toMatchObject({ user: opened.user, username: 'olga' })
})

it('opens a session that better-auth knows, so that we hear when it ends', async () => {
  const { headers, user } = await accounts.openSession((await olga()).user)
  const session = (await accounts.sessions.find(cookieOf(headers)))?.session
  await accounts.signOut(cookieOf(headers), false)
  expect(ended).toEqual([session])
  expect(await accounts.sessions.find(cookieOf(headers))).toBeNull()
  expect(user).toBe((await accounts.people.byUsername('olga'))?.id)
})
