import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { directRoomId } from '../../shared/room/direct.ts'
import { refusalCodes } from '../../shared/wire/results.ts'
import { type Relay, startRelay } from '../world/relay.ts'
import { until, within } from '../world/until.ts'
import { Device, open } from './client.mjs'

/**
 * Every kind of record by every standing, written by a stock WebsocketProvider to the relay that people run. The answers were
 * written by hand from shared/room/RULES.md.
 */
const standings = ['owner', 'moderator', 'member', 'guest', 'removed', 'banned'] as const
type Standing = (typeof standings)[number]

interface Account {
  user: string
  token: string
  device: Device
}
type Crew = { [name in Standing]: Account }

let relay: Relay
let crew: Crew
const doors: WebsocketProvider[] = []

const newId = () => randomBytes(16).toString('base64url')

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

/** A stock client in a document, with what the relay says of each record and how it is closed. */
const enter = (document: string, { token }: Account) => {
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
    async write({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<string> {
      log.set(name, bytes)
      await until(`an answer about ${name}`, () => answers.has(name))
      return answers.get(name)!
    },
  }
}
type Door = ReturnType<typeof enter>

beforeAll(async () => {
  relay = await startRelay()
  const accounts = await Promise.all(standings.map((standing) => signUp(`${standing}.wire`)))
  crew = Object.fromEntries(standings.map((standing, i) => [standing, accounts[i]!])) as Crew
})
afterEach(() => {
  for (const door of doors.splice(0)) door.destroy()
})
afterAll(() => relay.stop())

/** A room with everybody in place; who was removed and who is banned wrote something before. */
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

/** What records are about: written before by the owner, but for one's own. */
interface Targets {
  post: string
  own: string
  erased: string
  erasure: string
  pin: string
  import: string
  missing: string
}

const layOut = async (room: string, host: Door): Promise<Omit<Targets, 'own'>> => {
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
  return {
    post,
    erased,
    erasure: await said('erase', {}, erased),
    pin: await said('pin', { on: true }, post),
    import: await said('import', { text: 'from elsewhere', who: 'somebody', id: newId() }),
    missing: `${post.split('.')[0]}.zzz`,
  }
}

const text = { text: 'words' }
const thumb = { emoji: '👍', on: true }

/** Kind, body, what it is about, and the answers to owner, moderator and member. */
const rows: readonly [kind: string, body: object, about: keyof Targets | null, answers: string][] = [
  ['post', text, null, 'ok ok ok'],
  ['edit', text, 'own', 'ok ok ok'],
  ['edit', text, 'post', 'ok not-yours not-yours'],
  ['edit', text, 'import', 'not-allowed not-allowed not-allowed'],
  ['edit', text, 'pin', 'not-allowed not-allowed not-allowed'],
  ['edit', text, 'erased', 'erased erased erased'],
  ['edit', text, 'missing', 'no-such-target no-such-target no-such-target'],
  ['react', thumb, 'own', 'ok ok ok'],
  ['react', thumb, 'post', 'ok ok ok'],
  ['react', thumb, 'import', 'ok ok ok'],
  ['react', thumb, 'pin', 'not-allowed not-allowed not-allowed'],
  ['react', thumb, 'erasure', 'not-allowed not-allowed not-allowed'],
  ['react', thumb, 'erased', 'erased erased erased'],
  ['react', thumb, 'missing', 'no-such-target no-such-target no-such-target'],
  ['pin', { on: true }, 'own', 'ok ok not-allowed'],
  ['pin', { on: true }, 'post', 'ok ok not-allowed'],
  ['pin', { on: true }, 'import', 'ok ok not-allowed'],
  ['pin', { on: true }, 'erasure', 'not-allowed not-allowed not-allowed'],
  ['pin', { on: true }, 'erased', 'erased erased erased'],
  ['pin', { on: true }, 'missing', 'no-such-target no-such-target no-such-target'],
  ['import', { ...text, who: 'somebody', id: 'line 1' }, null, 'ok not-allowed not-allowed'],
  ['set', { key: 'a', value: 1 }, null, 'not-allowed not-allowed not-allowed'],
  ['erase', {}, 'erasure', 'not-allowed not-allowed not-allowed'],
  ['erase', {}, 'pin', 'not-allowed not-allowed not-allowed'],
  ['erase', {}, 'erased', 'erased erased erased'],
  ['erase', {}, 'missing', 'no-such-target no-such-target no-such-target'],
  ['erase', {}, 'own', 'ok ok ok'],
]
/** What one who does not moderate may not take, and one who does takes once. */
const erasing: typeof rows = [
  ['erase', {}, 'import', 'ok ok not-yours'],
  ['erase', {}, 'post', 'ok ok not-yours'],
]

const withOwn = async (room: string, door: Door, account: Account, targets: Omit<Targets, 'own'>) => {
  const own = account.device.record(room, 'post', { text: 'my own' })
  const answer = await door.write(own)
  return { own: own.name, answer, targets: { ...targets, own: own.name } }
}

const answersTo = async (room: string, door: Door, account: Account, targets: Targets, of: typeof rows) => {
  const answers: string[] = []
  for (const [kind, body, about] of of)
    answers.push(await door.write(account.device.record(room, kind, body, { ref: about ? targets[about] : '' })))
  return answers
}

describe.each(['public', 'private'] as const)('in a room that is %s', (visibility) => {
  test.each([
    ['owner', 0],
    ['moderator', 1],
    ['member', 2],
  ] as const)('the %s writes what the table allows, and nothing else', async (standing, column) => {
    const room = await makeRoom(visibility)
    const shared = await layOut(room, enter(`room/${room}/1`, crew.owner))
    const account = crew[standing]
    const door = enter(`room/${room}/1`, account)
    await door.synced()
    const { targets, answer } = await withOwn(room, door, account, shared)
    expect(answer).toBe('ok')
    const all = [...rows, ...erasing]
    const expected = all.map(([kind, , about, answers]) => `${kind} ${about}: ${answers.split(' ')[column]}`)
    const answers = await answersTo(room, door, account, targets, all)
    expect(all.map(([kind, , about], i) => `${kind} ${about}: ${answers[i]}`)).toEqual(expected)
  })
})

/**
 * Whoever is no member is not answered: a refusal takes a place in the segment, and strangers could fill a room with those.
 * Something that was said later has come, and nobody else has any of what they wrote.
 */
const passedOverInSilence = async (room: string, door: Door, written: readonly { name: string }[]): Promise<void> => {
  const host = enter(`room/${room}/1`, crew.owner)
  const later = crew.owner.device.record(room, 'post', { text: 'later' })
  expect(await host.write(later)).toBe('ok')
  await until('what was said later arrives', () => door.log.has(later.name))
  for (const { name } of written) {
    expect(door.answers.has(name)).toBe(false)
    expect(host.log.has(name)).toBe(false)
  }
}

describe('somebody who is not a member', () => {
  test.each(['guest', 'removed'] as const)('reads a public room and writes nothing: %s', async (standing) => {
    const room = await makeRoom('public')
    const shared = await layOut(room, enter(`room/${room}/1`, crew.owner))
    const door = enter(`room/${room}/1`, crew[standing])
    await door.synced()
    expect(door.log.has(shared.post)).toBe(true)
    const written = rows.map(([kind, body, about]) =>
      crew[standing].device.record(room, kind, body, {
        ref: about === null ? '' : shared[about === 'own' ? 'post' : about],
      }),
    )
    for (const { name, bytes } of written) door.log.set(name, bytes)
    await passedOverInSilence(room, door, written)
    expect(door.log.has(shared.post)).toBe(true)
  })

  test.each([
    ['guest', 4403],
    ['removed', 4403],
    ['banned', 4406],
  ] as const)('is turned away from a private room for good: %s, %i', async (standing, code) => {
    const room = await makeRoom('private')
    for (const document of [`room/${room}`, `room/${room}/1`]) {
      const door = enter(document, crew[standing])
      expect(await within('the provider gives up', door.closed)).toBe(code)
      expect(door.log.size).toBe(0)
    }
  })

  test('is turned away from a public room too once banned, until the ban is lifted', async () => {
    const room = await makeRoom('public')
    const { banned, owner } = crew
    expect(await within('the provider gives up', enter(`room/${room}/1`, banned).closed)).toBe(4406)
    await act(owner, { do: 'unban', room, user: banned.user })
    const door = enter(`room/${room}/1`, banned)
    await door.synced()
    const early = banned.device.record(room, 'post', text)
    door.log.set(early.name, early.bytes)
    await passedOverInSilence(room, door, [early])
    await act(banned, { do: 'join', room })
    const again = enter(`room/${room}/1`, banned)
    expect(await again.write(banned.device.record(room, 'post', text))).toBe('ok')
  })

  test('reads a public room without an account while the owner lets guests in, and writes nothing', async () => {
    const room = await makeRoom('public')
    const shared = await layOut(room, enter(`room/${room}/1`, crew.owner))
    const stranger = { ...crew.guest, token: '' } // no token at all
    const door = enter(`room/${room}/1`, stranger)
    await door.synced()
    expect(door.log.has(shared.post)).toBe(true)
    const record = crew.guest.device.record(room, 'post', text)
    door.log.set(record.name, record.bytes)
    await passedOverInSilence(room, door, [record])
    await act(crew.owner, { do: 'change', room, guests: false })
    expect(await within('the guest is closed', door.closed)).toBe(4401)
    expect(await within('and stays out', enter(`room/${room}/1`, stranger).closed)).toBe(4401)
  })
})

describe('in a room that is archived', () => {
  test.each(['owner', 'moderator', 'member'] as const)(
    'the %s reads, erases, and says nothing more',
    async (standing) => {
      const room = await makeRoom('public')
      const shared = await layOut(room, enter(`room/${room}/1`, crew.owner))
      const account = crew[standing]
      const door = enter(`room/${room}/1`, account)
      await door.synced()
      const { targets } = await withOwn(room, door, account, shared)
      await act(crew.owner, { do: 'archive', room, on: true })
      const answers = await answersTo(room, door, account, targets, rows)
      expect(rows.map(([kind, , about], i) => `${kind} ${about}: ${answers[i]}`)).toEqual(
        rows.map(([kind, , about, usual]) => {
          const mayStill = kind === 'erase' || kind === 'set'
          return `${kind} ${about}: ${mayStill ? usual.split(' ')[standings.indexOf(standing)] : 'archived'}`
        }),
      )
      await act(crew.owner, { do: 'archive', room, on: false })
      expect(await door.write(account.device.record(room, 'post', text))).toBe('ok')
    },
  )
})

test('a room that is deleted is closed to everybody with 4410, for good', async () => {
  const room = await makeRoom('public')
  const doors = [crew.owner, crew.member, crew.guest].map((account) => enter(`room/${room}/1`, account))
  for (const door of doors) await door.synced()
  await act(crew.owner, { do: 'delete', room })
  for (const { closed } of doors) expect(await within('it closes', closed)).toBe(4410)
  expect(await within('and stays closed', enter(`room/${room}`, crew.owner).closed)).toBe(4410)
})

describe('in a direct conversation', () => {
  const begin = async (...others: Account[]): Promise<string> => {
    const users = others.map(({ user }) => user)
    const room = directRoomId([crew.owner.user, ...users])
    await act(crew.owner, { do: 'direct', room, users })
    return room
  }

  test('all write, nobody governs, and nobody else reads', async () => {
    const room = await begin(crew.member, crew.moderator)
    const { owner, member } = crew
    const host = enter(`room/${room}/1`, owner)
    const door = enter(`room/${room}/1`, member)
    const hello = owner.device.record(room, 'post', text)
    expect(await host.write(hello)).toBe('ok')
    const write = (kind: string, body: object, ref = '') => door.write(member.device.record(room, kind, body, { ref }))
    expect(await write('post', text)).toBe('ok')
    expect(await write('react', thumb, hello.name)).toBe('ok')
    expect(await write('edit', text, hello.name)).toBe('not-yours')
    expect(await write('erase', {}, hello.name)).toBe('not-yours')
    expect(await write('pin', { on: true }, hello.name)).toBe('not-allowed')
    expect(await write('import', { ...text, who: 'x', id: 'x' })).toBe('not-allowed')
    expect(await within('a stranger is closed', enter(`room/${room}/1`, crew.guest).closed)).toBe(4404)
  })

  test('of two, who was blocked says nothing there, and everywhere else as before', async () => {
    const { owner, guest } = crew
    const room = await begin(guest)
    const host = enter(`room/${room}/1`, owner)
    expect(await host.write(owner.device.record(room, 'post', text))).toBe('ok')
    await act(guest, { do: 'block', room: guest.user, user: owner.user, on: true })
    expect(await host.write(owner.device.record(room, 'post', text))).toBe('blocked')
    const theirs = enter(`room/${room}/1`, guest)
    expect(await theirs.write(guest.device.record(room, 'post', text))).toBe('ok')
    await act(guest, { do: 'block', room: guest.user, user: owner.user, on: false })
    expect(await host.write(owner.device.record(room, 'post', text))).toBe('ok')
  })
})

test("settings are taken in one's own room and read by nobody else", async () => {
  const { owner, member } = crew
  const own = enter(`self/${owner.user}/1`, owner)
  expect(await own.write(owner.device.record(owner.user, 'set', { key: 'a', value: 1 }))).toBe('ok')
  for (const document of [`self/${owner.user}/1`, `home/${owner.user}`, `room/${owner.user}/1`])
    expect([4403, 4404]).toContain(await within('it closes', enter(document, member).closed))
})
