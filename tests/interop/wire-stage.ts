import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { refusalCodes } from '../../shared/wire/results.ts'
import { type Relay, startRelay } from '../world/relay.ts'
import { until, within } from '../world/until.ts'
import { Device, open } from './client.mjs'
import { aPoll, type Targets } from './record-rows.ts'

export const standings = ['owner', 'moderator', 'member', 'guest', 'removed', 'banned'] as const
type Standing = (typeof standings)[number]

export interface Account {
  user: string
  token: string
  device: Device
}
type Crew = { [name in Standing]: Account }

const newId = () => randomBytes(16).toString('base64url')

/** An open document, with the relay's answer to each record and the close code. */
export interface OpenedDocument {
  log: Y.Map<Uint8Array>
  answers: ReadonlyMap<string, string>
  closed: Promise<number>
  synced(): Promise<unknown>
  write(record: { name: string; bytes: Uint8Array }): Promise<string>
}

/**
 * Set-up for a test file: the relay that people run, and one person of each standing. They write with a stock
 * WebsocketProvider.
 */
export const wireStage = () => {
  let relay: Relay
  const crew = {} as Crew
  const doors: WebsocketProvider[] = []

  const post = async (path: string, body: object, token?: string): Promise<Response> => {
    const headers = new Headers({ 'content-type': 'application/json' })
    if (token) headers.set('authorization', `Bearer ${token}`)
    return fetch(relay.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  }

  const signUp = async (username: string): Promise<Account> => {
    const device = new Device(generateKeyPairSync('ed25519'))
    const body = { username, email: `${username}@example.org`, password: 'nine teal kettles, one moon' }
    const answer = await post('/api/sign-up', body)
    const token = answer.headers.get('set-auth-token')!
    const { user } = (await answer.json()) as { user: { id: string } }
    const proof = Buffer.from(device.proof(user.id)).toString('base64url')
    await post('/api/devices', { publicKey: Buffer.from(device.publicKey).toString('base64url'), proof }, token)
    return { user: user.id, token, device }
  }

  const act = async ({ token }: Account, act: object): Promise<void> => {
    const answer = await post('/api/acts', { id: newId(), act }, token)
    if (!answer.ok) throw new Error(`${JSON.stringify(act)}: ${await answer.text()}`)
  }

  /** Opens a document with a stock client. */
  const enter = (document: string, { token }: Account): OpenedDocument => {
    const doc = new Y.Doc()
    const answers = new Map<string, string>()
    const onResult = (kind: number, name: string, code?: number) => {
      if (kind < 2) answers.set(name, kind === 0 ? 'ok' : (refusalCodes[code!] ?? `unknown code ${code}`))
    }
    const provider = open(relay.url.replace('http', 'ws'), document, doc, { token, onResult })
    doors.push(provider)
    const closed = new Promise<number>((resolve) => {
      provider.on('closed', ({ code }) => resolve(code))
    })
    const log = doc.getMap<Uint8Array>('log')
    return {
      log,
      answers,
      closed,
      synced: () => within('the document is synced', Promise.race([closed, until('synced', () => provider.synced)])),
      async write({ name, bytes }) {
        log.set(name, bytes)
        await until(`an answer about ${name}`, () => answers.has(name))
        return answers.get(name)!
      },
    }
  }

  beforeAll(async () => {
    relay = await startRelay()
    const accounts = await Promise.all(standings.map((standing) => signUp(`${standing}.wire`)))
    for (const [i, standing] of standings.entries()) crew[standing] = accounts[i]!
  })
  afterEach(() => {
    for (const door of doors.splice(0)) door.destroy()
  })
  afterAll(() => relay.stop())

  /** A room with everybody in place. The removed and the banned person wrote something before. */
  const makeRoom = async (visibility: 'public' | 'private'): Promise<string> => {
    const room = newId()
    const { owner, moderator, removed, banned } = crew
    const members = standings.filter((standing) => standing !== 'owner' && standing !== 'guest')
    const users = members.map((standing) => crew[standing].user)
    await act(owner, { do: 'make', room, name: `room ${room}`, topic: '', visibility, members: users })
    await act(owner, { do: 'role', room, user: moderator.user, role: 'moderator' })
    for (const account of [removed, banned]) {
      const door = enter(`room/${room}/1`, account)
      expect(await door.write(account.device.record(room, 'post', { text: 'while I was in' }))).toBe('ok')
    }
    await act(owner, { do: 'remove', room, user: removed.user })
    await act(owner, { do: 'ban', room, user: banned.user, erase: false })
    return room
  }

  /** Writes what the test records refer to, all of it as the owner. */
  const layOut = async (room: string, host: OpenedDocument): Promise<Omit<Targets, 'own'>> => {
    const { device } = crew.owner
    const said = async (kind: string, body: object, ref = '') => {
      const record = device.record(room, kind, body, { ref })
      expect(await host.write(record), kind).toBe('ok')
      return record.name
    }
    const [post, erased] = [
      await said('post', { text: 'to be talked about' }),
      await said('post', { text: 'to be erased' }),
    ]
    const closed = await said('post', { text: 'a poll that is over', poll: aPoll })
    await said('close', {}, closed)
    return {
      post,
      erased,
      closed,
      poll: await said('post', { text: 'a poll', poll: aPoll }),
      erasure: await said('erase', {}, erased),
      pin: await said('pin', { on: true }, post),
      import: await said('import', { text: 'from elsewhere', who: 'somebody', id: newId() }),
      missing: `${post.split('.')[0]}.zzz`,
    }
  }

  return { crew, act, enter, makeRoom, layOut }
}
