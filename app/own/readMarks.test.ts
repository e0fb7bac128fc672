import 'fake-indexeddb/auto'
import { afterEach, expect, test } from 'vitest'
import { kinds, writeBody } from '../../shared/record/kinds.ts'
import { recordName } from '../../shared/record/name.ts'
import { withSignature, writeUnsigned } from '../../shared/record/record.ts'
import type { ReadMark } from '../../shared/room/read-mark.ts'
import { homeName, selfName } from '../../shared/wire/documents.ts'
import { FakeRelay } from '../../tests/world/app/fake-relay.ts'
import { tabOf } from '../../tests/world/app/tab.ts'
import { until } from '../../tests/world/app/until.ts'
import { Listeners } from '../base/listeners.ts'
import type { Position } from '../base/position.ts'
import { tableInMemory } from '../base/table.ts'
import { LateMarks } from '../segments/lateMarks.ts'
import { segmentsOf } from '../segments/segments.ts'
import type { TabWord } from '../store/tabs.ts'
import { OwnRoom } from './ownRoom.ts'
import { ReadMarks } from './readMarks.ts'

const me = 'BBBBBBBBBBBBBBBBBBBBBA'
const room = 'AAAAAAAAAAAAAAAAAAAAAA'
const at = (time: number): Position => ({ time, name: 'device.1' })
let disks = 0
const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** The tabs of one device. */
const makeDevice = (relay = new FakeRelay()) => {
  const disk = `marks-${++disks}`
  const intents = tableInMemory<ReadMark>()
  const tabs: Listeners<TabWord>[] = []
  const openTab = () => {
    const { documents, clock, socket } = tabOf(relay, { user: disk })
    const heard = new Listeners<TabWord>()
    tabs.push(heard)
    const tell = (word: TabWord) => {
      for (const other of tabs) if (other !== heard) other.emit(word)
    }
    const written: unknown[] = []
    const own = new OwnRoom({
      me,
      documents,
      segments: segmentsOf(documents, new LateMarks(tableInMemory())),
      book: { all: () => [], find: () => undefined },
      write: async (_, body) => {
        if (body.kind === 'set') written.push(body.value)
        return Promise.reject(new Error('not needed here'))
      },
    })
    const marks = new ReadMarks({
      own,
      clock,
      tabs: { heard, tell, close: () => {} },
      intents,
    })
    open.push(async () => {
      socket.close()
      await documents.closeAll()
    })
    return { marks, clock, written }
  }
  return { relay, openTab }
}

/** A read mark that another device of this person set. */
const setBy = (device: number, time: number, upTo: ReadMark): [string, Uint8Array] => {
  const id = new Uint8Array(16).fill(device)
  const body = writeBody({ kind: 'set', key: `read/${room}`, value: { ...upTo } })
  const record = { kind: kinds.set, device: id, seq: 1, prev: new Uint8Array(16), epoch: 0, time, ref: '', body }
  return [recordName(id, 1), withSignature(writeUnsigned(record), new Uint8Array(64))]
}

test('a read mark survives a tab that closes at once, and the next tab writes it down', async () => {
  const { openTab } = makeDevice()
  openTab().marks.mark(room, at(5))
  const next = openTab()
  await until(() => next.marks.isReady())
  expect(next.marks.of(room)).toEqual(at(5))
  next.clock.pass(2_000)
  expect(next.written).toEqual([at(5)])
})

test('the app waits 2 s before it writes down how far you have read, and writes only the last place', async () => {
  const { marks, clock, written } = makeDevice().openTab()
  for (const time of [1, 2, 3]) marks.mark(room, at(time))
  clock.pass(1_999)
  expect(written).toEqual([])
  clock.pass(1)
  expect(written).toEqual([at(3)])
})

test("other tabs know the read mark at once, and don't write it again", async () => {
  const { openTab } = makeDevice()
  const [one, two] = [openTab(), openTab()]
  one.marks.mark(room, at(5))
  expect(two.marks.of(room)).toEqual(at(5))
  two.clock.pass(10_000)
  expect(two.written).toEqual([])
})

test("a device that has read less doesn't move the read mark back, even if it wrote last", async () => {
  const { relay, openTab } = makeDevice()
  relay.document(homeName(me)).getMap('roster').set('self', 1)
  const log = relay.document(selfName(me, 1)).getMap('log')
  log.set(...setBy(1, 100, at(9)))
  log.set(...setBy(2, 200, at(4)))
  const { marks } = openTab()
  await until(() => marks.of(room) !== null)
  expect(marks.of(room)).toEqual(at(9))
})

/** The own room, with what two devices set in it. */
const withRecords = (...records: [string, Uint8Array][]) => {
  const { relay, openTab } = makeDevice()
  relay.document(homeName(me)).getMap('roster').set('self', 1)
  const log = relay.document(selfName(me, 1)).getMap('log')
  for (const [name, bytes] of records) log.set(name, bytes)
  return openTab()
}

test('P76: messages marked as unread by hand stay so, however far another device has read, until the person reads on', async () => {
  const { marks, clock, written } = withRecords(setBy(1, 100, { ...at(4), back: 90 }), setBy(2, 200, at(9)))
  await until(() => marks.of(room)?.back === 90)
  expect(marks.of(room)).toEqual({ ...at(4), back: 90 })
  marks.mark(room, at(9))
  expect(marks.of(room)).toEqual({ ...at(9), back: 90 })
  clock.pass(2_000)
  expect(written).toEqual([{ ...at(9), back: 90 }])
})

test('messages are marked as unread on every device, and the other tabs know at once', async () => {
  const { openTab } = makeDevice()
  const [one, two] = [openTab(), openTab()]
  one.marks.mark(room, at(9), 8)
  one.marks.markUnread(room, at(4), 70)
  expect(two.marks.of(room)).toEqual({ ...at(4), back: 70, late: 8 })
  two.marks.mark(room, at(3))
  expect(two.marks.of(room)).toEqual({ ...at(4), back: 70, late: 8 })
  one.clock.pass(2_000)
  expect(one.written).toEqual([{ ...at(4), back: 70, late: 8 }])
})

test('P76: a device writes its mark again if the newest record of it says less', async () => {
  const { marks, clock, written } = withRecords(setBy(1, 100, at(9)), setBy(2, 200, at(4)))
  await until(() => marks.of(room)?.time === 9)
  clock.pass(9_999)
  expect(written).toEqual([])
  clock.pass(1)
  clock.pass(2_000)
  expect(written).toEqual([at(9)])
})
