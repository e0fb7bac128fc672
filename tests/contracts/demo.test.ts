import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BadConfig, readConfig } from '../../relay/config/config.ts'
import { refuseDemoFolder } from '../../relay/demo/folder.ts'
import { serveDemo } from '../../relay/demo/serve.ts'
import { type Relay, startRelay } from '../../relay/relay.ts'
import { makeBrowser, olga } from './door.ts'

const hour = 3_600_000
let parent: string
let folder: string
let relay: Relay
let now: number
let timers: { at: number; run: () => void }[]
let begun: (day: string) => void

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'yabber-demo-'))
  folder = join(parent, 'demo')
  now = Date.parse('2026-11-21T12:00:00Z')
  timers = []
})
afterEach(async () => {
  await relay?.stop()
  rmSync(parent, { recursive: true })
})

const clock = {
  now: () => now,
  after(ms: number, run: () => void) {
    const timer = { at: now + ms, run }
    timers.push(timer)
    return () => {
      timers = timers.filter((other) => other !== timer)
    }
  },
}
const serve = async () => {
  relay = await serveDemo({
    config: readConfig(['--demo', '--port', '0', '--data', folder], {}),
    clock,
    startRelay: (config, day) => startRelay(config, null, day),
    began: (day) => begun(day),
    failed: (error) => {
      throw error
    },
  })
  return relay
}
/** Runs all timers that are due, like a machine that wakes up after `ms`. */
const sleepFor = (ms: number) => {
  now += ms
  const due = timers.filter(({ at }) => at <= now)
  timers = timers.filter(({ at }) => at > now)
  for (const { run } of due) run()
}
const dayBegins = () =>
  new Promise<string>((resolve) => {
    begun = resolve
  })
const browser = () => makeBrowser(relay.url, relay.origins[0] ?? '')
const tryIt = async () => {
  const visitor = browser()
  return { visitor, answer: await visitor.post('/api/demo', {}) }
}

describe('a demo', () => {
  it('lets somebody in with one click, with a friendly name, as a member of its public rooms', async () => {
    await serve()
    const { visitor, answer } = await tryIt()
    expect(answer.status).toBe(200)
    expect(answer.json.user).toMatchObject({
      admin: false,
      email: '',
      username: expect.stringMatching(/^[a-z]+-[a-z]+/),
    })
    expect(answer.json.user.name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/)
    const me = (await visitor.get('/api/me')).json
    expect(me).toMatchObject({
      user: { id: answer.json.user.id },
      relay: { demo: true, began: '2026-11-21T12:00:00.000Z' },
    })
    const rooms = (await visitor.get('/api/rooms')).json as { id: string; archived: number | null }[]
    expect(rooms.length).toBeGreaterThan(0)
    for (const [number, { id, archived }] of rooms.entries()) {
      const key = Buffer.alloc(16, number).toString('base64url')
      const again = await visitor.post('/api/acts', { id: key, act: { do: 'join', room: id } })
      expect(again.json).toEqual({ error: archived === null ? 'already' : 'archived' })
    }
  })

  it('deletes everything at 04:00 UTC and starts fresh on the same port', async () => {
    await serve()
    const { url } = relay
    const { visitor } = await tryIt()
    const rooms = (await visitor.get('/api/rooms')).json.map(({ id }: { id: string }) => id)
    const secret = readFileSync(join(folder, 'secret'), 'utf8')
    writeFileSync(join(folder, 'left-behind'), 'of the day before')
    const next = dayBegins()
    sleepFor(16 * hour - 1)
    expect((await visitor.get('/api/me')).status).toBe(200)
    sleepFor(1)
    for (const { run } of timers.splice(0)) run()
    expect(await next).toBe('2026-11-22')
    expect(relay.url).toBe(url)
    const me = await visitor.get('/api/me')
    expect([me.status, me.json.relay.began]).toEqual([401, '2026-11-22T04:00:00.000Z'])
    expect(readFileSync(join(folder, 'secret'), 'utf8')).not.toBe(secret)
    expect(existsSync(join(folder, 'left-behind'))).toBe(false)
    const anew = (await visitor.get('/api/rooms')).json.map(({ id }: { id: string }) => id)
    expect(anew).toHaveLength(rooms.length)
    expect(anew.some((id: string) => rooms.includes(id))).toBe(false)
    expect((await tryIt()).answer.status).toBe(200)
  })

  it('notices within ten minutes that its machine slept through the night', async () => {
    await serve()
    expect(Math.max(...timers.map(({ at }) => at - now))).toBeLessThanOrEqual(10 * 60_000)
    const next = dayBegins()
    sleepFor(40 * hour)
    expect(await next).toBe('2026-11-23')
  })

  it('keeps its data when it restarts on the same day, and starts fresh on another day', async () => {
    await serve()
    const { visitor, answer } = await tryIt()
    await relay.stop()
    await serve()
    const back = makeBrowser(relay.url, relay.origins[0] ?? '', visitor.cookie)
    expect((await back.get('/api/me')).json.user.id).toBe(answer.json.user.id)
    await relay.stop()
    now += 24 * hour
    await serve()
    const late = makeBrowser(relay.url, relay.origins[0] ?? '', visitor.cookie)
    expect((await late.get('/api/me')).status).toBe(401)
  })

  it('starts fresh when its first start was interrupted', async () => {
    await serve()
    await relay.stop()
    writeFileSync(join(folder, 'demo.json'), '{"day":"2026-1')
    await serve()
    expect((await tryIt()).answer.status).toBe(200)
  })

  it('creates 30 accounts at once for one network, and no more', async () => {
    await serve()
    const answers = []
    for (let n = 0; n < 31; n++) answers.push((await tryIt()).answer)
    expect(answers.slice(0, 30).every(({ status }) => status === 200)).toBe(true)
    expect(answers[30]?.status).toBe(429)
    expect(new Set(answers.slice(0, 30).map(({ json }) => json.user.username)).size).toBe(30)
  })
})

describe('the folder of a demo', () => {
  it("is refused when it holds anything that doesn't belong to a demo", async () => {
    mkdirSync(folder)
    writeFileSync(join(folder, 'rooms.db'), 'years of talk')
    await expect(serve()).rejects.toThrow(BadConfig)
    await expect(serve()).rejects.toThrow('holds something that is not a demo')
    expect(readdirSync(folder)).toEqual(['rooms.db'])
  })

  it('is refused to a relay that is not a demo', async () => {
    await serve()
    expect(() => refuseDemoFolder(folder)).toThrow('deletes its data every day')
    expect(() => refuseDemoFolder(parent)).not.toThrow()
  })

  it('is served by only one process at a time', async () => {
    await serve()
    await expect(serve()).rejects.toThrow('Another relay is running')
    expect((await browser().get('/api/rooms')).json.length).toBeGreaterThan(0)
  })

  it('is ./data/demo by default', () => {
    expect(readConfig(['--demo'], {}).dataFolder).toMatch(/data.demo$/)
    expect(readConfig(['--demo', '--data', '/elsewhere'], {}).dataFolder).toBe('/elsewhere')
    expect(readConfig([], { DEMO: '1' }).demo).toBe(true)
  })
})

it('a relay that is not a demo creates no throwaway accounts', async () => {
  relay = await startRelay(readConfig(['--port', '0', '--data', folder], {}), null)
  expect((await browser().post('/api/demo', {})).status).toBe(404)
  expect((await browser().get('/api/me')).json.relay).toMatchObject({ demo: false })
  expect((await browser().post('/api/sign-up', olga)).status).toBe(200)
})
