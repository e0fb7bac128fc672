import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toBase64url } from '../../shared/base64url.ts'
import { segmentName } from '../../shared/wire/documents.ts'
import { Device } from '../world/device.ts'
import { printFigure } from '../world/figures.ts'
import { newId, Person } from '../world/person.ts'
import { type Relay, startRelay } from '../world/relay.ts'
import { load, Stock } from '../world/stock.ts'
import { until } from '../world/until.ts'

const hasPrlimit = (() => {
  try {
    execFileSync('prlimit', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false // not every system has util-linux
  }
})()

/**
 * Lets no file of the relay grow to more than the size of the largest file plus `bytes`. Without `bytes` the limit is
 * removed.
 */
const limitGrowth = ({ pid, data }: Relay, bytes?: number): void => {
  const largest = Math.max(...readdirSync(data).map((file) => statSync(join(data, file)).size))
  const soft = bytes === undefined ? 'unlimited' : largest + bytes
  execFileSync('prlimit', [`--pid=${pid}`, `--fsize=${soft}:unlimited`])
}

/** Sets the limit below the size of every file, so that nothing can be written. */
const leaveNoRoom = ({ pid }: Relay): void => {
  execFileSync('prlimit', [`--pid=${pid}`, '--fsize=4096:unlimited'])
}

describe.runIf(hasPrlimit)('on a full disk', () => {
  test('the relay refuses new records with `full`, still answers readers, and takes all the records once there is space', async () => {
    const relay = await startRelay()
    const person = await new Person(relay, 'dora').signUp()
    const room = await person.makeRoom()
    const stock = new Stock(relay, segmentName(room, 1), person.token)
    await stock.synced()
    stock.write(person.device.post(room, 'before'))
    await stock.until('the first is acknowledged', () => stock.acked.size === 1)

    limitGrowth(relay, 300_000)
    const records = Array.from({ length: 200 }, () => person.device.post(room, 'x'.repeat(7_000)))
    for (const record of records) stock.write(record)
    await stock.until('the disk is full', () => stock.refused.size > 0)
    expect(new Set(stock.refused.values())).toEqual(new Set(['full']))
    const held = await load(relay, segmentName(room, 1), person.token)
    expect([...held.keys()]).toEqual(expect.arrayContaining([...stock.acked]))
    // Space freed meanwhile may be enough for an act, so we now leave no room at all.
    leaveNoRoom(relay)
    const made = await person.tryAct({ do: 'make', room: newId(), name: 'no room', topic: '', visibility: 'public' })
    printFigure(
      `disk full: ${held.size} of ${records.length + 1} kept, an act is answered ${made.status} ${made.body.error}`,
    )
    expect((await fetch(`${relay.url}/api/rooms`)).status).toBe(200)
    expect(made).toMatchObject({ status: 507, body: { error: 'full' } })
    expect(relay.isAlive).toBe(true)

    limitGrowth(relay)
    await stock.until('all are kept', () => records.every(({ name }) => stock.isKept(name)), 60_000)
    const all = await load(relay, segmentName(room, 1), person.token)
    expect(all.size).toBe(records.length + 1)
    for (const { name, bytes } of records) expect(all.get(name)).toEqual(bytes)
    stock.end()
    await relay.stop()
  })

  test('signing up and in answers `full` and /healthz reports it, and both work again once there is space', async () => {
    const relay = await startRelay()
    const dora = await new Person(relay, 'dora').signUp()
    const post = async (path: string, body: object) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(relay.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
      return { status: answer.status, error: ((await answer.json().catch(() => ({}))) as { error?: string }).error }
    }
    const health = async () => (await fetch(`${relay.url}/healthz`)).status
    expect(await health()).toBe(200)
    leaveNoRoom(relay)
    const signUp = { username: 'emil', email: 'emil@example.org', password: 'three quiet geese' }
    expect(await post('/api/sign-up', signUp)).toEqual({ status: 507, error: 'full' })
    expect(await post('/api/sign-in', { login: 'dora', password: dora.password })).toEqual({
      status: 507,
      error: 'full',
    })
    await until('its health says so', async () => (await health()) === 507)
    limitGrowth(relay)
    expect((await post('/api/sign-up', signUp)).status).toBe(200)
    await until('it is well', async () => (await health()) === 200)
    await relay.stop()
  })

  test('every change to an account or device answers `full` and changes nothing, and every request that only reads is answered', async () => {
    await using relay = await startRelay()
    const dora = await new Person(relay, 'dora').signUp()
    const elsewhere = await dora.elsewhere()
    const emil = await new Person(relay, 'emil').signUp()
    const { password } = dora
    const sessions = await dora.call('GET', '/api/account/sessions')
    const newKey = new Device()
    leaveNoRoom(relay)
    const changes: [path: string, body: object][] = [
      ['/api/devices', { publicKey: toBase64url(newKey.publicKey), proof: toBase64url(newKey.proof(dora.id)) }],
      ['/api/acts', { id: newId(), act: { do: 'profile', room: dora.id, name: 'Dora the First' } }],
      ['/api/acts', { id: newId(), act: { do: 'block', room: dora.id, user: emil.id, on: true } }],
      ['/api/account/username', { username: 'theodora' }],
      ['/api/account/password', { current: password, next: 'eight green lamps, two suns' }],
      ['/api/account/sessions/end', { others: true }],
      ['/api/account/devices/end', { device: toBase64url(elsewhere.device.id) }],
      ['/api/account/link', {}],
      ['/api/account/delete', { password, erase: false }],
      ['/api/sign-out', { everywhere: true }],
      ['/api/sign-out', {}],
    ]
    const answers: unknown[] = []
    for (const [path, body] of changes) {
      const answer = await dora.call('POST', path, body)
      answers.push([path, answer.status, answer.body?.error])
    }
    expect(answers).toEqual(changes.map(([path]) => [path, 507, 'full']))
    for (const path of [
      '/api/me',
      '/api/account',
      '/api/account/sessions',
      '/api/account/passkeys',
      '/api/account/export',
    ])
      expect([path, (await dora.call('GET', path)).status]).toEqual([path, 200])
    expect(relay.output).not.toMatch(/^\s+at /m)

    limitGrowth(relay)
    const me = await dora.call('GET', '/api/me')
    expect(me.body.user).toMatchObject({ username: 'dora', name: 'dora' })
    expect((await elsewhere.call('GET', '/api/me')).status).toBe(200)
    expect((await dora.call('GET', '/api/account/sessions')).body.sessions).toHaveLength(sessions.body.sessions.length)
    await dora.register(newKey)
    await new Person(relay, 'dora').elsewhere()
  })
})
