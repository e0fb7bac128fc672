import { request } from 'node:http'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { invitationHash } from '../../shared/room/invitation.ts'
import { Device } from '../world/device.ts'
import { newId, Person } from '../world/person.ts'
import { type Relay, startRelay } from '../world/relay.ts'

// When an admin ends an account, everything it left behind (links, invitations, sessions) lets nobody in any more.
let relay: Relay
let admin: Person
let count = 0
beforeAll(async () => {
  relay = await startRelay()
  admin = await new Person(relay, 'olga').signUp()
})
afterAll(() => relay.stop())

let maker: Person
let stranger: Person
let room: string
let token: string
beforeEach(async () => {
  maker = await new Person(relay, `milo${++count}`).signUp()
  stranger = await new Person(relay, `stan${count}`).signUp()
  room = await admin.makeRoom('private')
  await admin.act({ do: 'add', room, user: maker.id })
  token = newId()
})

const inviteAct = (token: string) =>
  ({ do: 'invite', room, invitation: newId(), hash: invitationHash(token), expires: null, uses: null }) as const
const endMaker = () => admin.call('POST', '/api/accounts/end', { username: maker.username })
const preview = (at = token) => admin.call('GET', `/api/invitations/${room}/${at}`)
const joinBy = (who: Person, at = token) => who.tryAct({ do: 'join', room, invitation: at })
const links = async () => (await admin.call('GET', `/api/rooms/${room}/invitations`)).body

const isOver = async (at = token) => {
  expect((await preview(at)).body).toEqual({ error: 'invitation-over' })
  expect((await joinBy(stranger, at)).body).toEqual({ error: 'invitation-over' })
}

describe('the invitation links of an account that an admin ended', () => {
  test('stop working at once, and the list says why', async () => {
    await maker.act(inviteAct(token))
    expect((await preview()).status).toBe(200)
    expect((await endMaker()).status).toBe(204)
    await isOver()
    expect(await links()).toMatchObject([{ by: maker.id, ended: { why: 'account' } }])
  })

  test('stay ended when the account comes back, and its owner can make new ones', async () => {
    await maker.act(inviteAct(token))
    await endMaker()
    const { link } = (await admin.call('POST', '/api/accounts/reset-link', { username: maker.username })).body
    const password = 'six slow otters at dawn'
    maker.token = ''
    await maker.call('POST', '/api/password/reset', { token: new URL(link).hash.slice(1), password })
    await isOver()
    const back = await maker.call('POST', '/api/sign-in', { login: maker.username, password })
    maker.token = back.headers.get('set-auth-token')!
    // The key of before signs nothing more; the app takes a new one.
    await expect(maker.register(maker.device)).rejects.toThrow('ended')
    await maker.register(new Device())
    const second = newId()
    await maker.act(inviteAct(second))
    expect((await joinBy(stranger, second)).status).toBe(200)
  })

  test("P51: don't grow in number through an act whose body is still being sent", async () => {
    const body = JSON.stringify({ id: newId(), act: inviteAct(token) })
    const slow = startSlowly(maker, body)
    await slow.isUnderWay
    await endMaker()
    expect(await slow.finish()).toBe(401)
    expect(await links()).toEqual([])
    await isOver()
  })

  test('end at the next start if the relay crashed in between', async () => {
    await maker.act(inviteAct(token))
    await endMaker()
    await relay.kill('SIGKILL')
    const client = createClient({ url: `file:${join(relay.data, 'rooms.db')}` })
    await client.execute('UPDATE invitation SET ended = NULL, why = NULL')
    client.close()
    await relay.start()
    await isOver()
  })
})

test('R72: nobody can accept a join request from somebody whose account was ended', async () => {
  const asker = maker
  const other = await admin.makeRoom('private')
  await asker.act({ do: 'request', room: other, note: 'it is me' })
  await endMaker()
  const answer = { do: 'answer', room: other, user: asker.id, let: true } as const
  expect((await admin.tryAct(answer)).body).toEqual({ error: 'no-such-target' })
})

/** Starts a request: its head and a part of its body are sent, and `finish` sends the rest. */
const startSlowly = (who: Person, body: string) => {
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    authorization: `Bearer ${who.token}`,
  }
  const slow = request(`${relay.url}/api/acts`, { method: 'POST', headers })
  const status = new Promise<number>((resolve, reject) => {
    slow.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    slow.on('error', reject)
  })
  slow.write(body.slice(0, 10))
  // A later request has been answered, so the head of the slow one was read.
  const isUnderWay = new Promise((flushed) => setImmediate(flushed)).then(() => who.call('GET', '/api/me'))
  return {
    isUnderWay,
    finish() {
      slow.end(body.slice(10))
      return status
    },
  }
}
