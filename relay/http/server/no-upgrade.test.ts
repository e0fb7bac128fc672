import { Hono } from 'hono'
import { expect, it } from 'vitest'
import type { Env } from './context.ts'
import { makeForeignLog } from './guard.ts'
import { noUpgrade } from './no-upgrade.ts'

it("answers 426 to a proxy that doesn't pass upgrades on, and logs it once", async () => {
  const logged: string[] = []
  const answer = noUpgrade({ log: (line) => void logged.push(line) })
  const routes = new Hono<Env>().all('/sync', answer).all('/sync/*', answer)
  expect((await routes.request('/sync', { method: 'POST' })).status).toBe(426)
  expect(logged).toHaveLength(0)
  for (const path of ['/sync', '/sync/room/x', '/sync']) {
    const { status, headers } = await routes.request(path)
    expect(status).toBe(426)
    expect(headers.get('upgrade')).toBe('websocket')
  }
  expect(logged).toHaveLength(1)
  expect(logged[0]).toContain('The proxy in front of the relay must pass WebSockets on')
})

it("logs a foreign page once, with the flag to set, and strangers can't fill the log", () => {
  const logged: string[] = []
  const foreign = makeForeignLog((line) => void logged.push(line))
  foreign('http://den.lan:8300')
  foreign('http://den.lan:8300')
  foreign('null')
  foreign(undefined)
  expect(logged).toEqual([
    'refused a request from "http://den.lan:8300": not an address of this relay. If people type that address, pass --origin http://den.lan:8300.',
    'refused a request from "null": not an address of this relay.',
    'refused a request from "no page": not an address of this relay.',
  ])
  for (let i = 0; i < 1_000; i++) foreign(`http://made-up-${i}.example`)
  expect(logged.length).toBeLessThan(50)
})
