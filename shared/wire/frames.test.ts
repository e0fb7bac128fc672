import { expect, test } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { Malformed, utf8, Writer } from '../bytes.ts'
import { isId, parseDocumentName } from './documents.ts'
import { parseMessage, writeMessage } from './messages.ts'
import { type Frame, parseFrame, writeFrame } from './mux.ts'
import { parsePresence, writePresence } from './presence.ts'
import { parseResults, type Result, refusalCodes, writeResults } from './results.ts'

const id = 'kYtR3l1hQ0mWcQ6nM5x8Yw'

test('a document name has exactly one of four forms', () => {
  expect(parseDocumentName(`room/${id}`)).toEqual({ kind: 'roster', room: id })
  expect(parseDocumentName(`room/${id}/12`)).toEqual({ kind: 'segment', room: id, segment: 12 })
  expect(parseDocumentName(`home/${id}`)).toEqual({ kind: 'home', user: id })
  expect(parseDocumentName(`self/${id}/1`)).toEqual({ kind: 'self', user: id, segment: 1 })
  const wrong = ['', 'room', 'room/x', `room/${id}/`, `room/${id}/0`, `room/${id}/01`, `room/${id}/1/2`, `home/${id}/1`]
  for (const name of [...wrong, `self/${id}`, `ROOM/${id}`, `room/${id}\n`, `room/../${id}`, `room/${id}/99999999`])
    expect(parseDocumentName(name)).toBeNull()
})

test('an id is 16 bytes in base64url with no stray bits', () => {
  expect(isId(id)).toBe(true)
  for (const text of [id.slice(1), `${id}A`, `${id.slice(0, 21)}B`, 1, null, '__proto__'])
    expect(isId(text)).toBe(false)
})

test('P35: every message reads back as it was written', () => {
  const bytes = utf8('inner')
  for (const message of [
    { type: 'sync-step-1', stateVector: bytes },
    { type: 'sync-step-2', update: bytes },
    { type: 'update', update: bytes },
    { type: 'awareness', update: bytes },
    { type: 'query-awareness' },
    { type: 'results', results: bytes },
    { type: 'carry', records: bytes },
  ] as const)
    expect(parseMessage(writeMessage(message))).toEqual(message)
})

test('an unknown message type, an unknown sync type and a trailing byte are malformed', () => {
  for (const bytes of [[], [2], [0, 3], [9, 0], [3, 0], [0, 0, 1, 0, 0]])
    expect(() => parseMessage(Uint8Array.from(bytes))).toThrow(Malformed)
})

test('P36: every frame of the shared socket reads back as it was written', () => {
  const frames: Frame[] = [
    { channel: 300, message: utf8('m') },
    { control: 'hello', version: 1, time: 1_700_000_000_000 },
    { control: 'open', channel: 1, document: `room/${id}` },
    { control: 'close', channel: 1, code: 4403 },
  ]
  for (const frame of frames) expect(parseFrame(writeFrame(frame))).toEqual(frame)
  for (const bytes of [[], [0], [0, 9], [0, 1, 0, 0], [0, 2, 1, 1, 1]])
    expect(() => parseFrame(Uint8Array.from(bytes))).toThrow(Malformed)
})

test('every result and every refusal code reads back as it was written', () => {
  const results: Result[] = [
    { kind: 'acked', name: 'a.1' },
    { kind: 'late', name: 'a.2', at: 1_700_000_000_000 },
    { kind: 'client-taken', client: 2 ** 32 - 1 },
    ...refusalCodes.map((code) => ({ kind: 'refused', name: 'a.3', code }) as const),
  ]
  expect(parseResults(writeResults(results))).toEqual(results)
  expect(() => parseResults(new Writer().u8(1).varstring('a').varuint(999).done())).toThrow(Malformed)
  expect(() => parseResults(Uint8Array.of(9))).toThrow(Malformed)
})

test('reads presence written by stock awareness, and keeps only the allowed fields', () => {
  const awareness = new Awareness(new Y.Doc())
  awareness.setLocalState({ user: id, status: 'away', typing: true, cursor: { x: 1 }, name: 'Mallory' })
  const [entry] = parsePresence(encodeAwarenessUpdate(awareness, [awareness.clientID]))
  expect(entry).toMatchObject({ client: awareness.clientID, state: { user: id, status: 'away', typing: true } })
  expect(Object.keys(entry?.state ?? {})).toEqual(['user', 'status', 'typing'])
  awareness.destroy()
})

test('stock awareness reads the presence that we write', () => {
  const awareness = new Awareness(new Y.Doc())
  applyAwarenessUpdate(awareness, writePresence([{ client: 5, clock: 1, state: { user: id, status: 'online' } }]), null)
  expect(awareness.getStates().get(5)).toEqual({ user: id, status: 'online' })
  applyAwarenessUpdate(awareness, writePresence([{ client: 5, clock: 2, state: null }]), null)
  expect(awareness.getStates().has(5)).toBe(false)
  awareness.destroy()
})

test("presence that is too large, has a huge clock or isn't an object is malformed", () => {
  const entry = (client: number, clock: number, json: string) =>
    new Writer().varuint(1).varuint(client).varuint(clock).varstring(json).done()
  const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`
  for (const bytes of [entry(1, 2 ** 53 - 1, '{}'), entry(2 ** 32, 0, '{}'), entry(1, 0, deep), entry(1, 0, '7')])
    expect(() => parsePresence(bytes)).toThrow(Malformed)
  expect(() => parsePresence(new Writer().varuint(100_000).done())).toThrow(Malformed)
})

test('P43: presence says how far somebody has read, and drops what is no place', () => {
  const read = { time: 1_700_000_000_000, name: `${id}.1z` }
  const stateOf = (said: unknown) => {
    const json = JSON.stringify({ status: 'online', read: said })
    return parsePresence(new Writer().varuint(1).varuint(7).varuint(1).varstring(json).done())[0]?.state
  }
  expect(stateOf(read)).toEqual({ status: 'online', read })
  expect(stateOf({ ...read, back: 7, __proto__: { x: 1 } })).toEqual({ status: 'online', read })
  const wrong = [null, 7, 'x', [], {}, { ...read, time: -1 }, { ...read, time: 0.5 }, { ...read, time: 2 ** 48 }]
  for (const said of [...wrong, { ...read, name: '' }, { ...read, name: 'x'.repeat(1_000) }, { name: read.name }])
    expect(stateOf(said), JSON.stringify(said)).toEqual({ status: 'online' })
})
