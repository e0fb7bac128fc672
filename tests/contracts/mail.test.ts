import { afterEach, describe, expect, it } from 'vitest'
import { logMailer } from '../../relay/mail/mailer.ts'
import { smtpMailer } from '../../relay/mail/smtp-mailer.ts'
import { linkIn, type MailServer, startMailServer } from '../world/mail-server.ts'
import { olga, type StartedDoor, startDoor } from './door.ts'

const login = { user: 'relay', pass: 'let me send' }
const from = 'Yabber <yabber@example.org>'
const next = 'six slow otters'
const newPassword = 'Reset your Yabber password'

let server: MailServer
let door: StartedDoor
afterEach(async () => {
  await door.stop()
  await server.stop()
})
const start = async (url?: string) => {
  server = await startMailServer(login)
  door = await startDoor({ mailer: smtpMailer({ url: url ?? server.url, from }) })
  await door.browser().post('/api/sign-up', olga)
  await door.posted()
}
const forget = () => door.browser().post('/api/password/forgotten', { login: 'olga' })
const reset = (token: string) => door.browser().post('/api/password/reset', { token, password: next })

describe('a mail server', () => {
  it('delivers a password link that works once', async () => {
    await start()
    await forget()
    await door.posted()
    const mail = await server.newest(olga.email, newPassword)
    expect(mail).toMatchObject({ from: 'yabber@example.org', to: [olga.email] })
    expect(mail.headers).toMatch(/^From: Yabber <yabber@example\.org>$/m)
    expect(mail.headers).toMatch(/^Content-Type: text\/plain/m)
    const link = new URL(linkIn(mail))
    expect([link.origin, link.pathname]).toEqual([door.origins[0], '/reset'])
    expect((await reset(link.hash.slice(1))).status).toBe(200)
    expect((await reset(link.hash.slice(1))).status).toBe(410)
    const { status } = await door.browser().post('/api/sign-in', { login: 'olga', password: next })
    expect(status).toBe(200)
  })

  it('delivers a password link that works for an hour', async () => {
    await start()
    await forget()
    await door.posted()
    const token = new URL(linkIn(await server.newest(olga.email, newPassword))).hash.slice(1)
    await door.time.pass(60 * 60_000 + 1)
    expect((await reset(token)).status).toBe(410)
  })

  it('delivers a link to confirm the e-mail address after sign-up', async () => {
    await start()
    const mail = await server.newest(olga.email, 'Confirm your e-mail for Yabber')
    const token = new URL(linkIn(mail)).hash.slice(1)
    const { json } = await door.browser().post('/api/account/email/confirm', { token })
    expect(json).toEqual({ email: olga.email, username: 'Olga' })
  })

  it('makes /api/me say that the relay sends mail', async () => {
    await start()
    expect((await door.browser().get('/api/me')).json.relay.mail).toBe(true)
  })

  it.each([
    ['is not there', 'smtp://127.0.0.1:1'],
    ['takes another password', undefined],
  ])('that %s is reported in the log, and the person gets the same answer', async (_, url) => {
    server = await startMailServer(login)
    const wrong = url ?? server.url.replace('let%20me', 'do%20not')
    door = await startDoor({ mailer: smtpMailer({ url: wrong, from }) })
    await door.browser().post('/api/sign-up', olga)
    await door.posted()
    door.heard.logged.length = 0
    const { status, json } = await forget()
    expect([status, json]).toEqual([202, {}])
    await door.posted()
    expect(door.heard.logged).toEqual(['a password reset link was not sent'])
    expect(server.mails).toEqual([])
  })

  it("that is down doesn't keep the relay from stopping cleanly", async () => {
    await start('smtp://127.0.0.1:1')
    await forget()
  })
})

describe('without a mail server', () => {
  it('a password link is written to the log and works', async () => {
    server = await startMailServer()
    const lines: string[] = []
    door = await startDoor({ mailer: logMailer((line) => void lines.push(line)) })
    const browser = door.browser()
    await browser.post('/api/sign-up', olga)
    expect((await browser.get('/api/me')).json.relay.mail).toBe(false)
    await forget()
    await door.posted()
    expect(lines).toHaveLength(1)
    const token = /\/reset#(\S+)$/.exec(lines[0] ?? '')?.[1] ?? ''
    expect((await reset(token)).status).toBe(200)
  })
})
