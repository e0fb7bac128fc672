import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { milo, olga, type StartedDoor, startDoor } from './door.ts'

let door: StartedDoor
beforeEach(async () => {
  door = await startDoor()
})
afterEach(() => door.stop())

const hour = 3_600_000

describe("a clock that can't be right", () => {
  it('is reported in one sentence to programs that monitor the relay', async () => {
    const browser = door.browser()
    expect((await browser.get('/healthz')).text).toBe('ok')
    door.heard.clockTrouble = { against: 'records', byMs: -24 * hour }
    const { status, text } = await browser.get('/healthz')
    expect(status).toBe(200)
    expect(text).toBe('the clock of this machine is 24 hours behind the newest message kept here. Set it right.')
  })

  it('is reported to admins in figures, and to nobody else', async () => {
    const [admin, other] = [door.browser(), door.browser()]
    await admin.post('/api/sign-up', olga)
    await other.post('/api/sign-up', milo)
    expect((await admin.get('/api/health')).json).toEqual({ clock: null })
    door.heard.clockTrouble = { against: 'clients', byMs: 2 * hour }
    expect((await admin.get('/api/health')).json).toEqual({ clock: { against: 'clients', byMs: 2 * hour } })
    expect((await other.get('/api/health')).status).toBe(403)
    expect((await door.browser().get('/api/health')).status).toBe(401)
  })
})
