import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readConfig } from '../../relay/config/config.ts'
import { openAccountsOf, type Relay, startRelay } from '../../relay/relay.ts'
import { makeBrowser, makeKey, milo, olga, prove } from './door.ts'

/** A complete relay, with accounts and rooms in one folder. */
let folder: string
let relay: Relay
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yabber-accounts-'))
  relay = await start()
})
afterEach(async () => {
  await relay.stop()
  rmSync(folder, { recursive: true })
})

const config = () => readConfig(['--port', '0', '--data', folder], {})
const start = () => startRelay(config(), null)
const newId = () => randomBytes(16).toString('base64url')
const browserAt = () => makeBrowser(relay.url, relay.origins[0] ?? '')
const signUp = async (person: typeof olga) => {
  const browser = browserAt()
  return { browser, id: (await browser.post('/api/sign-up', person)).json.user.id as string }
}
const act = (browser: ReturnType<typeof browserAt>, what: object) =>
  browser.post('/api/acts', { id: newId(), act: what })

it('P20: somebody who deletes their account is shown as a deleted user, and another member owns their room', async () => {
  const [owner, other] = [await signUp(olga), await signUp(milo)]
  const room = newId()
  await act(owner.browser, { do: 'make', room, name: 'Tea', topic: '', visibility: 'public' })
  expect((await act(other.browser, { do: 'join', room })).status).toBe(200)
  const all = JSON.parse((await owner.browser.get('/api/account/export')).text)
  expect(all.rooms).toEqual([{ id: room, kind: 'room', name: 'Tea', role: 'owner', deleted: null }])

  expect((await owner.browser.post('/api/account/delete', { password: olga.password, erase: true })).status).toBe(204)
  const { json } = await other.browser.get(`/api/people/${owner.id}`)
  expect(json).toMatchObject({ id: owner.id, name: 'Deleted user', deleted: true })
  // Only the owner may rename a room, so the other person is the owner now.
  expect((await act(other.browser, { do: 'change', room, name: 'Coffee' })).status).toBe(200)
  expect((await other.browser.get('/api/users/by-name/olga')).status).toBe(404)
})

it('the next start of the relay finishes a deletion that a crash interrupted', async () => {
  const leaver = await signUp(olga)
  await signUp(milo)
  await relay.stop()
  const accounts = await openAccountsOf(config(), { sessionEnded() {}, userEnded() {} })
  await accounts.deletions.note({ user: leaver.id, erase: false })
  accounts.close()

  relay = await start()
  const back = browserAt()
  const login = { login: 'olga', password: olga.password }
  expect((await back.post('/api/sign-in', login)).json).toEqual({ error: 'wrong' })
  await back.post('/api/sign-in', { login: 'milo', password: milo.password })
  expect((await back.get(`/api/people/${leaver.id}`)).json.deleted).toBe(true)
  expect((await browserAt().post('/api/sign-up', { ...olga, email: 'x@example.org' })).json.errors).toEqual([
    { field: 'username', code: 'taken' },
  ])
})

it('others see a new user name at once and can take the old one', async () => {
  const [one, other] = [await signUp(olga), await signUp(milo)]
  await one.browser.post('/api/account/username', { username: 'anna' })
  expect((await other.browser.get(`/api/people/${one.id}`)).json).toMatchObject({ username: 'anna' })
  expect((await other.browser.post('/api/account/username', { username: 'olga' })).status).toBe(200)
  expect((await one.browser.get('/api/users/by-name/olga')).json.id).toBe(other.id)
})

it("a removed device is listed as removed, and its key doesn't work any more", async () => {
  const { browser, id } = await signUp(olga)
  const key = makeKey()
  const bound = { publicKey: key.publicKey, proof: prove(id, key) }
  const { device } = (await browser.post('/api/devices', bound)).json
  expect((await browser.post('/api/account/devices/end', { device })).status).toBe(204)
  const again = browserAt()
  await again.post('/api/sign-in', { login: 'olga', password: olga.password })
  expect((await again.post('/api/devices', bound)).status).toBe(410)
  expect((await again.get('/api/account/sessions')).json.devices).toMatchObject([
    { id: device, ended: expect.any(Number) },
  ])
})
