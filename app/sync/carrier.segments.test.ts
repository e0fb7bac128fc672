import { describe, expect, test } from 'vitest'
import { applyUpdate } from 'yjs'
import { parseCarried } from '../../shared/wire/carried.ts'
import type { FakeRelay } from '../../tests/world/app/fake-relay.ts'
import { first, logOf, record, room, sameText, second, segment, stage } from '../../tests/world/app/restored-relay.ts'
import { until } from '../../tests/world/app/until.ts'
import { firstWaitMs, spreadMs } from './carrier.ts'

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
    // It has waited already.
    await pass(20_000)
    await until(() => document.map.size === 0)
    expect([inHead, carrier.waitsForHead(room)]).toEqual([[first.name, second.name], false])
  })
})

describe('a record that the relay refused because its target was missing', () => {
  const reply = record(3, 1, 9, first.name)

  /** The relay has no target for the reply, and accepts nothing else in this segment. */
  const orphaned = async () => {
    const staged = await stage()
    const { relay, document, cameBack, pass } = staged
    relay.isForeign = () => true
    if (document.map.doc) applyUpdate(document.map.doc, logOf(51, reply))
    const isThere = (name: string) => relay.documents.get(name)?.getMap('log').has(first.name) ?? false
    const judgeReply = (name: string) => (isThere(name) ? null : 'no-such-target')
    relay.judge = (name, where) => (name === reply.name ? judgeReply(where) : 'not-a-member')
    const brought: string[] = []
    relay.carried = (records, where) => {
      for (const bytes of parseCarried(records)) if (sameText(bytes, reply.bytes)) brought.push(where)
    }
    await cameBack()
    await pass(firstWaitMs)
    await until(() => brought.length === 1)
    return { ...staged, brought }
  }

  const comesTo = (relay: FakeRelay, name: string, client = 4_278_190_081) => {
    const update = logOf(client, first)
    applyUpdate(relay.document(name), update)
    relay.say(name, { type: 'update', update })
  }

  test('is not brought again while the target is missing', async () => {
    const { pass, brought } = await orphaned()
    await pass(firstWaitMs + spreadMs)
    expect(brought).toEqual([segment])
  })

  test('is brought to another segment when the target comes there later', async () => {
    const { relay, documents, pass, brought } = await orphaned()
    const next = `room/${room}/2`
    const other = documents.open(next)
    await until(() => other.state().name === 'synced')
    comesTo(relay, next)
    await until(() => other.map.has(first.name))
    await pass(20_000)
    expect(brought).toEqual([segment, next])
  })

  test.each([
    ['in a new place', 4_278_190_081],
    ['in its old place', 50],
  ])('is brought again when the target comes back to the same segment later, %s', async (_, client) => {
    const { relay, document, pass, brought } = await orphaned()
    comesTo(relay, segment, client)
    await until(() => !document.lacking().has(first.name))
    await pass(20_000)
    expect(brought).toEqual([segment, segment])
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
