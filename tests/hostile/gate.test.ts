import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Writer } from '../../shared/bytes.ts'
import type { Body } from '../../shared/record/kinds.ts'
import { segmentName } from '../../shared/wire/documents.ts'
import { closeCodes, type RefusalCode } from '../../shared/wire/results.ts'
import { stage } from '../world/cast.ts'
import { Device, type Signed } from '../world/device.ts'
import { Line } from '../world/line.ts'
import type { Person } from '../world/person.ts'
import { load } from '../world/stock.ts'
import { until, within } from '../world/until.ts'
import { UpdateWriter } from '../world/update-writer.ts'
import { type Arena, enter, openArena, postAndAck } from './attack.ts'

let arena: Arena
beforeAll(async () => {
  arena = await openArena()
})
afterAll(() => arena.relay.stop())

const closes = (line: Line) => within('the relay closes the socket', line.closed)
const presence = (client: number, clock: number, state: string) =>
  new Writer().varuint(1).varuint(client).varuint(clock).varstring(state).done()
const namesIn = async (room: string) =>
  new Set((await load(arena.relay, segmentName(room, 1), arena.cast.owner.token)).keys())

/** A record with one bit flipped, `at` bytes before its end. */
const tampered = ({ name, bytes }: Signed, at: number): Signed => {
  const copy = Buffer.from(bytes)
  copy.writeUInt8(copy.at(at)! ^ 1, copy.length + at)
  return { name, bytes: new Uint8Array(copy) }
}

describe('cross-site', () => {
  const withOrigin = (origin: string) =>
    Line.open(arena.relay, { document: null, token: arena.cast.member.token, headers: { origin } })

  test.each(['https://evil.example', 'null', 'http://127.0.0.1', 'http://127.0.0.1:1'])(
    'a page of %s gets no socket',
    async (origin) => {
      await expect(withOrigin(origin)).rejects.toThrow('403')
    },
  )

  test('our own page gets one', async () => {
    const line = await withOrigin(arena.relay.url)
    await line.wait('hello', () => line.frames[0])
    await line.close()
  })

  test('a change from a foreign page, or of another content type, is refused', async () => {
    const headers = { authorization: `Bearer ${arena.cast.member.token}`, 'content-type': 'application/json' }
    const ask = (more: { [name: string]: string }) =>
      fetch(`${arena.relay.url}/api/acts`, { method: 'POST', headers: { ...headers, ...more }, body: '{}' })
    expect((await ask({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await ask({ origin: arena.relay.url, 'content-type': 'text/plain' })).status).toBe(415)
  })
})

describe('promise 3: nobody speaks for another', () => {
  test('a record with a bad signature closes the socket with 4400 and is stored nowhere', async () => {
    const { member } = arena.cast
    const room = await stage(arena.cast)
    for (const at of [-1, -70, -200]) {
      const forged = tampered(member.device.post(room, 'a forged word '.repeat(20)), at)
      const line = await enter(arena.relay, room, member)
      new UpdateWriter().write(line, forged)
      expect(await closes(line)).toBe(closeCodes.malformed)
      expect(await namesIn(room)).not.toContain(forged.name)
    }
  })

  test('the relay also finds a bad signature in the middle of a linked run, and takes its record out again', async () => {
    const { member } = arena.cast
    const room = await stage(arena.cast)
    const line = await enter(arena.relay, room, member)
    const forged = tampered(member.device.post(room, 'signed by nobody'), -1)
    new UpdateWriter().write(line, forged, member.device.post(room, 'the next of the chain'))
    expect(await closes(line)).toBe(closeCodes.malformed)
    await until('the forged record is gone', async () => !(await namesIn(room)).has(forged.name))
  })

  test('a record signed for another room closes the socket with 4400', async () => {
    const { member } = arena.cast
    const [room, other] = [await stage(arena.cast), await stage(arena.cast)]
    const line = await enter(arena.relay, room, member)
    new UpdateWriter().write(line, member.device.post(other, 'said elsewhere'))
    expect(await closes(line)).toBe(closeCodes.malformed)
  })

  test("a record under another device's name closes the socket with 4400", async () => {
    const { member, owner } = arena.cast
    const room = await stage(arena.cast)
    const line = await enter(arena.relay, room, member)
    const { bytes } = member.device.post(room, 'whose is this?')
    new UpdateWriter().write(line, { name: `${owner.device.idText}.1`, bytes })
    expect(await closes(line)).toBe(closeCodes.malformed)
  })

  test("the relay doesn't take a record of another device from this connection, genuine or made up", async () => {
    const { member, owner } = arena.cast
    const room = await stage(arena.cast)
    const unknown = new Device()
    for (const record of [owner.device.post(room, 'my own words'), unknown.post(room, 'a device of nobody')]) {
      const line = await enter(arena.relay, room, member)
      new UpdateWriter().write(line, record)
      await Promise.race([line.sync(), line.closed])
      await line.close()
      expect(await namesIn(room)).not.toContain(record.name)
    }
  })

  test("nobody can take a Yjs client id that another member's presence has shown", async () => {
    const { member, owner } = arena.cast
    const room = await stage(arena.cast)
    const victim = await enter(arena.relay, room, owner)
    const writer = new UpdateWriter()
    victim.send({ type: 'awareness', update: presence(writer.client, 1, '{"status":"online"}') })
    await victim.wait('the echo', () => victim.presence.find(({ client }) => client === writer.client))

    const squatter = await enter(arena.relay, room, member)
    const squat = new UpdateWriter()
    squat.client = writer.client
    squat.write(squatter, member.device.post(room, 'squatting'))
    await squatter.wait('a refusal', () =>
      squatter.results.find((result) => result.kind === 'client-taken' && result.client === writer.client),
    )
    await postAndAck(victim, owner, room, writer)
    await squatter.close()
    await victim.close()
  })

  test("the relay doesn't pass on presence for another person's id or under another person's name", async () => {
    const { member, owner, moderator } = arena.cast
    const room = await stage(arena.cast)
    const victim = await enter(arena.relay, room, owner)
    const witness = await enter(arena.relay, room, moderator)
    victim.send({ type: 'awareness', update: presence(11, 1, '{"status":"online"}') })
    await witness.wait('the owner', () => witness.presence.find(({ client }) => client === 11))
    const liar = await enter(arena.relay, room, member)
    liar.send({ type: 'awareness', update: presence(11, 9, 'null') })
    liar.send({ type: 'awareness', update: presence(12, 1, `{"user":"${owner.id}","status":"away"}`) })
    const seen = await witness.wait('the liar', () => witness.presence.find(({ client }) => client === 12))
    expect(seen.state).toEqual({ user: member.id, status: 'away' })
    expect(witness.presence.some(({ client, state }) => client === 11 && state === null)).toBe(false)
    for (const line of [victim, witness, liar]) await line.close()
  })
})

describe("a valid record that isn't allowed becomes an empty place, and later records still arrive", () => {
  const refusals: [what: string, code: RefusalCode, write: (room: string, owners: string) => Signed][] = [
    [
      "an edit of another's post",
      'not-yours',
      (room, owners) => write(room, { kind: 'edit', text: 'mine now' }, owners),
    ],
    ["an erasure of another's post", 'not-yours', (room, owners) => write(room, { kind: 'erase' }, owners)],
    ['a pin by a member', 'not-allowed', (room, owners) => write(room, { kind: 'pin', on: true }, owners)],
    ['an import by a member', 'not-allowed', (room) => write(room, { kind: 'import', text: 'x', who: 'y', id: 'z' })],
    ['a setting in a room of many', 'not-allowed', (room) => write(room, { kind: 'set', key: 'k', value: 1 })],
    ['an edit of nothing', 'no-such-target', (room) => write(room, { kind: 'edit', text: 'x' }, `${'A'.repeat(22)}.1`)],
    ['a time three minutes ahead', 'too-early', (room) => late(room, Date.now() + 3 * 60_000)],
    ['a time a day ahead', 'too-early', (room) => late(room, Date.now() + 24 * 3_600_000)],
    ['a kind that is not known', 'bad-body', (room) => write(room, { kind: 'post', text: 'x' }, '', { kind: 99 })],
    [
      'a body that is not JSON',
      'bad-body',
      (room) => write(room, { kind: 'post', text: 'x' }, '', { body: new Uint8Array(3) }),
    ],
  ]
  const write = (room: string, body: Body, ref = '', wrong = {}) =>
    arena.cast.member.device.write(room, body, ref, wrong)
  const late = (room: string, time: number) => write(room, { kind: 'post', text: 'from tomorrow' }, '', { time })

  test.each(refusals)('%s: %s', async (_, code, forbidden) => {
    const { owner, member } = arena.cast
    const room = await stage(arena.cast)
    const host = await enter(arena.relay, room, owner)
    const owners = await postAndAck(host, owner, room)
    const line = await enter(arena.relay, room, member)
    const [refused, after] = [forbidden(room, owners), member.device.post(room, 'after it')]
    new UpdateWriter().write(line, refused, after)
    expect(await line.resultFor(refused.name)).toEqual({ kind: 'refused', name: refused.name, code })
    expect(await line.resultFor(after.name)).toEqual({ kind: 'acked', name: after.name })
    const names = await namesIn(room)
    expect(names).toContain(after.name)
    expect(names).not.toContain(refused.name)
    for (const open of [host, line]) await open.close()
  })

  test('the same record under another Yjs client id is acknowledged, and stored only once', async () => {
    const { member } = arena.cast
    const room = await stage(arena.cast)
    const line = await enter(arena.relay, room, member)
    const record = member.device.post(room, 'said twice')
    for (const writer of [new UpdateWriter(), new UpdateWriter()]) {
      line.results.length = 0
      writer.write(line, record)
      expect(await line.resultFor(record.name)).toMatchObject({ kind: 'acked' })
    }
    const records = await load(arena.relay, segmentName(room, 1), member.token)
    expect([...records]).toEqual([[record.name, record.bytes]])
    await line.close()
  })

  test('the same name with other bytes is refused as name-used, and the first record stays', async () => {
    const { member } = arena.cast
    const room = await stage(arena.cast)
    const line = await enter(arena.relay, room, member)
    const first = member.device.post(room, 'what I said')
    const second = member.device.write(room, { kind: 'post', text: 'what I never said' }, '', { seq: 1 })
    expect(second.name).toBe(first.name)
    const writer = new UpdateWriter()
    writer.write(line, first)
    await line.resultFor(first.name)
    line.results.length = 0
    writer.write(line, second)
    expect(await line.resultFor(second.name)).toMatchObject({ kind: 'refused', code: 'name-used' })
    const records = await load(arena.relay, segmentName(room, 1), member.token)
    expect(records.get(first.name)).toEqual(first.bytes)
    await line.close()
  })
})

describe("promise 4: people outside a room can't write in it", () => {
  const silenced: [who: string, person: () => Person | undefined][] = [
    ['a guest', () => undefined],
    ['a stranger', () => arena.cast.stranger],
    ['someone removed', () => arena.cast.removed],
  ]

  test.each(silenced)('%s reads a public room, and the relay takes nothing that they write', async (_, person) => {
    const room = await stage(arena.cast)
    const host = await enter(arena.relay, room, arena.cast.owner)
    const hello = await postAndAck(host, arena.cast.owner, room)
    const line = await enter(arena.relay, room, person())
    const record = (person()?.device ?? new Device()).post(room, 'let me in')
    new UpdateWriter().write(line, record)
    line.send({ type: 'awareness', update: presence(5, 1, '{"status":"online"}') })
    await Promise.race([line.sync(), line.closed])
    const names = await namesIn(room)
    expect(names).toContain(hello)
    expect(names).not.toContain(record.name)
    expect(host.presence.some(({ client }) => client === 5)).toBe(false)
    for (const open of [host, line]) await open.close()
  })

  test.each(silenced)("%s can't open a private room: 4403", async (_, person) => {
    const room = await stage(arena.cast, 'private')
    const line = await enter(arena.relay, room, person())
    expect(await closes(line)).toBe(closeCodes.notYours)
  })
})
