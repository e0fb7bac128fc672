import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Browser, makeKey, milo, olga, prove, type StartedDoor, startDoor } from './door.ts'

let door: StartedDoor
let admin: Browser
let desktop: Browser
let user: string
beforeEach(async () => {
  door = await startDoor()
  admin = door.browser()
  await admin.post('/api/sign-up', olga)
  desktop = door.browser()
  user = (await desktop.post('/api/sign-up', milo)).json.user.id
})
afterEach(() => door.stop())

const phoneOfMilo = async () => {
  const phone = door.browser()
  await phone.post('/api/sign-in', { login: milo.username, password: milo.password })
  return phone
}
/** The answer to a device that comes back with its old cookie. */
const toldTo = async (browser: Browser) => {
  const { status, json } = await browser.get('/api/me')
  return [status, json.why]
}
const changePassword = () => desktop.post('/api/account/password', { current: milo.password, next: 'six slow otters' })

it('tells a person that their session expired', async () => {
  await door.time.pass(61 * 24 * 60 * 60_000)
  expect(await toldTo(desktop)).toEqual([401, 'over'])
})

it('tells a device that another device signed it out', async () => {
  const phone = await phoneOfMilo()
  await desktop.post('/api/account/sessions/end', { others: true })
  expect(await toldTo(phone)).toEqual([401, 'elsewhere'])
})

it('tells every device when somebody signs out everywhere', async () => {
  const phone = await phoneOfMilo()
  await desktop.post('/api/sign-out', { everywhere: true })
  expect(await toldTo(phone)).toEqual([401, 'elsewhere'])
})

it('tells a device that the password was changed, in the settings or with a link', async () => {
  const phone = await phoneOfMilo()
  await changePassword()
  expect(await toldTo(phone)).toEqual([401, 'password'])
  const { link } = (await admin.post('/api/accounts/reset-link', { username: milo.username })).json
  const reset = { token: new URL(link).hash.slice(1), password: 'seven slow otters' }
  expect((await door.browser().post('/api/password/reset', reset)).status).toBe(200)
  expect(await toldTo(desktop)).toEqual([401, 'password'])
})

it('tells a device that it was removed from the account', async () => {
  const [phone, key] = [await phoneOfMilo(), makeKey()]
  const { device } = (await phone.post('/api/devices', { publicKey: key.publicKey, proof: prove(user, key) })).json
  await desktop.post('/api/account/devices/end', { device })
  expect(await toldTo(phone)).toEqual([401, 'device'])
})

it('tells every device that an admin ended the account, even one that was signed out before, until the account is open again', async () => {
  const phone = await phoneOfMilo()
  await changePassword()
  await admin.post('/api/accounts/end', { username: milo.username })
  expect(await toldTo(desktop)).toEqual([401, 'ended'])
  expect(await toldTo(phone)).toEqual([401, 'ended'])
  const { link } = (await admin.post('/api/accounts/reset-link', { username: milo.username })).json
  await door
    .browser()
    .post('/api/password/reset', { token: new URL(link).hash.slice(1), password: 'seven slow otters' })
  expect(await toldTo(desktop)).toEqual([401, 'over'])
})

it('tells a device that the account was deleted', async () => {
  const phone = await phoneOfMilo()
  expect((await desktop.post('/api/account/delete', { password: milo.password, erase: false })).status).toBe(204)
  expect(await toldTo(phone)).toEqual([401, 'deleted'])
})

it('tells nothing to a browser without a session of this relay', async () => {
  expect(await toldTo(door.browser())).toEqual([401, undefined])
  await desktop.post('/api/account/sessions/end', { others: true })
  const authorization = `Bearer ${decodeURIComponent(desktop.cookie.split('=')[1] ?? '').replace('.', 'x.')}`
  const { status, json } = await door.browser().get('/api/me', { authorization })
  expect([status, json.why]).toEqual([401, undefined])
})

it("P49: tells a device that the relay doesn't know its account, whatever cookie it sends, and never says so of an account it knows", async () => {
  const lost = 'AAAAAAAAAAAAAAAAAAAAAA'
  const told = async (browser: Browser, of: string) => (await browser.get(`/api/me?user=${of}`)).json.why
  expect(await told(door.browser(), lost)).toBe('unknown')
  const phone = await phoneOfMilo()
  await desktop.post('/api/sign-out', { everywhere: true })
  expect(await told(phone, user)).toBe('elsewhere')
  expect(await told(phone, lost)).toBe('unknown')
})
