import { describe, expect, test } from 'vitest'
import { applyUpdate } from 'yjs'
import { writeUpdate } from '../../shared/wire/update.ts'
import type { FakeRelay } from '../../tests/world/app/fake-relay.ts'
import { first, logOf, pause, record, reopened, second, segment, stage } from '../../tests/world/app/restored-relay.ts'
import { until } from '../../tests/world/app/until.ts'
import { firstWaitMs } from './carrier.ts'

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

  test('erases nothing on a device that starts over, is closed, and is reopened later', async () => {
    const { relay, document, documents, cameBack } = await stage()
    await cameBack()
    relay.admit = () => 4500
    await document.forgetDeleted()
    await pause()
    relay.admit = () => null
    squat(relay, 50, first.name, second.name)
    const again = await reopened(relay, documents)
    expect([...again.map.keys()].sort()).toEqual([first.name, second.name])
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
