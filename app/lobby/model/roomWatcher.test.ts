import 'fake-indexeddb/auto'
import { expect, onTestFinished, test } from 'vitest'
import { toBase64url } from '../../../shared/base64url.ts'
import { looks as allLooks } from '../../../shared/names/look-alikes.ts'
import { looksWith } from '../../../shared/names/looks.ts'
import { type Body, kinds, writeBody } from '../../../shared/record/kinds.ts'
import { recordName } from '../../../shared/record/name.ts'
import { withSignature, writeUnsigned } from '../../../shared/record/record.ts'
import { deviceId } from '../../../shared/record/signed-bytes.ts'
import type { RosterMember } from '../../../shared/room/roster.ts'
import { rosterName, segmentName } from '../../../shared/wire/documents.ts'
import { FakeRelay } from '../../../tests/world/app/fake-relay.ts'
import { tabOf } from '../../../tests/world/app/tab.ts'
import { until } from '../../../tests/world/app/until.ts'
import { Listeners } from '../../base/listeners.ts'
import { Shared } from '../../base/shared.ts'
import { tableInMemory } from '../../base/table.ts'
import { LiveRoom } from '../../room/model/liveRoom.ts'
import { LateMarks } from '../../segments/lateMarks.ts'
import { segmentsOf } from '../../segments/segments.ts'
import type { TabWord } from '../../store/tabs.ts'
import { RoomWatcher } from './roomWatcher.ts'
import { type KeptSummary, newSummary, openSummaries } from './summaries.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA'
const keyOf = (user: string) => new Uint8Array(32).fill(user.charCodeAt(0))
const memberOf = (name: string, more: Partial<RosterMember> = {}): RosterMember => ({
  name,
  username: name.toLowerCase(),
  role: 'member',
  spans: [[1, null]],
  devices: [{ key: toBase64url(keyOf(name)), added: 1 }],
  ...more,
})
let seq = 0
const recordOf = (user: string, body: Body, ref = ''): [string, Uint8Array] => {
  const device = deviceId(keyOf(user))
  const entry = { device, seq: ++seq, prev: new Uint8Array(16), epoch: 0, time: 100 + seq, ref }
  const unsigned = writeUnsigned({ kind: kinds[body.kind], ...entry, body: writeBody(body) })
  return [recordName(device, entry.seq), withSignature(unsigned, new Uint8Array(64))]
}

/** A relay with one room of olga, milo and remy. */
const makeRelay = () => {
  const relay = new FakeRelay()
  const put = (document: string, map: string, key: string, value: unknown) => {
    const doc = relay.document(document)
    doc.once('update', (update: Uint8Array) => relay.say(document, { type: 'update', update }))
    doc.getMap(map).set(key, value)
  }
  const fact = (key: string, value: unknown) => put(rosterName(room), 'roster', key, value)
  const say = (user: string, body: Body, ref = '', segment = 1) => {
    const [name, bytes] = recordOf(user, body, ref)
    put(segmentName(room, segment), 'log', name, bytes)
    return name
  }
  for (const [key, value] of Object.entries({ name: 'Tower', made: 1, head: 1, visibility: 'public' })) fact(key, value)
  for (const name of ['olga', 'milo', 'remy']) fact(`member/${name}`, memberOf(name))
  const post = (user: string, text: string, segment = 1) => say(user, { kind: 'post', text }, '', segment)
  return { relay, fact, say, post, erase: (name: string, segment = 1) => relay.erase(segmentName(room, segment), name) }
}

let disks = 0
const makeDisk = () => ({ user: `watcher-${++disks}`, table: tableInMemory<KeptSummary>() })

const plainLooks = looksWith({})

/** One of remy's tabs. What is on `disk` outlives it. */
const openTab = async (relay: FakeRelay, { user, table }: ReturnType<typeof makeDisk>, looks = () => plainLooks) => {
  const { documents, socket, clock } = tabOf(relay, { user })
  const late = new LateMarks(tableInMemory())
  const segments = segmentsOf(documents, late)
  const live = new Shared(
    (id) => new LiveRoom(id, { documents, segments, provisional: () => null, upTo: () => 0, looks }),
    (room) => room.close(),
  )
  const tabs = { heard: new Listeners<TabWord>(), tell: () => {}, close: () => {} }
  const summaries = await openSummaries(table, tabs)
  if (!summaries.find(room)) summaries.put({ ...newSummary(room, 1), listed: true })
  const watcher = new RoomWatcher({
    me: { user: 'remy', isBlocked: () => false, readInThread: () => null },
    summaries,
    live,
    segments,
    late,
    readMarks: { of: () => null, changed: new Listeners(), isReady: () => true },
    presence: { attend: () => () => {} },
    clock,
  })
  const shown = () => {
    clock.pass(100)
    return summaries.find(room)?.last?.text ?? null
  }
  const close = async () => {
    watcher.close()
    summaries.close()
    socket.close()
    await documents.closeAll()
  }
  onTestFinished(close)
  const look = () => live.find(room)?.look()
  return {
    shown,
    look,
    author: () => summaries.find(room)?.last?.author,
    kept: async () => (await table.get(room))?.last?.text ?? null,
    close,
  }
}

test('a message its author erases leaves the list and the disk at once, and the line shows the message before it', async () => {
  const { relay, post, say } = makeRelay()
  post('olga', 'good morning')
  const secret = post('milo', 'a secret')
  const disk = makeDisk()
  const tab = await openTab(relay, disk)
  await until(() => tab.shown() === 'a secret')
  say('milo', { kind: 'erase' }, secret)
  await until(() => tab.shown() === 'good morning')
  await until(async () => (await tab.kept()) === 'good morning')
})

test('a ban that erases hides the only message of a room until it is lifted, even after a reload and offline', async () => {
  const { relay, post, fact, erase } = makeRelay()
  const name = post('milo', 'buy my things')
  const disk = makeDisk()
  const first = await openTab(relay, disk)
  await until(() => first.shown() === 'buy my things')
  fact('member/milo', memberOf('milo', { role: null, banned: 5, erasing: 9 }))
  await until(() => first.shown() === null)
  fact('member/milo', memberOf('milo'))
  await until(() => first.shown() === 'buy my things')
  fact('member/milo', memberOf('milo', { role: null, banned: 5, erasing: 9 }))
  await until(() => first.shown() === null)
  erase(name)
  await until(async () => (await first.kept()) === null)
  await first.close()
  relay.isDown = true
  const second = await openTab(relay, disk)
  for (let n = 0; n < 20; n++) {
    expect(second.shown()).toBeNull()
    await new Promise((resolve) => setTimeout(resolve))
  }
})

test('if a tab is closed before it forgets an erased message, the next tab forgets it, even with no network', async () => {
  const { relay, post, erase } = makeRelay()
  const name = post('milo', 'buy my things')
  const disk = makeDisk()
  const first = await openTab(relay, disk)
  await until(() => first.shown() === 'buy my things')
  const before = await disk.table.get(room)
  erase(name)
  await until(() => first.shown() === null)
  await first.close()
  if (before) await disk.table.put(room, before)
  relay.isDown = true
  const second = await openTab(relay, disk)
  await until(() => second.shown() === null)
})

test('if the newest segment has no messages left, the line shows the last message of the segment before it', async () => {
  const { relay, post, fact, erase } = makeRelay()
  post('olga', 'in the first')
  const newer = post('milo', 'in the second', 2)
  fact('segment/1', [1, 1000, 1])
  fact('head', 2)
  const tab = await openTab(relay, makeDisk())
  await until(() => tab.shown() === 'in the second')
  fact('segment/2', [1, 1000, 1])
  fact('head', 3)
  for (let n = 0; n < 20; n++) {
    expect(tab.shown()).toBe('in the second')
    await new Promise((resolve) => setTimeout(resolve))
  }
  erase(newer, 2)
  await until(() => tab.shown() === 'in the first')
})

test('once the table of look-alike letters is loaded, the list shows the username of an author whose name looks like another', async () => {
  const { relay, post, fact } = makeRelay()
  fact('member/milo', { ...memberOf('milo'), name: 'Оlga' })
  post('milo', 'hello')
  let looks = looksWith({})
  const tab = await openTab(relay, makeDisk(), () => looks)
  await until(() => tab.shown() === 'hello')
  expect(tab.author()).toBe('Оlga')
  looks = allLooks
  tab.look()
  await until(() => tab.shown() === 'hello' && tab.author() === 'Оlga @milo')
})
