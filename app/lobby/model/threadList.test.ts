import 'fake-indexeddb/auto'
import { createComputed, createRoot } from 'solid-js'
import { expect, onTestFinished, test } from 'vitest'
import { toBase64url } from '../../../shared/base64url.ts'
import { looks } from '../../../shared/names/look-alikes.ts'
import { type Body, kinds, writeBody } from '../../../shared/record/kinds.ts'
import { recordName } from '../../../shared/record/name.ts'
import { withSignature, writeUnsigned } from '../../../shared/record/record.ts'
import { deviceId } from '../../../shared/record/signed-bytes.ts'
import { rosterName, segmentName } from '../../../shared/wire/documents.ts'
import { FakeRelay } from '../../../tests/world/app/fake-relay.ts'
import { tabOf } from '../../../tests/world/app/tab.ts'
import { until } from '../../../tests/world/app/until.ts'
import { milo, olga, remy } from '../../../tests/world/people.ts'
import { Keyed } from '../../base/keyed.ts'
import type { Position } from '../../base/position.ts'
import { Shared } from '../../base/shared.ts'
import { tableInMemory } from '../../base/table.ts'
import { threadKey } from '../../own/follows.ts'
import { LiveRoom } from '../../room/model/liveRoom.ts'
import { LateMarks } from '../../segments/lateMarks.ts'
import { segmentsOf } from '../../segments/segments.ts'
import { type KeptParts, ThreadList } from './threadList.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA'
const users = { olga, milo, remy }
type Name = keyof typeof users
const keyOf = (name: Name) => new Uint8Array(32).fill(name.charCodeAt(0))
let seq = 0

/** A relay with one room of olga, milo and remy, whose second segment is the newest. */
const makeRelay = () => {
  const relay = new FakeRelay()
  const put = (document: string, map: string, key: string, value: unknown) => {
    const doc = relay.document(document)
    doc.once('update', (update: Uint8Array) => relay.say(document, { type: 'update', update }))
    doc.getMap(map).set(key, value)
  }
  const facts = { name: 'Tower', made: 1, head: 2, visibility: 'public', 'segment/1': [1, 99, 4] }
  for (const [key, value] of Object.entries(facts)) put(rosterName(room), 'roster', key, value)
  for (const name of ['olga', 'milo', 'remy'] as const) {
    const devices = [{ key: toBase64url(keyOf(name)), added: 1 }]
    const member = { name, username: name, role: 'member', spans: [[1, null]], devices }
    put(rosterName(room), 'roster', `member/${users[name]}`, member)
  }
  const write = (user: Name, segment: number, body: Body, ref = '') => {
    const device = deviceId(keyOf(user))
    const entry = { device, seq: ++seq, prev: new Uint8Array(16), epoch: 0, time: 100 + seq, ref }
    const unsigned = writeUnsigned({ kind: kinds[body.kind], ...entry, body: writeBody(body) })
    const name = recordName(device, entry.seq)
    put(segmentName(room, segment), 'log', name, withSignature(unsigned, new Uint8Array(64)))
    return { name, time: entry.time }
  }
  const post = (user: Name, text: string, segment = 2) => write(user, segment, { kind: 'post', text })
  const reply = (user: Name, text: string, thread: string, more: { segment?: number; mentions?: string[] } = {}) => {
    const { segment = 2, ...fields } = more
    return write(user, segment, { kind: 'post', text, thread, threadSegment: 1, ...fields })
  }
  return { relay, write, post, reply }
}

let disks = 0
const makeDisk = () => ({ user: `threads-${++disks}`, table: tableInMemory<KeptParts>(), marks: new Keyed<Position>() })

/** One of remy's tabs. What is on `disk` outlives it. */
const openTab = (relay: FakeRelay, { user, table, marks }: ReturnType<typeof makeDisk>) => {
  const { documents, socket, clock } = tabOf(relay, { user })
  const segments = segmentsOf(documents, new LateMarks(tableInMemory()))
  const live = new Shared(
    (id) => new LiveRoom(id, { documents, segments, provisional: () => null, upTo: () => 0, looks: () => looks }),
    (open) => open.close(),
  )
  const follows = new Map<string, boolean>()
  const list = new ThreadList({
    me: remy,
    isBlocked: (name) => blocked.has(name),
    segments,
    live,
    table,
    readMarks: { of: () => null },
    threadMarks: { of: (key) => marks.get(key) ?? null },
    follows: { of: (_, root) => follows.get(root) ?? null },
    clock,
  })
  const blocked = new Set<string>()
  const shown = () => {
    clock.pass(100)
    return list.all().map(({ text, unread, last }) => `${text}: ${last.text} (${unread})`)
  }
  const shows = (...lines: string[]) => until(() => shown().join('|') === lines.join('|'))
  let isOpen = true
  const close = async () => {
    if (!isOpen) return
    isOpen = false
    list.close()
    socket.close()
    await documents.closeAll()
  }
  onTestFinished(close)
  return { list, live, segments, documents, shown, shows, follows, blocked, open: () => live.open(room), close }
}

test('lists the threads that a person started, wrote in or was mentioned in, the one with the newest reply first', async () => {
  const { relay, post, reply } = makeRelay()
  const mine = post('remy', 'lunch?')
  reply('olga', 'noon', mine.name)
  const theirs = post('milo', 'soup?')
  reply('olga', 'yes', theirs.name)
  const asked = post('milo', 'who?')
  reply('olga', 'remy!', asked.name, { mentions: [remy] })
  const joined = post('milo', 'tea?')
  reply('remy', 'green', joined.name)
  const tab = openTab(relay, makeDisk())
  tab.open()
  await tab.shows('tea?: green (0)', 'who?: remy! (1)', 'lunch?: noon (1)')
  reply('olga', 'black', joined.name)
  await tab.shows('tea?: black (1)', 'who?: remy! (1)', 'lunch?: noon (1)')
})

test('a decision to follow or not wins, and what was read is not counted', async () => {
  const { relay, post, reply } = makeRelay()
  const disk = makeDisk()
  const mine = post('remy', 'lunch?')
  const noon = reply('olga', 'noon', mine.name)
  const theirs = post('milo', 'soup?')
  reply('olga', 'yes', theirs.name)
  const tab = openTab(relay, disk)
  tab.open()
  tab.follows.set(theirs.name, true)
  await tab.shows('soup?: yes (1)', 'lunch?: noon (1)')
  disk.marks.set(threadKey(room, mine.name), noon)
  tab.follows.set(theirs.name, false)
  expect(tab.shown()).toEqual(['lunch?: noon (0)'])
})

test('is there after a restart without the relay, before any room is open', async () => {
  const { relay, post, reply } = makeRelay()
  const disk = makeDisk()
  reply('olga', 'noon', post('remy', 'lunch?').name)
  const first = openTab(relay, disk)
  first.open()
  await first.shows('lunch?: noon (1)')
  await first.close()
  const second = openTab(new FakeRelay(), disk)
  await second.shows('lunch?: noon (1)')
  expect(second.segments.all()).toEqual([])
})

test('a root in a part of the room that is not open is read when somebody asks, and its thread goes over both parts', async () => {
  const { relay, post, reply } = makeRelay()
  const mine = post('remy', 'lunch?', 1)
  reply('milo', 'early', mine.name, { segment: 1 })
  reply('olga', 'noon', mine.name)
  const disk = makeDisk()
  const first = openTab(relay, disk)
  first.open()
  await first.shows(': noon (1)')
  expect(first.list.all()[0]).toMatchObject({ state: 'not-here', author: '' })
  const document = first.documents.open(segmentName(room, 1))
  await until(() => document.state().name === 'synced')
  await first.close()

  const second = openTab(relay, disk)
  second.open()
  await second.shows(': noon (1)')
  await second.list.loadRoots()
  await second.shows('lunch?: noon (2)')
  expect(second.list.all()[0]).toMatchObject({ state: 'here', author: 'remy' })
})

test('says which segments have something of a thread, and only a thread that changed is told about', async () => {
  const { relay, post, reply } = makeRelay()
  const far = post('milo', 'lunch?', 1)
  reply('milo', 'early', far.name, { segment: 1 })
  reply('olga', 'noon', far.name)
  const near = post('milo', 'tea?')
  reply('olga', 'green', near.name)
  const tab = openTab(relay, makeDisk())
  tab.open()
  const document = tab.documents.open(segmentName(room, 1))
  await until(() => document.state().name === 'synced')
  await tab.list.visit(segmentName(room, 1))
  const partsOf = (root: string) => tab.list.partsOf(room, root).map(({ number, count }) => [number, count])
  await until(() => tab.shown() && partsOf(far.name).length === 2)
  expect([partsOf(far.name), partsOf(near.name), partsOf('nothing')]).toEqual([
    [
      [1, 1],
      [2, 1],
    ],
    [[2, 1]],
    [],
  ])
  expect(tab.list.partsOf(room, far.name)[1]?.authors).toMatchObject([{ user: olga, author: 'olga' }])

  const told = { far: 0, near: 0 }
  createRoot((dispose) => {
    onTestFinished(dispose)
    createComputed(() => tab.list.partsOf(room, far.name) && told.far++)
    createComputed(() => tab.list.partsOf(room, near.name) && told.near++)
  })
  reply('milo', 'black', near.name)
  await until(() => tab.shown() && told.near === 2)
  expect(partsOf(near.name)).toEqual([[2, 2]])
  expect(told.far).toBe(1)
})

test('reads a segment that came while its room was open nowhere', async () => {
  const { relay, post, reply } = makeRelay()
  const disk = makeDisk()
  const far = post('remy', 'lunch?', 1)
  reply('milo', 'early', far.name, { segment: 1 })
  const first = openTab(relay, disk)
  const opened = first.open()
  const document = first.documents.open(segmentName(room, 1))
  await until(() => document.state().name === 'synced' && opened.isKnown)
  await first.close()
  await disk.table.delete(segmentName(room, 1))

  const second = openTab(relay, disk)
  await second.list.visit(segmentName(room, 1))
  await second.shows('lunch?: early (1)')
  expect([second.live.all(), second.segments.all()]).toEqual([[], []])
})

test('an erased root says so, an erased reply is no longer the last one, and a thread without replies is gone', async () => {
  const { relay, write, post, reply } = makeRelay()
  const mine = post('remy', 'lunch?')
  const noon = reply('olga', 'noon', mine.name)
  const one = reply('milo', 'one', mine.name)
  const tab = openTab(relay, makeDisk())
  tab.open()
  await tab.shows('lunch?: one (2)')
  write('milo', 2, { kind: 'erase', time: one.time }, one.name)
  await tab.shows('lunch?: noon (1)')
  write('remy', 2, { kind: 'erase', time: mine.time }, mine.name)
  await tab.shows(': noon (1)')
  expect(tab.list.all()[0]?.state).toBe('erased')
  write('olga', 2, { kind: 'erase', time: noon.time }, noon.name)
  await tab.shows()
})

test('a room that is removed from the device takes its threads along, also from the disk', async () => {
  const { relay, post, reply } = makeRelay()
  const disk = makeDisk()
  reply('olga', 'noon', post('remy', 'lunch?').name)
  const tab = openTab(relay, disk)
  tab.open()
  await tab.shows('lunch?: noon (1)')
  tab.list.forget(room)
  expect(tab.shown()).toEqual([])
  await until(async () => (await disk.table.entries()).length === 0)
})
