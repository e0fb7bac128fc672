import type { Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Writer } from '../../shared/bytes.ts'
import { segmentName } from '../../shared/wire/documents.ts'
import { writeFrame } from '../../shared/wire/mux.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import { parseUpdate } from '../../shared/wire/update.ts'
import { printFigure } from '../world/figures.ts'
import { Line } from '../world/line.ts'
import { newId } from '../world/person.ts'
import { until, within } from '../world/until.ts'
import { UpdateWriter } from '../world/update-writer.ts'
import { type Arena, endure, enter, openArena } from './attack.ts'
import { deletesOfStrangers, hostileUpdates, nested } from './shapes.ts'

let arena: Arena
beforeAll(async () => {
  arena = await openArena()
})
afterAll(() => arena.relay.stop())

const attacker = () => arena.cast.member
const come = (room: string) => enter(arena.relay, room, attacker())
const closes = (line: Line) => within('the relay closes the socket', line.closed)

/** Sends bytes as a full sync over a new socket. Returns the close code of that socket. */
const closeCodeFor = async (room: string, update: Uint8Array): Promise<number> => {
  const line = await come(room)
  line.send({ type: 'sync-step-2', update })
  return closes(line)
}

/** Lets the honest sockets of this process send during an attack, as the relay closes silent sockets. */
const turn = () => new Promise((next) => setImmediate(next))
const isOpen = ({ socket }: Line) => socket.readyState === socket.OPEN
const hasReadAll = ({ socket }: Line) => socket.bufferedAmount === 0

/** Frames that a WebSocket client must not send. They are masked with zeros, except the one that is not masked. */
const illegalFrames: [string, number[]][] = [
  ['of a reserved opcode', [0x83, 0x80, 0, 0, 0, 0]],
  ['with a reserved bit', [0xc2, 0x80, 0, 0, 0, 0]],
  ['without a mask', [0x82, 0x01, 0]],
  ['of a ping in parts', [0x09, 0x80, 0, 0, 0, 0]],
  ['of a ping too long', [0x89, 0xfe, 0, 126, 0, 0, 0, 0]],
  ['that goes on with nothing', [0x80, 0x80, 0, 0, 0, 0]],
  ['of a close of one byte', [0x88, 0x81, 0, 0, 0, 0, 1]],
  ['of a close with no such code', [0x88, 0x82, 0, 0, 0, 0, 0x03, 0xed]],
  ['of text that is not UTF-8', [0x81, 0x81, 0, 0, 0, 0, 0xff]],
  ['of 2^63 bytes', [0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['of 2^52 bytes', [0x82, 0xff, 0, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
]

describe('promise 5: what kills or stalls stock Yjs servers does nothing here', () => {
  test('any illegal WebSocket frame', () =>
    endure(arena, 'illegal frames', async (room) => {
      for (const [, bytes] of illegalFrames) {
        const line = await come(room)
        const { _socket: raw } = line.socket as unknown as { _socket: Socket }
        raw.write(Uint8Array.from(bytes))
        await closes(line)
      }
    }))

  test('presence nested 5,000 deep, then a join', () =>
    endure(arena, 'deep presence', async (room) => {
      for (const depth of [5_000, 900]) {
        const line = await come(room)
        const state = `{"status":${nested(depth)}}`
        line.send({ type: 'awareness', update: new Writer().varuint(1).varuint(7).varuint(1).varstring(state).done() })
        if (depth === 5_000) expect(await closes(line)).toBe(closeCodes.malformed)
        else await line.sync()
      }
    }))

  test.each(['emptyString', 'emptyRun', 'deepEmbed', 'deepAny'] as const)('an update of one %s', (shape) =>
    endure(arena, shape, async (room) => {
      expect(await closeCodeFor(room, hostileUpdates[shape]())).toBe(closeCodes.malformed)
    }),
  )

  test('a struct count of 2^25, sent fifty times', () =>
    endure(arena, 'struct count', async (room) => {
      for (let i = 0; i < 50; i++)
        expect(await closeCodeFor(room, hostileUpdates.structCount())).toBe(closeCodes.malformed)
    }))

  test('6,000 items between one pair of origins', () =>
    endure(arena, 'between origins', async (room) => {
      expect(await closeCodeFor(room, hostileUpdates.betweenOrigins())).toBe(closeCodes.malformed)
    }))

  test('thousands of updates with a clock gap, which reach nobody else', () =>
    endure(arena, 'clock gaps', async (room) => {
      const witness = await enter(arena.relay, room, arena.cast.moderator)
      await witness.sync()
      const line = await come(room)
      const writer = new UpdateWriter()
      const record = attacker().device.post(room, 'too soon')
      for (let i = 1; i <= 3_000; i++) {
        writer.clock = i * 2
        writer.write(line, record)
      }
      await line.sync()
      expect(line.results).toEqual([])
      const fromThere = (update: Uint8Array) =>
        parseUpdate(update).blocks.some(({ client }) => client === writer.client)
      expect(fromThere(await witness.sync())).toBe(false)
      const heard = witness.messages.flatMap((message) => (message.type === 'update' ? [message.update] : []))
      expect(heard.some(fromThere)).toBe(false)
    }))

  test('P28: a delete set of 0.8 MB for unknown clients, which reaches nobody else', () =>
    endure(arena, 'foreign deletes', async (room) => {
      const update = deletesOfStrangers(5_000, 20, 2 ** 28)
      for (let i = 0; i < 3; i++) {
        const line = await come(room)
        line.send({ type: 'sync-step-2', update })
        const { deleted } = parseUpdate(await line.sync())
        expect(deleted).toEqual([])
        await line.close()
      }
    }))

  test('20,000 root names', () =>
    endure(arena, 'root names', async (room) => {
      expect(await closeCodeFor(room, hostileUpdates.rootNames())).toBe(closeCodes.malformed)
    }))

  test('sync step 1 repeated by a peer that never reads', () =>
    endure(arena, 'a peer that never reads', async (room) => {
      const line = await come(room)
      const writer = new UpdateWriter()
      const long = Array.from({ length: 350 }, () => attacker().device.post(room, 'x'.repeat(8_000)))
      line.send({ type: 'sync-step-2', update: writer.update(...long) })
      await line.resultFor(long.at(-1)!.name)
      line.socket.pause()
      for (let i = 0; i < 10_000 && isOpen(line); i++) {
        line.send({ type: 'sync-step-1', stateVector: Uint8Array.of(0) })
        if (i % 1_000 === 0) await turn()
      }
      await until('the relay has read it all, or has had enough', () => hasReadAll(line) || !isOpen(line))
    }))

  test('200,000 pings by a peer that never reads the pongs', () =>
    endure(arena, 'pings', async (room) => {
      const line = await come(room)
      await line.sync()
      line.socket.pause()
      const before = await arena.relay.pulse('collect')
      for (let i = 0; i < 200_000 && isOpen(line); i++) {
        line.socket.ping(new Uint8Array(125))
        if (i % 1_000 === 0) await turn()
      }
      await until('the relay has read it all, or has had enough', () => hasReadAll(line) || !isOpen(line))
      const held = (await arena.relay.pulse('collect')).heldBytes - before.heldBytes
      printFigure(`pings: +${(held / 1e6).toFixed(1)} MB held for pongs that nobody reads`)
      expect(held).toBeLessThan(20e6)
      await line.close()
    }))

  test('100,000 presence ids, presence for another id, and a clock of 2^53 - 1', () =>
    endure(arena, 'presence ids', async (room) => {
      const { owner } = arena.cast
      const victim = await enter(arena.relay, room, owner)
      const witness = await enter(arena.relay, room, arena.cast.moderator)
      const speak = (line: Line, client: number, clock: number, state: string) =>
        line.send({
          type: 'awareness',
          update: new Writer().varuint(1).varuint(client).varuint(clock).varstring(state).done(),
        })
      const sees = (status: string) =>
        witness.wait(`the owner is ${status}`, () =>
          witness.presence.find(({ client, state }) => client === 42 && state?.status === status),
        )
      speak(victim, 42, 1, '{"status":"online"}')
      await sees('online')

      const crowd = await come(room)
      for (let part = 0; part < 10; part++) crowd.send({ type: 'awareness', update: presenceOf(part * 10_000, 10_000) })
      await crowd.sync()
      const thief = await come(room)
      speak(thief, 42, 2 ** 32 - 1, 'null')
      await thief.sync()
      const late = await come(room)
      speak(late, 42, Number.MAX_SAFE_INTEGER, 'null')
      expect(await closes(late)).toBe(closeCodes.malformed)

      speak(victim, 42, 2, '{"status":"away"}')
      expect((await sees('away'))?.state?.user).toBe(owner.id)
      expect(witness.presence.filter(({ client, state }) => client === 42 && state === null)).toEqual([])
      expect(new Set(witness.presence.map(({ client }) => client)).size).toBeLessThan(10)
      for (const line of [victim, witness, crowd, thief]) await line.close()
    }))

  test('3,000 document names, on separate sockets and on one', () =>
    endure(arena, 'document names', async () => {
      for (let batch = 0; batch < 60; batch++) {
        const lines = await Promise.all(Array.from({ length: 50 }, () => come(newId())))
        const codes = await Promise.all(lines.map(closes))
        expect(new Set(codes)).toEqual(new Set([closeCodes.noSuchDocument]))
      }
      const mux = await Line.open(arena.relay, { document: null, token: attacker().token })
      for (let channel = 1; channel <= 3_000; channel++)
        mux.sendBytes(writeFrame({ control: 'open', channel, document: segmentName(newId(), 1) }))
      await mux.wait('3,000 channels are closed', () => (mux.frames.length > 3_000 ? true : undefined))
      await mux.close()
    }))
})

const presenceOf = (from: number, count: number): Uint8Array => {
  const writer = new Writer().varuint(count)
  for (let client = from; client < from + count; client++) writer.varuint(client).varuint(1).varstring('{}')
  return writer.done()
}
