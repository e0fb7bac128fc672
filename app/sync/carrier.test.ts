import { describe, expect, test } from 'vitest'
import { applyUpdate, encodeStateAsUpdate } from 'yjs'
import { first, logOf, mine, pause, room, second, segment, stage } from '../../tests/world/app/restored-relay.ts'
import { until } from '../../tests/world/app/until.ts'
import { firstWaitMs, spreadMs } from './carrier.ts'

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

test('a document stays open while something in it still has to be brought', async () => {
  const { document, documents, pass, carried, cameBack } = await stage()
  await cameBack()
  await documents.close(document)
  await pass(firstWaitMs)
  await until(() => carried.length > 0)
  expect(documents.find(segment)).toBe(document)
})

test('what the relay refused is brought again after its data was restored once more', async () => {
  const { relay, carrier, carried, cameBack, pass } = await stage()
  relay.judge = () => 'not-a-member'
  await cameBack()
  await pass(firstWaitMs)
  await until(() => carried.length === 1)
  carrier.forgetRefusals(room)
  await pass(firstWaitMs)
  expect(carried).toEqual([
    [first.name, second.name],
    [first.name, second.name],
  ])
})

describe('a record of which this device shows a copy in a place that the relay lacks', () => {
  /** The relay has it under a lower Yjs client id, so Yjs shows the old copy. */
  const inTwoPlaces = async (...atRelay: (typeof first)[]) => {
    const staged = await stage()
    const { relay, document, cameBack } = staged
    await cameBack()
    applyUpdate(relay.document(segment), logOf(40, ...atRelay))
    await cameBack()
    expect(document.itemOf(first.name)?.id.client).toBe(50)
    relay.judge = (name) => (name === first.name ? 'erased' : null)
    return staged
  }

  test('is removed soon after the relay erases its own', async () => {
    const { relay, document, pass } = await inTwoPlaces(first, second)
    relay.erase(segment, first.name)
    await pause()
    await pass(10_000)
    await until(() => !document.map.has(first.name))
    expect(document.map.has(second.name)).toBe(true)
  })

  test('is removed soon after the relay erased its own while the device was away', async () => {
    const { relay, document, cameBack, pass } = await inTwoPlaces(first, second)
    relay.document(segment).getMap('log').delete(first.name)
    await cameBack()
    await pass(10_000)
    await until(() => !document.map.has(first.name))
    expect(document.map.has(second.name)).toBe(true)
  })
})

test('the relay is asked soon about a record that it may have erased, and gets the others only when they are due', async () => {
  const { relay, pass, carried, cameBack } = await stage()
  applyUpdate(relay.document(segment), logOf(40, first))
  await cameBack()
  relay.judge = (name) => (name === first.name ? 'erased' : null)
  relay.erase(segment, first.name)
  await pause()
  await pass(firstWaitMs - 1)
  expect(carried).toEqual([[first.name]])
  await pass(1)
  await until(() => carried.length === 2)
  expect(carried[1]).toEqual([second.name])
})
