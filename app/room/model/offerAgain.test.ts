import { expect, onTestFinished, test } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { toBase64url } from '../../../shared/base64url.ts'
import { looksWith } from '../../../shared/names/looks.ts'
import type { RosterMember } from '../../../shared/room/roster.ts'
import { rosterName, segmentName } from '../../../shared/wire/documents.ts'
import { closeCodes } from '../../../shared/wire/results.ts'
import { FakeRelay } from '../../../tests/world/app/fake-relay.ts'
import { makeDevice, openTab, room, textsOn } from '../../../tests/world/app/sending-tab.ts'
import { until } from '../../../tests/world/app/until.ts'
import { Shared } from '../../base/shared.ts'
import { tableInMemory } from '../../base/table.ts'
import { followAboveHead } from '../../lobby/model/aboveHead.ts'
import { LateMarks } from '../../segments/lateMarks.ts'
import { segmentsOf } from '../../segments/segments.ts'
import { LiveRoom } from './liveRoom.ts'
import { OfferAgain } from './offerAgain.ts'

const looks = looksWith({})

type Device = Awaited<ReturnType<typeof makeDevice>> & { aboveHead: ReturnType<typeof tableInMemory<number>> }

const device = async (): Promise<Device> => ({ ...(await makeDevice()), aboveHead: tableInMemory<number>() })

const memberOf = (name: string, { signer }: Device): RosterMember => ({
  name,
  username: name,
  role: 'member',
  spans: [[1, null]],
  devices: [{ key: toBase64url(signer.publicKey), added: 1 }],
})

/** A roster as one run of the relay writes it. Each run has a Yjs client id of its own. */
const saying = (client: number, entries: object) => {
  const doc = new Doc()
  doc.clientID = client
  for (const [key, value] of Object.entries(entries)) doc.getMap('roster').set(key, value)
  return doc
}
const copyOf = (doc: Doc) => {
  const copy = new Doc()
  applyUpdate(copy, encodeStateAsUpdate(doc))
  return copy
}

/** A tab of somebody who is in the room. */
const openRoom = async (relay: FakeRelay, at: Device) => {
  const tab = await openTab(relay, at)
  const { documents, tabs, book, delivery } = tab
  const segments = segmentsOf(documents, new LateMarks(tableInMemory()))
  const aboveHead = await followAboveHead({ user: at.disk, table: at.aboveHead, documents, tabs })
  const live = new Shared(
    (id) =>
      new LiveRoom(id, { documents, segments, provisional: () => null, upTo: aboveHead.upTo, looks: () => looks }),
    (one) => one.close(),
  )
  aboveHead.changed.subscribe((id) => live.find(id)?.look())
  const again = new OfferAgain({
    device: toBase64url(at.signer.device),
    book,
    documents,
    live,
    delivery,
    tables: { vanished: tableInMemory(), restored: tableInMemory() },
    failed: (error) => {
      throw error
    },
  })
  const one = live.open(room)
  one.changed.subscribe(() => tab.moveHead(one.roster.head))
  const close = async () => {
    again.close()
    aboveHead.close()
    await tab.close()
  }
  onTestFinished(close)
  const texts = () => one.head?.messages(one.whoIs).map(({ text }) => text) ?? []
  return { ...tab, live: one, texts, close }
}

const say = (relay: FakeRelay, key: string, value: unknown) => {
  const doc = relay.document(rosterName(room))
  doc.once('update', (update: Uint8Array) => relay.say(rosterName(room), { type: 'update', update }))
  doc.getMap('roster').set(key, value)
}

type Tab = Awaited<ReturnType<typeof openRoom>>

/** Two people talked in the first segment, the relay's folder was backed up, and they went on in the second segment. */
const scene = async (
  atLast: (olgasTab: Tab, relay: FakeRelay, mine: string) => Promise<void> = async () => {},
  lostHead = 2,
) => {
  const [olga, milo] = [await device(), await device()]
  const facts = {
    name: 'Shed',
    made: 1,
    [`member/${olga.user}`]: memberOf('olga', olga),
    [`member/${milo.user}`]: memberOf('milo', milo),
  }
  const relay = new FakeRelay()
  relay.documents.set(rosterName(room), saying(5, { ...facts, head: 1 }))
  const [olgasTab, milosTab] = [await openRoom(relay, olga), await openRoom(relay, milo)]
  const first = [olgasTab, milosTab]
  await until(() => first.every(({ live }) => live.head?.document.state().name === 'synced'))
  await olgasTab.say('before')
  await until(() => milosTab.texts().length === 1)
  const kept = copyOf(relay.document(segmentName(room, 1)))

  say(relay, 'segment/1', [1, 2, 1])
  say(relay, 'head', lostHead)
  await until(() => first.every(({ live }) => live.head?.number === lostHead))
  const mine = await olgasTab.say('mine')
  await olgasTab.edit(mine?.name ?? '', 'mine, edited')
  await until(() => milosTab.texts().includes('mine, edited'))
  await milosTab.say('theirs')
  await until(() => olgasTab.texts().includes('theirs') && olgasTab.book.count() === 0 && milosTab.book.count() === 0)
  await atLast(olgasTab, relay, mine?.name ?? '')
  for (const tab of first) await tab.close()

  const restored = new FakeRelay()
  restored.documents.set(segmentName(room, 1), kept)
  restored.documents.set(rosterName(room), saying(9, { ...facts, head: 1, lives: [[3, 2]] }))
  const admit = (name: string) => (name === segmentName(room, lostHead) ? closeCodes.noSuchDocument : null)
  restored.admit = admit
  return { olga, milo, restored, admit }
}

test('P16: a device shows what it holds above a restored head, and offers its own messages again in the head', async () => {
  const { olga, milo, restored } = await scene()
  const olgasTab = await openRoom(restored, olga)
  await until(() => olgasTab.texts().length === 3 && textsOn(restored).length === 3 && olgasTab.book.count() === 0)
  expect(olgasTab.texts().sort()).toEqual(['before', 'mine, edited', 'theirs'])
  expect(textsOn(restored).sort()).toEqual(['before', 'mine', 'mine, edited'])
  const milosTab = await openRoom(restored, milo)
  await until(() => textsOn(restored).length === 4 && milosTab.book.count() === 0)
  expect(milosTab.texts().sort()).toEqual(['before', 'mine, edited', 'theirs'])
  expect(textsOn(restored).sort()).toEqual(['before', 'mine', 'mine, edited', 'theirs'])
})

test('a tab that hears of the restored head and dies before it offers anything loses nothing', async () => {
  const { olga, restored, admit } = await scene()
  restored.admit = (name) => (name === rosterName(room) ? null : closeCodes.fault)
  const first = await openRoom(restored, olga)
  await until(() => first.live.roster.head === 1 && first.texts().includes('theirs'))
  await first.close()
  expect(textsOn(restored)).toEqual(['before'])

  restored.admit = admit
  const second = await openRoom(restored, olga)
  await until(() => textsOn(restored).length === 3 && second.book.count() === 0)
  expect(second.texts().sort()).toEqual(['before', 'mine, edited', 'theirs'])
})

test('messages that waited for the lost head go to the restored head, after the messages they refer to', async () => {
  const { olga, restored } = await scene(async (olgasTab, relay, mine) => {
    relay.kill()
    await olgasTab.edit(mine, 'mine, edited twice')
    await olgasTab.say('waiting')
  })
  const order: string[] = []
  restored.judge = (name) => {
    order.push(name)
    return null
  }
  const olgasTab = await openRoom(restored, olga)
  await until(() => textsOn(restored).length === 5 && olgasTab.book.count() === 0)
  expect(olgasTab.texts().sort()).toEqual(['before', 'mine, edited twice', 'theirs', 'waiting'])
  const [mine, ...edits] = ['2', '3', '4'].map((seq) => order.findIndex((name) => name.endsWith(`.${seq}`)))
  for (const edit of edits) expect(edit).toBeGreaterThan(mine ?? -1)
  expect(new Set(order).size).toBe(order.length)
})

test('when the head reaches the lost number again, no message is there twice', async () => {
  const { olga, milo, restored } = await scene()
  const tabs = [await openRoom(restored, olga), await openRoom(restored, milo)]
  await until(() => textsOn(restored).length === 4 && tabs.every(({ book }) => book.count() === 0))
  // If a record is already in another segment, the relay acknowledges it and leaves its place here empty.
  restored.judge = (name, document) => {
    if (document === segmentName(room, 2) && restored.document(segmentName(room, 1)).getMap('log').has(name))
      queueMicrotask(() => restored.erase(document, name))
    return null
  }
  restored.admit = () => null
  say(restored, 'head', 2)
  await until(() => tabs.every(({ live }) => live.head?.number === 2 && live.head.document.state().name === 'synced'))
  await tabs[0]?.say('in the second again')
  await until(() => tabs.every(({ texts, book }) => texts().length === 1 && book.count() === 0))
  expect(tabs.map(({ texts }) => texts())).toEqual([['in the second again'], ['in the second again']])
  expect(textsOn(restored, 2)).toEqual(['in the second again'])
  expect(textsOn(restored).sort()).toEqual(['before', 'mine', 'mine, edited', 'theirs'])
})

/** If a record is already in another segment, the relay acknowledges it and leaves its place here empty. */
const keepOnce = (relay: FakeRelay) => {
  const offered: string[] = []
  relay.judge = (name, document) => {
    offered.push(name)
    const isElsewhere = [...relay.documents].some(([other, doc]) => other !== document && doc.getMap('log').has(name))
    if (isElsewhere) queueMicrotask(() => relay.erase(document, name))
    return null
  }
  return offered
}

test('when the head moves on but stays below the lost one, two tabs offer nothing again and keep nothing as not sent', async () => {
  const { olga, restored } = await scene(undefined, 3)
  const offered = keepOnce(restored)
  const tabs = [await openRoom(restored, olga), await openRoom(restored, olga)]
  await until(() => textsOn(restored).length === 3 && tabs.every(({ book }) => book.count() === 0))
  say(restored, 'head', 2)
  await until(() => tabs.every(({ live }) => live.head?.number === 2 && live.head.document.state().name === 'synced'))
  await tabs[0]?.say('in the second')
  await until(() => tabs.every(({ texts, book }) => texts().includes('in the second') && book.count() === 0))
  for (const { clock } of tabs) clock.pass(10_000)
  await tabs[0]?.say('later')
  await until(() => tabs.every(({ texts, book }) => texts().includes('later') && book.count() === 0))
  expect(tabs.flatMap(({ book }) => book.notSent())).toEqual([])
  expect(textsOn(restored, 2).sort()).toEqual(['in the second', 'later'])
  expect(offered).toHaveLength(new Set(offered).size)
})

test("a tab that hasn't opened the lower segment doesn't offer its messages again later either", async () => {
  const { olga, restored } = await scene(undefined, 3)
  const offered = keepOnce(restored)
  const first = await openRoom(restored, olga)
  await until(() => textsOn(restored).length === 3 && first.book.count() === 0)
  await until(() => first.live.above.at(-1)?.document.map.size === 1)
  await first.close()
  restored.document(rosterName(room)).getMap('roster').set('head', 2)
  const second = await openRoom(restored, olga)
  await second.documents.close(second.document)
  await until(() => second.live.head?.number === 2 && second.live.head.document.state().name === 'synced')
  await second.say('in the second')
  await until(() => second.texts().includes('in the second') && second.book.count() === 0)
  expect(textsOn(restored, 2)).toEqual(['in the second'])
  expect(offered).toHaveLength(new Set(offered).size)
})

test('a message erased from the restored head also leaves the copy above it', async () => {
  const { olga, milo, restored } = await scene()
  const olgasTab = await openRoom(restored, olga)
  const milosTab = await openRoom(restored, milo)
  await until(() => textsOn(restored).length === 4 && olgasTab.live.head?.document.map.size === 4)
  const theirs = milosTab.live.head?.messages(milosTab.live.whoIs).find(({ text }) => text === 'theirs')?.name ?? ''
  restored.erase(segmentName(room, 1), theirs)
  await until(() => olgasTab.texts().length === 2)
  expect(olgasTab.texts().sort()).toEqual(['before', 'mine, edited'])
  expect(olgasTab.live.above.map(({ document }) => document.map.has(theirs))).toEqual([false])
})

test('a message that had moved to the lost head because the segment below was full returns when the head gets there again', async () => {
  let late = ''
  const { olga, restored } = await scene(async (olgasTab, relay) => {
    relay.judge = (_, document) => (document === segmentName(room, 1) ? 'segment-full' : null)
    olgasTab.moveHead(1)
    const saying = olgasTab.say('late')
    olgasTab.moveHead(2)
    late = (await saying)?.name ?? ''
    await until(() => textsOn(relay, 2).includes('late') && olgasTab.book.count() === 0)
  })
  restored.judge = (name, document) => (name === late && document === segmentName(room, 1) ? 'segment-full' : null)
  const olgasTab = await openRoom(restored, olga)
  await until(() => textsOn(restored).length === 3)
  restored.admit = () => null
  say(restored, 'head', 2)
  await until(() => textsOn(restored, 2).includes('late') && olgasTab.book.count() === 0)
  expect(olgasTab.texts()).toContain('late')
})

test('a message that had moved to the lost head because the segment below was full returns at once if that now has room', async () => {
  const { olga, restored } = await scene(async (olgasTab, relay) => {
    relay.judge = (_, document) => (document === segmentName(room, 1) ? 'segment-full' : null)
    olgasTab.moveHead(1)
    const saying = olgasTab.say('late')
    olgasTab.moveHead(2)
    await saying
    await until(() => textsOn(relay, 2).includes('late') && olgasTab.book.count() === 0)
  })
  const olgasTab = await openRoom(restored, olga)
  await until(() => textsOn(restored).length === 4 && olgasTab.book.count() === 0)
  expect(textsOn(restored).sort()).toEqual(['before', 'late', 'mine', 'mine, edited'])
  expect(olgasTab.texts()).toContain('late')
})

test('a message that the relay lost and refuses to take again is kept as text', async () => {
  const { olga, restored } = await scene()
  restored.documents.set(segmentName(room, 1), new Doc())
  restored.judge = () => 'archived'
  restored.isDown = true
  const olgasTab = await openRoom(restored, olga)
  await until(() => olgasTab.socket.state() === 'broken')
  restored.isDown = false
  olgasTab.socket.wake()
  await until(() => olgasTab.book.notSent().length === 3 && olgasTab.book.count() === 0)
  const kept = olgasTab.book.notSent().map(({ text }) => text)
  expect(kept.sort()).toEqual(['before', 'mine', 'mine, edited'])
})

test('words whose places on the restored relay another device used, and was refused, are sent again', async () => {
  const { olga, restored } = await scene()
  const [before] = restored.document(segmentName(room, 1)).getMap('log')._map.values()
  const taken = new Doc()
  taken.clientID = before?.id.client ?? 0
  taken.getMap('log').set('x.1', new Uint8Array([1]))
  taken.getMap('log').delete('x.1')
  restored.documents.set(segmentName(room, 1), taken)
  restored.isDown = true
  const olgasTab = await openRoom(restored, olga)
  await until(() => olgasTab.socket.state() === 'broken')
  restored.isDown = false
  olgasTab.socket.wake()
  await until(() => textsOn(restored).length === 3 && olgasTab.book.count() === 0)
  expect([textsOn(restored).sort(), olgasTab.book.notSent()]).toEqual([['before', 'mine', 'mine, edited'], []])
})
