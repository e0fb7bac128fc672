import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Writer } from '../../shared/bytes.ts'
import { homeName, segmentName } from '../../shared/wire/documents.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import { writeUpdate } from '../../shared/wire/update.ts'
import { stage } from '../world/cast.ts'
import { printFigure } from '../world/figures.ts'
import { Line } from '../world/line.ts'
import type { Person } from '../world/person.ts'
import { Stock } from '../world/stock.ts'
import { within } from '../world/until.ts'
import { UpdateWriter } from '../world/update-writer.ts'
import { type Arena, endure, enter, openArena, postAndAck } from './attack.ts'

let arena: Arena
let room: string
let member: Person
beforeAll(async () => {
  arena = await openArena()
  member = arena.cast.member
  room = await stage(arena.cast)
})
afterAll(() => arena.relay.stop())

const closes = (line: Line) => within('the relay closes the socket', line.closed)
const come = () => enter(arena.relay, room, member)
const presence = (clock: number, state: string, client = 7) =>
  new Writer().varuint(1).varuint(client).varuint(clock).varstring(state).done()

describe('the limits of PROMISES.md: frames', () => {
  // A stock client sends everything that one transaction wrote as one live update of any size. If the relay closed the
  // socket for that, the client would send the same update at every reconnect and never get back in.
  test.each(['update', 'sync-step-2'] as const)('the relay checks an %s of 80 kB record by record', async (type) => {
    const records = Array.from({ length: 10 }, () => member.device.post(room, 'x'.repeat(8_000)))
    const line = await come()
    line.send({ type, update: new UpdateWriter().update(...records) })
    for (const { name } of records) expect(await line.resultFor(name)).toMatchObject({ kind: 'acked' })
    await line.close()
  })

  test('a frame over 4 MiB closes the socket with 4413', async () => {
    const line = await come()
    line.sendBytes(new Uint8Array(4 * 1024 * 1024 + 1))
    expect(await closes(line)).toBe(closeCodes.tooLarge)
  })

  test('a message in more than 64 parts closes the socket', async () => {
    const line = await come()
    for (let part = 0; part < 70; part++) line.socket.send(Uint8Array.of(0), { fin: false })
    expect(await closes(line)).toBe(1008)
  })

  test("compression isn't negotiated", async () => {
    const line = await come()
    expect(line.socket.extensions).toBe('')
    await line.close()
  })

  test.each(['-1', '', '{}'])('the text frame %j closes the socket with 4400', async (text) => {
    const line = await come()
    line.socket.send(text)
    expect(await closes(line)).toBe(closeCodes.malformed)
  })

  test('P27: 5,001 structs in one frame close the socket with 4400', async () => {
    const structs = Array.from({ length: 5_001 }, () => ({ empty: 1 }))
    const line = await come()
    line.send({ type: 'update', update: writeUpdate({ blocks: [{ client: 7, clock: 0, structs }], deleted: [] }) })
    expect(await closes(line)).toBe(closeCodes.malformed)
  })

  test('a socket that sends nothing after the upgrade is closed with 4408 after 5 s', async () => {
    const from = performance.now()
    const line = await come()
    expect(await closes(line)).toBe(closeCodes.silent)
    expect(performance.now() - from).toBeGreaterThan(4_900)
  })
})

describe('the limits of PROMISES.md: HTTP', () => {
  /** What the port answers to these bytes. */
  const answerTo = (bytes: string): Promise<string> =>
    new Promise((resolve) => {
      let answer = ''
      const socket = connect(arena.relay.port, '127.0.0.1', () => socket.write(bytes))
      socket.on('data', (chunk) => {
        answer += chunk
      })
      socket.on('error', () => {})
      socket.on('close', () => resolve(answer))
    })

  test('headers over 8 kB are refused', async () => {
    const answer = await within(
      'an answer',
      answerTo(`GET / HTTP/1.1\r\nhost: x\r\nlong: ${'x'.repeat(9_000)}\r\n\r\n`),
    )
    expect(answer).toMatch(/^HTTP\/1.1 4(00|31) /)
  })

  test.each(['\r\n\r\n\r\n', '\x16\x03\x01\x02\x00', 'GET /sync HTTP/9.9\r\n\r\n'])(
    "bytes that aren't a request, %j, end only their own connection",
    async (bytes) => {
      await within('the end of the connection', answerTo(`${bytes}\r\nx\r\n\r\n`))
      expect(arena.relay.isAlive).toBe(true)
    },
  )

  test("the relay waits 5 s for headers that don't end", async () => {
    const from = performance.now()
    await within('the end of the connection', answerTo('GET / HTTP/1.1\r\nhost: x\r\n'))
    const took = performance.now() - from
    printFigure(`unfinished headers: cut off after ${(took / 1000).toFixed(1)} s`)
    expect(took).toBeGreaterThan(4_900)
  })
})

describe('the limits of PROMISES.md: rates', () => {
  test('one full sync a second for each document and socket', async () => {
    const line = await come()
    const from = performance.now()
    for (let i = 0; i < 20; i++) line.send({ type: 'sync-step-1', stateVector: Uint8Array.of(0) })
    const answers = () => line.messages.filter(({ type }) => type === 'sync-step-2').length
    await line.wait('two answers', () => (answers() >= 2 ? true : undefined))
    expect(performance.now() - from).toBeGreaterThan(950)
    expect(answers()).toBe(2)
    await line.close()
  })

  test('500 records at once and 20 a second; the relay asks again for those that came too fast, and loses none', async () => {
    const own = await arena.cast.moderator.makeRoom()
    const stock = new Stock(arena.relay, segmentName(own, 1), arena.cast.moderator.token)
    await stock.synced()
    const records = Array.from({ length: 530 }, () => arena.cast.moderator.device.post(own, 'quick'))
    const from = performance.now()
    for (let from = 0; from < records.length; from += 100) stock.write(...records.slice(from, from + 100))
    await stock.until('the burst is acknowledged', () => stock.acked.size >= 490)
    const burstMs = performance.now() - from
    await stock.until('all are acknowledged', () => stock.acked.size === records.length)
    const allMs = performance.now() - from
    printFigure(`burst: 500 records durable after ${burstMs.toFixed(0)} ms, 530 after ${allMs.toFixed(0)} ms`)
    expect(allMs).toBeGreaterThan(1_000)
    expect(stock.refused.size).toBe(0)
    stock.end()
  })

  test('presence: five changes a second, and the last one is always shown', async () => {
    const witness = await enter(arena.relay, room, arena.cast.owner)
    const line = await come()
    for (let clock = 1; clock <= 100; clock++)
      line.send({ type: 'awareness', update: presence(clock, `{"typing":${clock % 2 === 0},"status":"online"}`) })
    line.send({ type: 'awareness', update: presence(101, '{"status":"away"}') })
    const shown = () => witness.presence.filter(({ client }) => client === 7)
    await witness.wait('the last', () => shown().find(({ state }) => state?.status === 'away'))
    printFigure(`presence: 101 changes at once were shown as ${shown().length}`)
    expect(shown().length).toBeLessThan(10)
    await line.close()
    await witness.close()
  })

  test('presence over 2 kB closes the socket with 4400', async () => {
    const line = await come()
    line.send({ type: 'awareness', update: presence(1, `{"status":"${'x'.repeat(2_048)}"}`) })
    expect(await closes(line)).toBe(closeCodes.malformed)
  })

  test('ten readers that stop reading cost no memory, and miss nothing when they go on', () =>
    endure(arena, 'ten readers that stop', async (own) => {
      const { owner } = arena.cast
      const readers = await Promise.all(Array.from({ length: 10 }, () => enter(arena.relay, own, member)))
      for (const reader of readers) {
        await reader.sync()
        reader.socket.pause()
      }
      const before = await arena.relay.pulse('collect')
      const line = await enter(arena.relay, own, owner)
      const [writer, posts] = [
        new UpdateWriter(),
        Array.from({ length: 350 }, () => owner.device.post(own, 'x'.repeat(7_500))),
      ]
      for (let from = 0; from < posts.length; from += 7) writer.write(line, ...posts.slice(from, from + 7))
      await line.resultFor(posts.at(-1)!.name)
      const held = (await arena.relay.pulse('collect')).heldBytes - before.heldBytes
      printFigure(`ten readers that stop: +${(held / 1e6).toFixed(1)} MB held while 26 MB wait for them`)
      expect(held).toBeLessThan(20e6)
      for (const reader of readers) reader.socket.resume()
      for (const reader of readers) {
        let heard = new Set<string>()
        await reader.wait('all that was said meanwhile', () => {
          heard = reader.namesHeard()
          return heard.size > posts.length ? true : undefined
        })
        expect(posts.filter(({ name }) => !heard.has(name))).toEqual([])
        await reader.close()
      }
      await line.close()
    }))

  test('a flood in one room delays nobody in another', () =>
    endure(arena, 'a flood elsewhere', async () => {
      const own = await member.makeRoom()
      const line = await enter(arena.relay, own, member)
      const writer = new UpdateWriter()
      const flood = Array.from({ length: 400 }, (_, i) => member.device.post(own, `number ${i}`))
      for (const record of flood) writer.write(line, record)
      await line.resultFor(flood.at(-1)!.name)
      await line.close()
    }))
})

describe('the limits of PROMISES.md: documents', () => {
  test.each([
    'room/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    'room/AAAAAAAAAAAAAAAAAAAAAA/0',
    'room/AAAAAAAAAAAAAAAAAAAAAA/01',
    'room/AAAAAAAAAAAAAAAAAAAAAA/1/2',
    'room/AAAAAAAAAAAAAAAAAAAAA',
    'room/%00',
    'room/%E0%A4%A',
    '__proto__',
    'constructor',
    `room/${'A'.repeat(2_000)}`,
  ])('there is no document %s: 4404', async (document) => {
    const line = await Line.open(arena.relay, { document, token: member.token })
    expect(await closes(line)).toBe(closeCodes.noSuchDocument)
  })

  test("another person's home and own room can't be opened: 4403", async () => {
    for (const document of [homeName(arena.cast.owner.id), `self/${arena.cast.owner.id}/1`]) {
      const line = await Line.open(arena.relay, { document, token: member.token })
      expect(await closes(line)).toBe(closeCodes.notYours)
    }
  })

  test('keys that objects inherit, like __proto__, are refused in a body and dropped from presence', async () => {
    const line = await come()
    const [body, after] = [bodyWithProto(), member.device.post(room, 'after it')]
    const writer = new UpdateWriter()
    writer.write(line, body, after)
    expect(await line.resultFor(body.name)).toMatchObject({ kind: 'refused', code: 'bad-body' })
    expect(await line.resultFor(after.name)).toMatchObject({ kind: 'acked' })
    line.send({ type: 'awareness', update: presence(1, '{"__proto__":{"status":"away"},"typing":true}', 8) })
    const own = await line.wait('the echo', () => line.presence.find(({ client }) => client === 8))
    expect(own.state).toEqual({ user: member.id, typing: true })
    await postAndAck(line, member, room)
    await line.close()
  })

  const bodyWithProto = () =>
    member.device.write(room, { kind: 'post', text: 'x' }, '', {
      body: new TextEncoder().encode('{"text":"x","__proto__":{"polluted":1}}'),
    })
})
