import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { kinds, writeBody } from '../../shared/record/kinds.ts'
import { recordName } from '../../shared/record/name.ts'
import { withSignature, writeUnsigned } from '../../shared/record/record.ts'
import { parseCarried } from '../../shared/wire/carried.ts'
import { writeUpdate } from '../../shared/wire/update.ts'
import type { FakeClock } from '../../tests/world/app/fake-clock.ts'
import { FakeRelay } from '../../tests/world/app/fake-relay.ts'
import { tabOf } from '../../tests/world/app/tab.ts'
import { until } from '../../tests/world/app/until.ts'
import { Carrier, firstWaitMs, spreadMs } from './carrier.ts'
import type { Documents } from './documents.ts'
import type { OpenDocument } from './openDocument.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA'
const segment = `room/${room}/1`
let user = 0
const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

/** A record of the nth device. These tests do not check signatures. */
const record = (nth: number, seq: number, time = seq, ref = '') => {
  const device = new Uint8Array(16).fill(nth)
  const body = writeBody({ kind: 'post', text: `${nth} ${seq}` })
  const unsigned = writeUnsigned({
    kind: kinds.post,
    device,
    seq,
    prev: new Uint8Array(16),
    epoch: 0,
    time,
    ref,
    body,
  })
  return { name: recordName(device, seq), bytes: withSignature(unsigned, new Uint8Array(64)) }
}
const [mine, first, second] = [record(1, 1), record(2, 1, 7), record(2, 2, 8)]

const logOf = (client: number, ...records: { name: string; bytes: Uint8Array }[]) => {
  const doc = new Doc()
  doc.clientID = client
  for (const { name, bytes } of records) doc.getMap('log').set(name, bytes)
  return encodeStateAsUpdate(doc)
}

/** A device that holds what the author wrote, and a relay that was restored to an earlier state. */
const stage = async ({ chance = 0, count = 2 } = {}) => {
  const relay = new FakeRelay()
  relay.isForeign = (client) => client === 50
  const theirs = count === 2 ? [first, second] : Array.from({ length: count }, (_, i) => record(2, i + 1))
  const carried: string[][] = []
  relay.carried = (records, document) => {
    carried.push(parseCarried(records).map((bytes) => theirs.find((one) => sameText(one.bytes, bytes))?.name ?? '?'))
    return document
  }
  const isOwn = (_: string, name: string) => name === mine.name
  const { documents, clock, socket } = tabOf(relay, { user: `carrier-${++user}`, isOwn })
  applyUpdate(relay.document(segment), logOf(50, ...theirs))
  const document = documents.open(segment)
  await until(() => document.state().name === 'synced' && document.map.size === theirs.length)
  const above: OpenDocument[] = []
  const heads: OpenDocument[] = []
  const carrier = new Carrier({
    documents,
    clock,
    chance: () => chance,
    above: () => above,
    head: () => heads[0] ?? null,
  })
  relay.documents.delete(segment)
  ends.push(async () => {
    carrier.close()
    socket.close()
    await documents.closeAll()
  })
  const cameBack = async () => {
    document.syncAnew()
    await until(() => document.state().name === 'local')
    await until(() => document.state().name === 'synced')
  }
  return { relay, document, documents, above, heads, carrier, carried, theirs, cameBack, pass: passing(relay, clock) }
}
const sameText = (a: Uint8Array, b: Uint8Array) => `${a}` === `${b}`

/** Passes time while the relay says hello every 10 s. */
const passing = (relay: FakeRelay, clock: FakeClock) => async (ms: number) => {
  for (let left = ms; left > 0; left -= 10_000) {
    relay.hello()
    await pause()
    clock.pass(Math.min(left, 10_000))
  }
  await pause()
}
const pause = () => new Promise((resolve) => setTimeout(resolve, 5))

test('a device brings a restored relay the lost records of others, but only after a wait, oldest first', async () => {
  const { pass, carried, cameBack } = await stage()
  await cameBack()
  await pass(firstWaitMs - 1)
  expect(carried).toEqual([])
  await pass(1)
  await until(() => carried.length > 0)
  expect(carried).toEqual([[first.name, second.name]])
})

test("each device waits a different time, so that they don't all come at once", async () => {
  const { pass, carried, cameBack } = await stage({ chance: 0.5 })
  await cameBack()
  await pass(firstWaitMs + spreadMs / 2 - 1)
  expect(carried).toEqual([])
  await pass(1)
  await until(() => carried.length > 0)
})

test("a device doesn't bring what the author or another device has already brought", async () => {
  const { relay, pass, carried, cameBack } = await stage()
  await cameBack()
  for (const [client, one] of [
    [50, first],
    [4_278_190_081, second],
  ] as const) {
    const update = logOf(client, one)
    applyUpdate(relay.document(segment), update)
    relay.say(segment, { type: 'update', update })
  }
  await pause()
  await pass(firstWaitMs)
  expect(carried).toEqual([])
})

test('a device brings nothing that the relay has, and leaves its own records to the normal way', async () => {
  const { relay, document, pass, carried, cameBack } = await stage()
  applyUpdate(relay.document(segment), logOf(50, first, second))
  document.add(mine.name, mine.bytes)
  await cameBack()
  await pass(firstWaitMs + spreadMs)
  expect(carried).toEqual([])
})

test('many records are sent in several messages, as fast as the relay accepts them', async () => {
  const { relay, pass, carried, cameBack, theirs } = await stage({ count: 150 })
  await cameBack()
  await pass(firstWaitMs)
  await until(() => carried.length === 1)
  expect(carried[0]).toHaveLength(100)
  applyUpdate(relay.document(segment), logOf(4_278_190_081, ...theirs.slice(0, 100)))
  relay.say(segment, { type: 'update', update: encodeStateAsUpdate(relay.document(segment)) })
  await pause()
  await pass(60_000)
  await until(() => carried.length === 2)
  expect(carried[1]).toEqual(theirs.slice(100).map(({ name }) => name))
})

test.each([
  ['not-a-member', false],
  ['bad-signature', false],
  ['too-fast', true],
] as const)('after a refusal as %s the record is brought again: %s', async (code, isAgain) => {
  const { relay, pass, carried, cameBack } = await stage()
  relay.judge = () => code
  await cameBack()
  await pass(firstWaitMs)
  for (let turn = 0; turn < 2; turn++) {
    await pass(60_000)
  }
  expect(carried.length > 1).toBe(isAgain)
  expect(carried).not.toEqual([])
})

test('a record that the relay calls erased is removed from this device too', async () => {
  const { relay, document, pass, cameBack } = await stage()
  relay.judge = (name) => (name === first.name ? 'erased' : null)
  await cameBack()
  await pass(firstWaitMs)
  await until(() => !document.map.has(first.name))
  expect(document.map.has(second.name)).toBe(true)
})

/** A second tab of the same device, on what the first left on the disk. */
const reopened = async (relay: FakeRelay, before: Documents) => {
  await before.closeAll()
  const { documents, socket } = tabOf(relay, { user: `carrier-${user}` })
  ends.push(async () => {
    socket.close()
    await documents.closeAll()
  })
  const document = documents.open(segment)
  await until(() => document.state().name === 'synced')
  return document
}

test("if this tab's client id belonged to somebody else, the lost records of others stay and are brought", async () => {
  const { relay, document, documents, pass, carried, cameBack } = await stage()
  await cameBack()
  await document.rebuild()
  expect([...document.map.keys()].sort()).toEqual([first.name, second.name])
  await until(() => document.state().name === 'synced')
  await pass(firstWaitMs)
  await until(() => carried.length > 0)
  expect(carried).toEqual([[first.name, second.name]])
  const again = await reopened(relay, documents)
  expect([...again.map.keys()].sort()).toEqual([first.name, second.name])
})

describe('P60: a member who writes an empty run under a client id that the relay lost', () => {
  /** The relay takes the run, because it knows no owner of the id, and passes it on as deletes. */
  const squat = (relay: FakeRelay, client: number, ...names: string[]) => {
    const deleted = [{ client, clock: 0, length: names.length }]
    const update = writeUpdate({ blocks: [{ client, clock: 0, structs: [{ empty: names.length }] }], deleted })
    applyUpdate(relay.document(segment), update)
    relay.say(segment, { type: 'update', update })
  }

  test('erases nothing on a device that is connected, and the device brings everything', async () => {
    const { relay, document, pass, carried, cameBack } = await stage()
    await cameBack()
    squat(relay, 50, first.name, second.name)
    await pause()
    expect([...document.map.keys()].sort()).toEqual([first.name, second.name])
    await pass(firstWaitMs)
    await until(() => carried.length > 0)
    expect(carried).toEqual([[first.name, second.name]])
  })

  test('erases nothing on a device that is away at that moment', async () => {
    const { relay, document, pass, carried, cameBack } = await stage()
    await cameBack()
    relay.admit = () => 4500
    document.syncAnew()
    await until(() => document.state().name === 'local')
    squat(relay, 50, first.name, second.name)
    relay.admit = () => null
    await until(() => document.state().name === 'synced')
    expect(document.map.size).toBe(2)
    await pass(firstWaitMs)
    await until(() => carried.length > 0)
    expect(carried).toEqual([[first.name, second.name]])
  })

  test('erases nothing, even place by place, and the device takes only one new id for its copy', async () => {
    const { relay, document, cameBack } = await stage({ count: 50 })
    await cameBack()
    const clients = () => document.itemOf(second.name)?.id.client
    for (let clock = 0; clock < 50; clock++) {
      const deleted = [{ client: 50, clock, length: 1 }]
      const update = writeUpdate({ blocks: [{ client: 50, clock, structs: [{ empty: 1 }] }], deleted })
      applyUpdate(relay.document(segment), update)
      relay.say(segment, { type: 'update', update })
      await pause()
      if (clock > 0) expect(document.itemOf(record(2, 50).name)?.id.client).toBe(clients())
    }
    expect(document.map.size).toBe(50)
  })

  test('erases nothing on a device that is connected and reopened later', async () => {
    const { relay, documents, cameBack } = await stage()
    await cameBack()
    squat(relay, 50, first.name, second.name)
    await pause()
    const again = await reopened(relay, documents)
    expect([...again.map.keys()].sort()).toEqual([first.name, second.name])
  })

  test('erases nothing on a device that is closed at that moment', async () => {
    const { relay, documents, cameBack } = await stage()
    await cameBack()
    await documents.closeAll()
    squat(relay, 50, first.name, second.name)
    const again = await reopened(relay, documents)
    expect([...again.map.keys()].sort()).toEqual([first.name, second.name])
  })

  test.each([
    ['is connected', false],
    ['is away at that moment', true],
  ])("doesn't erase others' records by erasing their own, on a device that %s", async (_, isAway) => {
    const { relay, document, cameBack } = await stage()
    await cameBack()
    const theirs = [record(3, 1), record(3, 2)]
    const update = logOf(50, ...theirs)
    applyUpdate(relay.document(segment), update)
    if (isAway) await cameBack()
    else relay.say(segment, { type: 'update', update })
    await until(() => document.map.size === 4)
    for (const { name } of theirs) relay.erase(segment, name)
    await until(() => document.map.size === 2)
    expect([...document.map.keys()].sort()).toEqual([first.name, second.name])
  })

  test("can't make the device keep what the relay then calls erased", async () => {
    const { relay, document, pass, cameBack } = await stage()
    relay.judge = (name) => (name === first.name ? 'erased' : null)
    await cameBack()
    squat(relay, 50, first.name, second.name)
    await pass(firstWaitMs)
    await until(() => !document.map.has(first.name))
    expect(document.map.has(second.name)).toBe(true)
  })
})

test('a record that the relay has again and then erases is removed at once', async () => {
  const { relay, document, cameBack } = await stage()
  await cameBack()
  const update = logOf(50, first, second)
  applyUpdate(relay.document(segment), update)
  relay.say(segment, { type: 'update', update })
  relay.erase(segment, first.name)
  await until(() => !document.map.has(first.name))
  await cameBack()
  relay.erase(segment, second.name)
  await until(() => document.map.size === 0)
})

test('a record that returned while the device was away and is then erased is removed at once', async () => {
  const { relay, document, cameBack } = await stage()
  await cameBack()
  applyUpdate(relay.document(segment), logOf(50, first, second))
  await cameBack()
  relay.erase(segment, first.name)
  await until(() => !document.map.has(first.name))
})

test('a document stays open while something in it still has to be brought', async () => {
  const { document, documents, pass, carried, cameBack } = await stage()
  await cameBack()
  await documents.close(document)
  await pass(firstWaitMs)
  await until(() => carried.length > 0)
  expect(documents.find(segment)).toBe(document)
})

test('records above a restored head are brought to the head, except those that are already there', async () => {
  const { relay, document, documents, above, carrier, carried, cameBack, pass } = await stage()
  applyUpdate(relay.document(segment), logOf(50, first, second))
  await cameBack()
  const next = `room/${room}/2`
  const [third, fourth] = [record(2, 3, 9), record(2, 4, 10)]
  applyUpdate(relay.document(next), logOf(60, third, fourth, second))
  const higher = documents.open(next)
  await until(() => higher.map.size === 3)
  relay.admit = (name) => (name === next ? 4404 : null)
  above.push(higher)
  carrier.look(document)
  await pass(firstWaitMs)
  expect(carried).toHaveLength(1)
  expect(carried[0]).toHaveLength(2)
})

describe('a post whose segment is full', () => {
  const head = `room/${room}/2`
  const full = async () => {
    const staged = await stage()
    const { relay, documents, heads } = staged
    relay.document(head)
    relay.judge = (_, name) => (name === segment ? 'segment-full' : null)
    const inHead: string[] = []
    relay.carried = (records, name) => {
      for (const bytes of parseCarried(records)) {
        const one = [first, second].find((other) => sameText(other.bytes, bytes))
        if (name !== head || !one) continue
        inHead.push(one.name)
        const update = logOf(4_278_190_081 + inHead.length, one)
        applyUpdate(relay.document(head), update)
        relay.say(head, { type: 'update', update })
      }
    }
    const last = documents.open(head)
    heads.push(last)
    await until(() => last.state().name === 'synced')
    return { ...staged, inHead, last }
  }

  test('goes to the head, and its copy is dropped', async () => {
    const { document, last, inHead, cameBack, pass } = await full()
    await cameBack()
    await pass(firstWaitMs)
    await pass(20_000)
    await until(() => document.map.size === 0)
    expect([inHead, [...last.map.keys()]]).toEqual([
      [first.name, second.name],
      [first.name, second.name],
    ])
  })

  test('waits for the next head while this one is full too', async () => {
    const { document, last, inHead, carrier, heads, cameBack, pass } = await full()
    heads[0] = document
    await cameBack()
    await pass(firstWaitMs)
    await pass(20_000)
    expect([inHead, document.map.size, carrier.waitsForHead(room)]).toEqual([[], 2, true])
    heads[0] = last
    carrier.look(last)
    await pass(firstWaitMs)
    await pass(20_000)
    await until(() => document.map.size === 0)
    expect([inHead, carrier.waitsForHead(room)]).toEqual([[first.name, second.name], false])
  })
})

describe('a record that the relay has in another segment, because its author brought it there', () => {
  const next = `room/${room}/2`

  test('is dropped at once where that segment is open', async () => {
    const { relay, document, documents, cameBack } = await stage()
    applyUpdate(relay.document(next), logOf(60, first))
    const other = documents.open(next)
    await until(() => other.map.has(first.name))
    await cameBack()
    await until(() => !document.map.has(first.name))
    expect([[...document.map.keys()], [...other.map.keys()]]).toEqual([[second.name], [first.name]])
  })

  test('is dropped when it comes to that segment later', async () => {
    const { relay, document, documents, cameBack } = await stage()
    const other = documents.open(next)
    await until(() => other.state().name === 'synced')
    await cameBack()
    const update = logOf(60, first)
    applyUpdate(relay.document(next), update)
    relay.say(next, { type: 'update', update })
    await until(() => !document.map.has(first.name))
  })

  test('is dropped after the relay acknowledged it and did not show it here', async () => {
    const { document, cameBack, pass } = await stage()
    await cameBack()
    await pass(firstWaitMs)
    await pass(10_000)
    await until(() => document.map.size === 0)
  })

  test('is followed by the records that refer to it', async () => {
    const { relay, document, documents, cameBack, pass } = await stage()
    const reply = record(3, 1, 9, first.name)
    relay.isForeign = () => true
    if (document.map.doc) applyUpdate(document.map.doc, logOf(51, reply))
    relay.judge = (_, name) => (name === segment ? 'no-such-target' : null)
    applyUpdate(relay.document(next), logOf(60, first))
    const other = documents.open(next)
    await until(() => other.map.has(first.name))
    relay.carried = (records, name) => {
      if (name !== next) return
      expect(parseCarried(records)).toEqual([reply.bytes])
      applyUpdate(relay.document(next), logOf(61, reply))
      relay.say(next, { type: 'update', update: logOf(61, reply) })
    }
    await cameBack()
    await pass(firstWaitMs)
    await pass(20_000)
    await until(() => other.map.has(reply.name) && !document.map.has(reply.name))
  })

  test('stays if it is of another room', async () => {
    const { relay, document, documents, cameBack } = await stage()
    const elsewhere = `room/${'B'.repeat(21)}A/1`
    applyUpdate(relay.document(elsewhere), logOf(60, first))
    const other = documents.open(elsewhere)
    await until(() => other.map.has(first.name))
    await cameBack()
    expect(document.map.size).toBe(2)
  })
})
