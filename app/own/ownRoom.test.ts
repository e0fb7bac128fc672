import 'fake-indexeddb/auto'
import { afterEach, expect, test } from 'vitest'
import { fromBase64url } from '../../shared/base64url.ts'
import { kinds, writeBody } from '../../shared/record/kinds.ts'
import { recordName } from '../../shared/record/name.ts'
import { withSignature, writeUnsigned } from '../../shared/record/record.ts'
import { homeName, selfName } from '../../shared/wire/documents.ts'
import { FakeRelay } from '../../tests/world/app/fake-relay.ts'
import { tabOf } from '../../tests/world/app/tab.ts'
import { until } from '../../tests/world/app/until.ts'
import { tableInMemory } from '../base/table.ts'
import { linkFor } from '../outgoing/planRecord.ts'
import { LateMarks } from '../segments/lateMarks.ts'
import { segmentsOf } from '../segments/segments.ts'
import { chainStart, entryId, type Unsent } from '../store/journal.ts'
import { OwnRoom } from './ownRoom.ts'

const me = 'BBBBBBBBBBBBBBBBBBBBBA'
let disks = 0
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const stage = (head: number) => {
  const relay = new FakeRelay()
  const home = relay.document(homeName(me))
  home.on('update', (update: Uint8Array) => relay.say(homeName(me), { type: 'update', update }))
  const moveOn = (to: number) => home.getMap('roster').set('self', to)
  moveOn(head)
  const put = (segment: number, device: number, time: number, key: string, value: unknown) => {
    const id = new Uint8Array(16).fill(device)
    const body = writeBody({ kind: 'set', key, value })
    const record = { kind: kinds.set, device: id, seq: time, prev: id, epoch: 0, time, ref: '', body }
    const bytes = withSignature(writeUnsigned(record), new Uint8Array(64))
    relay.document(selfName(me, segment)).getMap('log').set(recordName(id, time), bytes)
  }
  const open = (unsent: readonly Unsent[] = []) => {
    const { documents, socket } = tabOf(relay, { user: `own-${++disks}` })
    const written: unknown[] = []
    const segments = segmentsOf(documents, new LateMarks(tableInMemory()))
    const own = new OwnRoom({
      me,
      documents,
      segments,
      book: { all: () => [...unsent], find: (id) => unsent.find((entry) => entryId(entry) === id) },
      write: async ({ segment }, body) => {
        if (body.kind === 'set') written.push([segment, body.key, body.value])
        return null
      },
    })
    closing.push(async () => {
      socket.close()
      await documents.closeAll()
    })
    return { own, written }
  }
  return { relay, moveOn, put, open }
}

test('the last write to a key counts, on any device and in any segment', async () => {
  const { put, open } = stage(2)
  put(2, 1, 100, 'favourite/garden', true)
  put(1, 2, 300, 'favourite/garden', false)
  put(2, 1, 200, 'favourite/tower', true)
  const { own } = open()
  await until(() => own.of('favourite/garden') !== undefined && own.of('favourite/tower') !== undefined)
  await until(() => own.of('favourite/garden') === false)
  expect(own.of('favourite/tower')).toBe(true)
})

test('a value that only the journal has counts from the start, because the tab closed before the document had it', async () => {
  const { relay, open } = stage(1)
  const unsent = (key: string, value: unknown, time: number) => {
    const device = new Uint8Array(16).fill(2)
    const plan = { room: me, roomBytes: fromBase64url(me), segment: 1, device, now: time, newest: 0, isAnew: false }
    return linkFor({ ...plan, ref: '', body: { kind: 'set', key, value } })({ ...chainStart, seq: time }).entry
  }
  relay.isDown = true
  const { own } = open([unsent('favourite/garden', true, 1), unsent('favourite/garden', false, 2)])
  await own.opened
  expect(own.of('favourite/garden')).toBe(false)
})

test('a new value goes into the newest segment', async () => {
  const { put, open } = stage(3)
  put(3, 1, 100, 'a', 1)
  const { own, written } = open()
  await until(() => own.of('a') === 1)
  own.set('b', 2)
  expect(written).toEqual([[3, 'b', 2]])
})

test('copies values from the oldest segment it reads to the newest one before they are out of reach', async () => {
  const { moveOn, put, open } = stage(8)
  put(2, 1, 100, 'favourite/garden', true)
  put(2, 1, 101, 'read/garden', { time: 1, name: 'device.1' })
  put(2, 1, 103, 'thread/garden/device.1', { time: 1, name: 'device.1' })
  put(3, 1, 102, 'favourite/tower', true)
  const { own, written } = open()
  await until(() => own.of('favourite/garden') === true && own.of('favourite/tower') === true)
  expect(written).toEqual([])
  moveOn(9)
  await until(() => written.length > 0)
  expect(written).toEqual([
    [9, 'favourite/garden', true],
    [9, 'read/garden', { time: 1, name: 'device.1' }],
  ])
})

test('a device that was away does not set its old values again over newer ones', async () => {
  const { put, moveOn, open } = stage(1)
  put(1, 1, 100, 'favourite/garden', true)
  const { own, written } = open()
  await until(() => own.isInStep() && own.of('favourite/garden') === true)
  put(12, 2, 200, 'favourite/garden', false)
  moveOn(12)
  await until(() => own.isInStep() && own.of('favourite/garden') === false)
  expect(written).toEqual([])
})
