import * as Y from 'yjs'
import { Malformed, sameBytes, utf8, Writer } from '../../shared/bytes.ts'
import { type Body, type Kind, kinds, readBody, readKnownBody, writeBody } from '../../shared/record/kinds.ts'
import { readRecord, writeUnsigned } from '../../shared/record/record.ts'
import { parseCarried, writeCarried } from '../../shared/wire/carried.ts'
import { parseMessage, writeMessage } from '../../shared/wire/messages.ts'
import { muxVersion, parseFrame, writeFrame } from '../../shared/wire/mux.ts'
import { parsePresence, writePresence } from '../../shared/wire/presence.ts'
import { parseResults, writeResults } from '../../shared/wire/results.ts'
import { parseStateVector, parseUpdate, type Update, writeStateVector, writeUpdate } from '../../shared/wire/update.ts'
import type { Chance } from '../world/chance.ts'
import { Device } from '../world/device.ts'
import { deletesOfStrangers, hostileJson, hostileUpdates, nested, recordStruct } from './shapes.ts'

/** A reader of bytes from untrusted peers. */
export interface Foreign {
  /** Bytes that an honest peer sends. */
  valid: readonly Uint8Array[]
  /** Bytes that look similar, but that an honest peer never sends. */
  shaped(chance: Chance): Uint8Array
  /** Reads the bytes and checks the result against the promises. It may throw nothing but `Malformed`. */
  read(bytes: Uint8Array): void
}

const room = 'A'.repeat(22)
const device = new Device(new Uint8Array(32))
const posts = Array.from({ length: 8 }, (_, i) =>
  device.write(room, { kind: 'post', text: `number ${i} ${'x'.repeat(i * i)}` }, '', { time: 1_795_251_601_000 + i }),
)
const target = posts[0]!.name
const bodies: Body[] = [
  { kind: 'post', text: 'hello', re: target, mentions: [room] },
  { kind: 'post', text: 'hello', re: target, reSegment: 7, thread: target, threadSegment: 1, everyone: true },
  { kind: 'post', text: 'hello', poll: { options: ['a', 'b'], many: true, named: false, closes: 7 } },
  { kind: 'post', text: 'hello', forward: { who: 'Ann', room, name: target, segment: 1 } },
  { kind: 'vote', choices: [0, 1] },
  { kind: 'close' },
  { kind: 'edit', text: 'hello again' },
  { kind: 'edit', text: 'hello again', mentions: [room] },
  { kind: 'react', emoji: '👍', on: true },
  { kind: 'erase' },
  { kind: 'erase', time: 1_795_251_601_000 },
  { kind: 'pin', on: false },
  { kind: 'set', key: `read/${room}`, value: { time: 1, name: target } },
  { kind: 'set', key: `seen/${room}`, value: null },
  { kind: 'import', text: 'does it exist?', who: 'intinig', id: 'ubuntu:2' },
]

class Broken extends Error {
  override name = 'Broken'
}
const mustHold = (what: string, holds: boolean): void => {
  if (!holds) throw new Broken(what)
}

/** A value that is written and read again must be the same. */
const readsBack = <T>(value: T, write: (value: T) => Uint8Array, read: (bytes: Uint8Array) => T): void => {
  const bytes = write(value)
  mustHold('what was read is written and read alike', sameBytes(write(read(bytes)), bytes))
}

const segmentOf = (client: number, change: (log: Y.Map<Uint8Array>) => void): Uint8Array => {
  const doc = new Y.Doc()
  doc.clientID = client // fixed, so that a seed is repeatable
  change(doc.getMap('log'))
  return Y.encodeStateAsUpdate(doc)
}
const fill = (log: Y.Map<Uint8Array>) => {
  for (const { name, bytes } of posts) log.set(name, bytes)
}

const updates: Uint8Array[] = [
  segmentOf(3, fill),
  segmentOf(4, (log) => log.set(target, posts[0]!.bytes)),
  segmentOf(5, (log) => {
    fill(log)
    log.delete(posts[2]!.name)
    log.delete(posts[3]!.name)
  }),
  Y.mergeUpdates([segmentOf(2 ** 32 - 1, fill), segmentOf(6, fill)]),
  segmentOf(7, () => {}),
]
const honest = segmentOf(3, fill)

/** Every struct that passes the parser must be a record with a printable name, or an empty run of limited length. */
const holdsTheInvariant = ({ blocks }: Update): boolean =>
  blocks.every(({ structs }) =>
    structs.every((struct) => ('empty' in struct ? struct.empty > 0 : /^[!-~]{1,40}$/.test(struct.name))),
  )

/** Yjs accepts what was admitted, alone and after an honest segment. It can encode the result and load it again. */
const yjsTakes = (bytes: Uint8Array): void => {
  for (const before of [[], [honest]]) {
    const doc = docOf(...before, bytes)
    for (const value of doc.getMap('log').values()) mustHold('the log holds bytes alone', value instanceof Uint8Array)
    mustHold('nothing grows beside the log', doc.share.size === 1)
    const again = docOf(Y.encodeStateAsUpdate(doc))
    mustHold('it loads again', again.getMap('log').size === doc.getMap('log').size)
  }
}

const docOf = (...parts: Uint8Array[]): Y.Doc => {
  const doc = new Y.Doc({ guid: 'fuzz' }) // to make a new guid costs more than to read most updates
  for (const part of parts) Y.applyUpdate(doc, part)
  doc.getMap('log')
  return doc
}

/**
 * Checks that the structs which the gate passes on hide no honest record. The deletes of clients are left out, as the
 * gate drops them. A name that the update uses too is not checked, as the gate refuses a second record of the same
 * name.
 */
const hidesNothing = ({ blocks }: Update): void => {
  const names = new Set(blocks.flatMap(({ structs }) => structs.map((struct) => ('name' in struct ? struct.name : ''))))
  const log = docOf(honest, writeUpdate({ blocks, deleted: [] })).getMap('log')
  for (const { name } of posts) mustHold('nothing honest is hidden', names.has(name) || log.has(name))
}

const randomBlocks = (chance: Chance): Uint8Array => {
  const count = 1 + chance.below(4)
  const writer = new Writer().varuint(count)
  for (let i = 0; i < count; i++) writer.raw(randomBlock(chance))
  return writer.raw(deletesOfStrangers(chance.below(3), 1 + chance.below(3)).subarray(1)).done()
}

const randomBlock = (chance: Chance): Uint8Array => {
  const structs = 1 + chance.below(5)
  const writer = new Writer()
    .varuint(structs)
    .varuint(chance.below(6))
    .varuint(chance.pick([0, 0, 1, 8, 2 ** 31, 2 ** 52]))
  for (let i = 0; i < structs; i++) writer.raw(randomStruct(chance))
  return writer.done()
}

const randomStruct = (chance: Chance): Uint8Array => {
  const name = chance.pick([chance.pick(posts).name, '__proto__', 'constructor', 'x', ' ', 'y'.repeat(41)])
  const run = new Writer().u8(chance.pick([0, 0x0a])).varuint(chance.pick([0, 1, 2, 99_999, 100_001, 2 ** 53 - 1]))
  const withdrawn = new Writer()
    .u8(0x21)
    .u8(1)
    .varstring('log')
    .varstring(name)
    .varuint(chance.pick([1, 1, 2]))
  const record = recordStruct(name, chance.bytes(chance.below(40)))
  return chance.pick([record, run.done(), withdrawn.done()])
}

const hostileUpdateNames = Object.keys(hostileUpdates) as (keyof typeof hostileUpdates)[]

const messages = [
  writeMessage({ type: 'sync-step-1', stateVector: writeStateVector(new Map([[7, 3]])) }),
  writeMessage({ type: 'sync-step-2', update: updates[1]! }),
  writeMessage({ type: 'update', update: updates[1]! }),
  writeMessage({ type: 'awareness', update: writePresence([{ client: 7, clock: 1, state: { typing: true } }]) }),
  writeMessage({ type: 'query-awareness' }),
  writeMessage({ type: 'results', results: writeResults([{ kind: 'acked', name: target }]) }),
  writeMessage({ type: 'carry', records: writeCarried([posts[0]!.bytes]) }),
]

const presence = (entries: number, state: string): Uint8Array => {
  const writer = new Writer().varuint(entries)
  for (let client = 0; client < entries; client++) writer.varuint(client).varuint(1).varstring(state)
  return writer.done()
}

const hugeCount = (chance: Chance): Uint8Array =>
  new Writer()
    .varuint(chance.pick([2 ** 25, 2 ** 32 - 1, 2 ** 53 - 1]))
    .raw(chance.bytes(chance.below(32)))
    .done()

const isSameForTheRelay = (kind: Kind, bytes: Uint8Array, body: Body): boolean => {
  try {
    // As text, because values that are nested deeply would need too much of the stack otherwise.
    return sameBytes(writeBody(readKnownBody(kind, bytes)), writeBody(body))
  } catch (error) {
    return error instanceof Malformed
  }
}

const bodyReader = (kind: Kind): Foreign => ({
  valid: bodies.map(writeBody),
  shaped: (chance) => utf8(hostileJson(chance)),
  read: (bytes) => {
    const body = readBody(kind, bytes)
    readsBack(body, writeBody, (again) => readKnownBody(kind, again))
    mustHold('the relay reads what a reader reads, or refuses it', isSameForTheRelay(kind, bytes, body))
    mustHold('no prototype was touched', !('polluted' in Object.prototype))
  },
})

/** Every reader of bytes from strangers, by name. */
export const readers: { [name: string]: Foreign } = {
  update: {
    valid: updates,
    shaped: (chance) =>
      chance.below(3) === 0 ? hostileUpdates[chance.pick(hostileUpdateNames)]() : randomBlocks(chance),
    read: (bytes) => {
      const update = parseUpdate(bytes)
      mustHold('every struct has the one shape', holdsTheInvariant(update))
      readsBack(update, writeUpdate, parseUpdate)
      yjsTakes(bytes)
      hidesNothing(update)
    },
  },
  record: {
    valid: posts.map(({ bytes }) => bytes),
    shaped: (chance) => new Writer().raw(posts[0]!.bytes.subarray(0, 35)).raw(hugeCount(chance)).done(),
    read: (bytes) => {
      const record = readRecord(bytes)
      mustHold('a record has one encoding', sameBytes(writeUnsigned(record), record.unsigned))
    },
  },
  message: {
    valid: messages,
    shaped: (chance) => new Writer().u8(chance.below(4)).u8(chance.below(4)).raw(hugeCount(chance)).done(),
    read: (bytes) => mustHold('a message has one encoding', sameBytes(writeMessage(parseMessage(bytes)), bytes)),
  },
  carried: {
    valid: [writeCarried(posts.map(({ bytes }) => bytes)), writeCarried([posts[0]!.bytes])],
    shaped: (chance) => chance.pick([hugeCount(chance), new Uint8Array(chance.below(200)), new Uint8Array(0)]),
    read: (bytes) => readsBack(parseCarried(bytes), writeCarried, parseCarried),
  },
  frame: {
    valid: [
      writeFrame({ channel: 3, message: messages[0]! }),
      writeFrame({ control: 'hello', version: muxVersion, time: 1_795_251_601_000 }),
      writeFrame({ control: 'open', channel: 1, document: `room/${room}/1` }),
      writeFrame({ control: 'close', channel: 1, code: 4403 }),
    ],
    shaped: (chance) => new Writer().varuint(chance.below(2)).raw(hugeCount(chance)).done(),
    read: (bytes) => mustHold('a frame has one encoding', sameBytes(writeFrame(parseFrame(bytes)), bytes)),
  },
  results: {
    valid: [
      writeResults([
        { kind: 'acked', name: target },
        { kind: 'refused', name: target, code: 'full' },
        { kind: 'late', name: target, at: 1_795_251_601_000 },
        { kind: 'client-taken', client: 7 },
      ]),
    ],
    shaped: (chance) => new Writer().u8(chance.below(5)).raw(hugeCount(chance)).done(),
    read: (bytes) => mustHold('results have one encoding', sameBytes(writeResults(parseResults(bytes)), bytes)),
  },
  presence: {
    valid: [
      presence(1, '{"user":"x","status":"away","typing":false}'),
      presence(1, JSON.stringify({ here: true, read: { time: 1_795_251_601_000, name: target } })),
      presence(3, 'null'),
      presence(2, '{}'),
    ],
    shaped: (chance) =>
      chance.pick([presence(1, hostileJson(chance)), presence(20_000, 'null'), presence(1, nested(1_000))]),
    read: (bytes) => {
      readsBack(parsePresence(bytes), writePresence, parsePresence)
      mustHold('no prototype was touched', !('polluted' in Object.prototype))
    },
  },
  stateVector: {
    valid: [
      writeStateVector(
        new Map([
          [7, 3],
          [2 ** 32 - 1, 2 ** 40],
        ]),
      ),
      writeStateVector(new Map()),
    ],
    shaped: hugeCount,
    read: (bytes) => readsBack(parseStateVector(bytes), writeStateVector, parseStateVector),
  },
  ...Object.fromEntries((Object.keys(kinds) as Kind[]).map((kind) => [`body of ${kind}`, bodyReader(kind)])),
}
