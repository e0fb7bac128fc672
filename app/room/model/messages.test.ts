import { expect, test } from 'vitest'
import { Doc } from 'yjs'
import { toBase64url } from '../../../shared/base64url.ts'
import { type Body, kinds, writeBody } from '../../../shared/record/kinds.ts'
import { recordName } from '../../../shared/record/name.ts'
import { withSignature, writeUnsigned } from '../../../shared/record/record.ts'
import { readRoster } from '../../../shared/room/roster.ts'
import { olga } from '../../../tests/world/people.ts'
import { Listeners } from '../../base/listeners.ts'
import { Segment } from '../../segments/segment.ts'
import type { Changed, OpenDocument } from '../../sync/openDocument.ts'
import type { LiveRoom } from './liveRoom.ts'
import { Timeline } from './messages.ts'
import { RoomSignatures } from './roomSignatures.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA'
const device = new Uint8Array(16).fill(1)
const text = toBase64url(device)

const write = (seq: number, time: number, body: Body, ref = ''): [string, Uint8Array] => {
  const place = { device, seq, prev: new Uint8Array(16), epoch: 0, time, ref }
  const record = { kind: kinds[body.kind], ...place, body: writeBody(body) }
  return [recordName(device, seq), withSignature(writeUnsigned(record), new Uint8Array(64))]
}
const post = (seq: number, time: number, words = `line ${seq}`) => write(seq, time, { kind: 'post', text: words })
/** A segment over a fake document that has only what a segment uses. */
const makeSegment = (number: number, ...posts: [string, Uint8Array][]) => {
  const changed = new Listeners<Changed>()
  const map = new Doc().getMap('log')
  const add = ([name, bytes]: [string, Uint8Array]) => {
    map.set(name, bytes)
    changed.emit(new Set([name]))
  }
  const erase = (name: string) => {
    map.delete(name)
    changed.emit(new Set([name]))
  }
  const itemOf = (name: string) => map._map.get(name) ?? null
  const segment = new Segment(number, { map, itemOf, changed, hasLoaded: true } as unknown as OpenDocument)
  for (const one of posts) add(one)
  return { segment, add, erase }
}
const makeTimeline = () => {
  const whoIs = (id: string) => (id === text ? ({ user: olga, standing: 'owner' } as const) : null)
  const verifier = { verify: async () => [], close: () => {} }
  const roster = readRoster([
    [`member/${olga}`, { name: 'Olga', username: 'olga', role: 'member', devices: [], spans: [] }],
  ])
  return new Timeline({
    me: olga,
    live: { whoIs, roster } as unknown as LiveRoom,
    signatures: new RoomSignatures(room, verifier, () => undefined),
    source: {
      isUnsent: () => false,
      lateAt: () => null,
      isBlocked: () => false,
      isSaved: () => null,
      isWaiting: () => false,
      replies: () => null,
      voteRefused: () => null,
      quote: () => {
        throw new Error('nothing is quoted here')
      },
      actsOn: () => {
        throw new Error('nobody acts here')
      },
    },
  })
}

test('a new message leaves all other rows the same objects', () => {
  const { segment, add } = makeSegment(1, post(1, 10), post(2, 20))
  const timeline = makeTimeline()
  const before = timeline.rows([segment])
  add(post(3, 30))
  const after = timeline.rows([segment])
  expect(after.map((row) => row.text)).toEqual(['line 1', 'line 2', 'line 3'])
  expect([after[0] === before[0], after[1] === before[1]]).toEqual([true, true])
})

test('one new record, of whichever kind, makes exactly one new row', () => {
  const lines = Array.from({ length: 500 }, (_, at) => post(at + 1, at))
  const { segment, add } = makeSegment(1, ...lines)
  const timeline = makeTimeline()
  let before = timeline.rows([segment])
  const target = recordName(device, 250)
  const acts: Body[] = [
    { kind: 'post', text: 'new' },
    { kind: 'react', emoji: '👍', on: true },
    { kind: 'react', emoji: '👍', on: false },
    { kind: 'edit', text: 'other words' },
    { kind: 'pin', on: true },
  ]
  for (const [at, body] of acts.entries()) {
    add(write(600 + at, 600 + at, body, body.kind === 'post' ? '' : target))
    const after = timeline.rows([segment])
    expect(after.filter((row) => !before.includes(row)).map(({ name }) => name)).toEqual([
      body.kind === 'post' ? recordName(device, 600) : target,
    ])
    before = after
  }
})

test('an erasure takes one row away and makes none', () => {
  const { segment, add } = makeSegment(1, post(1, 10), post(2, 20), post(3, 30))
  const timeline = makeTimeline()
  const before = timeline.rows([segment])
  add(write(4, 40, { kind: 'erase', time: 20 }, recordName(device, 2)))
  expect(timeline.rows([segment])).toEqual([before[0], before[2]])
  expect(timeline.rows([segment]).every((row) => before.includes(row))).toBe(true)
})

test('if nothing changed, the rows are the same array each time', () => {
  const timeline = makeTimeline()
  const [one, two] = [makeSegment(1, post(1, 10)), makeSegment(2, post(2, 20))]
  const before = timeline.rows([one.segment, two.segment])
  expect(timeline.rows([one.segment, two.segment])).toBe(before)
  two.add(post(3, 30))
  expect(timeline.rows([one.segment, two.segment])).toHaveLength(3)
})

test('segments loaded one after another come in order', () => {
  const timeline = makeTimeline()
  const [one, two, three] = [1, 2, 3].map((number) => makeSegment(number, post(number, number * 10)).segment)
  if (!one || !two || !three) throw new Error('expected three segments')
  const names = [[three], [two, three], [one, two, three]].map((all) => timeline.rows(all).map(({ time }) => time))
  expect(names).toEqual([[30], [20, 30], [10, 20, 30]])
})

test('a segment in which nothing changed is not folded again', () => {
  const { segment } = makeSegment(1, post(1, 10))
  const whoIs = () => null
  expect(segment.messages(whoIs)).toBe(segment.messages(whoIs))
})

test('a message written offline that arrives late in an older segment is placed by its time', () => {
  const older = makeSegment(1, post(1, 10), post(2, 40))
  const newest = makeSegment(2, post(3, 30), post(4, 50))
  const rows = makeTimeline().rows([older.segment, newest.segment])
  expect(rows.map(({ time }) => time)).toEqual([10, 30, 40, 50])
})

test('a message erased from the head is not shown from a copy above the head', () => {
  const head = makeSegment(1, post(1, 10), post(2, 20))
  const above = makeSegment(2, post(2, 20), post(3, 30))
  head.segment.takeIn([above.segment])
  const rows = () =>
    makeTimeline()
      .rows([head.segment])
      .map(({ time }) => time)
  expect(rows()).toEqual([10, 20, 30])
  head.erase(post(2, 20)[0])
  expect(rows()).toEqual([10, 30])
})

test('a message that is in two segments after a restored backup is shown once', () => {
  const lower = makeSegment(1, post(1, 10), post(3, 30))
  const higher = makeSegment(2, post(2, 20), post(3, 30))
  const rows = makeTimeline().rows([lower.segment, higher.segment])
  expect(rows.map(({ time }) => time)).toEqual([10, 20, 30])
})

test("bytes that don't match the name of their record are ignored", () => {
  const [, bytes] = post(1, 10)
  const { segment } = makeSegment(1, [recordName(device, 9), bytes], ['nonsense', new Uint8Array([1, 2])])
  expect(makeTimeline().rows([segment])).toEqual([])
})

test('an old message with no visible text says that it is empty', () => {
  const { segment } = makeSegment(1, post(1, 10, '\u200b'), post(2, 20))
  expect(
    makeTimeline()
      .rows([segment])
      .map((row) => row.text),
  ).toEqual(['Empty message', 'line 2'])
})
