import { EventEmitter } from 'node:events'
import type { IncomingMessage, Server } from 'node:http'
import { Duplex } from 'node:stream'
import { afterEach, expect, it } from 'vitest'
import { House, settled } from '../../../tests/world/house.ts'
import type { CredentialHeaders } from '../../auth/session/credentials.ts'
import { arrivalLimits } from '../../pace/fair-queue.ts'
import { takeUpgrades } from './upgrade.ts'

const headers = {
  connection: 'upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
}

/** Upgrades without a network below them. A look-up of a session ends when the test says so. */
const stage = () => {
  const house = new House()
  const server = new EventEmitter()
  const accepted: (string | undefined)[] = []
  const lookUps: { token: string; end(): void }[] = []
  const tokenIn = ({ authorization }: CredentialHeaders) => authorization?.split(' ')[1] ?? null
  const upgrades = takeUpgrades(server as Server, {
    core: {
      accept: (socket, who, document) => {
        accepted.push(who.network)
        return house.core.accept(socket, who, document)
      },
    },
    sessions: {
      tokenIn,
      isClaimed: (credentials) => tokenIn(credentials) !== null,
      find: (credentials) =>
        new Promise((done) => lookUps.push({ token: tokenIn(credentials) ?? '', end: () => done(null) })),
    },
    clock: house.clock,
    live: { opened: () => () => {}, stop: () => {} },
    used: () => {},
    isOwnOrigin: () => false,
    foreign: () => {},
    network: ({ headers }) => String(headers['x-forwarded-for']),
    log: () => {},
  })
  const raws: Duplex[] = []
  const come = (count: number, more: { [name: string]: string }) =>
    Array.from({ length: count }, () => {
      const raw = new Duplex({ read() {}, write: (_, __, done) => done() })
      raws.push(raw)
      const request = { method: 'GET', url: '/sync', headers: { ...headers, ...more } } as unknown as IncomingMessage
      server.emit('upgrade', request, raw, Buffer.alloc(0))
      return raw
    })
  stop = async () => {
    for (const raw of raws) raw.destroy()
    for (const { end } of lookUps) end()
    await upgrades.close()
  }
  /** Waits until nothing more happens, since each socket is let in in a turn of its own. */
  const drained = async () => {
    let before: number
    do {
      before = accepted.length + lookUps.length
      for (let turn = 0; turn < 5; turn++) await settled()
    } while (accepted.length + lookUps.length > before)
  }
  return { house, come, accepted, lookUps, drained }
}
let stop = async () => {}
afterEach(() => stop())

const withSession = (token: string) => ({ authorization: `Bearer ${token}` })
const from = (network: string) => ({ 'x-forwarded-for': network })

it('a session that connects a hundred times lets another session in after a few of its own', async () => {
  const { come, lookUps, drained } = stage()
  come(100, withSession('flood'))
  come(1, withSession('ann'))
  await drained()
  for (let n = 0; n < lookUps.length && n < 20; n++) {
    lookUps[n]!.end()
    await drained()
  }
  expect(lookUps.findIndex(({ token }) => token === 'ann')).toBe(arrivalLimits.accountAtOnce)
})

it("guests of one network who connect faster than an office must wait, and guests of other networks don't", async () => {
  const { house, come, accepted, drained } = stage()
  const { burst, perSecond } = arrivalLimits.guests
  come(burst + 2 * perSecond, from('flood'))
  await drained()
  expect(accepted).toHaveLength(burst)
  come(1, from('home'))
  await drained()
  expect(accepted.slice(burst)).toEqual(['home'])
  await house.clock.pass(1_000)
  await drained()
  expect(accepted.length - burst - 1).toBeLessThanOrEqual(perSecond + 1)
  await house.clock.pass(2_000)
  await drained()
  expect(accepted).toHaveLength(burst + 2 * perSecond + 1)
})

it('a client that leaves while it waits costs no look-up', async () => {
  const { come, lookUps, drained } = stage()
  for (const raw of come(100, withSession('flood'))) raw.destroy()
  await drained()
  for (const { end } of [...lookUps]) end()
  await drained()
  expect(lookUps).toHaveLength(arrivalLimits.accountAtOnce)
})
