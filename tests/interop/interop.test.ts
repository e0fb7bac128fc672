import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { type Relay, startRelay } from '../world/relay.ts'
import { until, within } from '../world/until.ts'
import { Device, open } from './client.mjs'

let relay: Relay
let olga: Account
let milo: Account
const doors: WebsocketProvider[] = []

interface Account {
  user: string
  token: string
  device: Device
}

const newId = () => randomBytes(16).toString('base64url')

const post = (path: string, body: object, token?: string) => {
  const headers = new Headers({ 'content-type': 'application/json' })
  if (token) headers.set('authorization', `Bearer ${token}`)
  return fetch(relay.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

const signUp = async (username: string): Promise<Account> => {
  const device = new Device(generateKeyPairSync('ed25519'))
  const password = 'nine teal kettles, one moon'
  const answer = await post('/api/sign-up', { username, email: `${username}@example.org`, password })
  const token = answer.headers.get('set-auth-token')!
  const { user } = (await answer.json()) as { user: { id: string } }
  const proof = Buffer.from(device.proof(user.id)).toString('base64url')
  await post('/api/devices', { publicKey: Buffer.from(device.publicKey).toString('base64url'), proof }, token)
  return { user: user.id, token, device }
}

const makeRoom = async (visibility: string): Promise<string> => {
  const room = newId()
  await post('/api/acts', { id: newId(), act: { do: 'make', room, name: room, topic: '', visibility } }, olga.token)
  return room
}

/** Opens a document. Returns its provider and all results received so far. */
const enter = (document: string, token: string) => {
  const doc = new Y.Doc()
  const results = new Map<string, [kind: number, code: number | undefined]>()
  const onResult = (kind: number, name: string, code?: number) => results.set(name, [kind, code])
  const provider = open(relay.url.replace('http', 'ws'), document, doc, { token, onResult })
  doors.push(provider)
  return { doc, provider, results, log: doc.getMap<Uint8Array>('log') }
}

beforeAll(async () => {
  relay = await startRelay()
  olga = await signUp('olga')
  milo = await signUp('milo')
})
afterEach(() => {
  for (const door of doors.splice(0)) door.destroy()
})
afterAll(() => relay.stop())

describe('a stock WebsocketProvider with thirty lines of signing', () => {
  test('posts, learns that the relay stored the post, and talks with a second one', async () => {
    const room = await makeRoom('public')
    await post('/api/acts', { id: newId(), act: { do: 'join', room } }, milo.token)
    const here = enter(`room/${room}/1`, olga.token)
    const there = enter(`room/${room}/1`, milo.token)
    const hello = olga.device.record(room, 'post', { text: 'hello from plain Node' })
    const answer = milo.device.record(room, 'post', { text: 'hello', re: hello.name })
    here.log.set(hello.name, hello.bytes)
    await until('the post arrives', () => there.log.has(hello.name))
    there.log.set(answer.name, answer.bytes)
    await until('the answer arrives', () => here.log.has(answer.name))
    await until('both are acknowledged', () => here.results.size === 1 && there.results.size === 1)
    expect(here.results.get(hello.name)).toEqual([0, undefined])
    expect(there.results.get(answer.name)).toEqual([0, undefined])
    expect(there.log.get(hello.name)).toEqual(hello.bytes)
    expect(here.log.toJSON()).toEqual(there.log.toJSON())
  })

  test('learns that a record was refused, and the records written after it still arrive', async () => {
    const room = await makeRoom('public')
    await post('/api/acts', { id: newId(), act: { do: 'join', room } }, milo.token)
    const here = enter(`room/${room}/1`, olga.token)
    const there = enter(`room/${room}/1`, milo.token)
    const mine = olga.device.record(room, 'post', { text: 'mine' })
    here.log.set(mine.name, mine.bytes)
    await until('the post arrives', () => there.log.has(mine.name))
    const forbidden = milo.device.record(room, 'edit', { text: 'not mine' }, { ref: mine.name })
    const after = milo.device.record(room, 'post', { text: 'after it' })
    there.doc.transact(() => {
      there.log.set(forbidden.name, forbidden.bytes)
      there.log.set(after.name, after.bytes)
    })
    await until('the later post arrives', () => here.log.has(after.name))
    await until('the refused record is gone', () => !there.log.has(forbidden.name))
    const notYours = 2
    expect(there.results.get(forbidden.name)).toEqual([1, notYours])
    expect(here.log.has(forbidden.name)).toBe(false)
    expect(here.log.toJSON()).toEqual(there.log.toJSON())
    expect(Y.encodeStateVector(here.doc)).toEqual(Y.encodeStateVector(there.doc))
  })

  test('P13 P17: reads in the roster who is a member and with which keys', async () => {
    const room = await makeRoom('private')
    await post('/api/acts', { id: newId(), act: { do: 'add', room, user: milo.user } }, olga.token)
    const roster = enter(`room/${room}`, milo.token).doc.getMap('roster')
    await until('the roster arrives', () => roster.has(`member/${milo.user}`))
    const devices = [{ key: Buffer.from(olga.device.publicKey).toString('base64url'), added: expect.any(Number) }]
    expect(roster.get(`member/${olga.user}`)).toMatchObject({ username: 'olga', role: 'owner', devices })
    expect(roster.get(`member/${milo.user}`)).toMatchObject({ username: 'milo', role: 'member' })
    expect(roster.get('visibility')).toBe('private')
    expect(roster.get('head')).toBe(1)
  })

  test('appears to others under the name that the relay knows, whatever it claims', async () => {
    const room = await makeRoom('public')
    await post('/api/acts', { id: newId(), act: { do: 'join', room } }, milo.token)
    const here = enter(`room/${room}/1`, olga.token)
    const there = enter(`room/${room}/1`, milo.token)
    there.provider.awareness.setLocalState({ user: olga.user, status: 'away', typing: true, colour: 'red' })
    const seen = () => here.provider.awareness.getStates().get(there.doc.clientID)
    await until('the presence arrives', () => seen()?.status === 'away')
    expect(seen()).toEqual({ user: milo.user, status: 'away', typing: true })
  })

  test.each([
    [4401, 'signed out', async () => enter(`room/${await makeRoom('public')}/1`, 'no such token')],
    [4403, 'not a member', async () => enter(`room/${await makeRoom('private')}/1`, milo.token)],
    [4404, 'no such room', async () => enter(`room/${newId()}/1`, olga.token)],
    [4404, 'no such segment', async () => enter(`room/${await makeRoom('public')}/7`, olga.token)],
  ])('stops for good at close code %i: %s', async (code, _, comeIn) => {
    const { provider } = await comeIn()
    const closed = new Promise<number>((resolve) => {
      provider.on('closed', (event) => resolve(event.code))
    })
    expect(await within('the provider gives up', closed)).toBe(code)
    expect(provider.shouldConnect).toBe(false)
  })
})
