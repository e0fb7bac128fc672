import { expect, test } from 'vitest'
import { applyUpdate } from 'yjs'
import type { Body } from '../../shared/record/kinds.ts'
import { readEntry } from '../../shared/room/entry.ts'
import { segmentName, selfName } from '../../shared/wire/documents.ts'
import { closeCodes, type RefusalCode } from '../../shared/wire/results.ts'
import { FakeRelay } from '../../tests/world/app/fake-relay.ts'
import { logOf, record } from '../../tests/world/app/restored-relay.ts'
import { makeDevice, openTab, room, textsOn } from '../../tests/world/app/sending-tab.ts'
import { until } from '../../tests/world/app/until.ts'
import type { Signer } from '../store/identity.ts'
import { ownIn } from './ownIn.ts'

test('keeps a refused message as text, with the reason', async () => {
  const relay = new FakeRelay()
  relay.judge = () => 'not-a-member'
  const tab = await openTab(relay, await makeDevice())
  await tab.say('hello')
  await until(() => tab.book.notSent().length > 0)
  expect(tab.book.notSent()).toMatchObject([{ room, text: 'hello', code: 'not-a-member' }])
  expect(tab.book.count()).toBe(0)
})

test('keeps a refused message as text even if the reason was lost', async () => {
  const relay = new FakeRelay()
  relay.judge = () => 'not-a-member'
  relay.isMute = true
  const device = await makeDevice()
  const tab = await openTab(relay, device)
  await tab.say('hello')
  await until(() => tab.document.itemOf(tab.book.all()[0]?.name ?? '')?.deleted === true)
  tab.clock.pass(5_000)
  await until(() => tab.book.notSent().length > 0)
  expect(tab.book.notSent()).toMatchObject([{ text: 'hello' }])
})

test('keeps a message as text if its room is deleted while you write it', async () => {
  const relay = new FakeRelay()
  relay.admit = () => closeCodes.deleted
  const tab = await openTab(relay, await makeDevice())
  await tab.say('hello')
  await until(() => tab.book.notSent().length === 1)
  expect(tab.book.notSent()).toMatchObject([{ text: 'hello', code: 'no-such-room' }])
  expect(tab.book.count()).toBe(0)
})

const once = (code: RefusalCode) => {
  let refused = false
  return () => {
    if (refused) return null
    refused = true
    return code
  }
}

test.each(['too-early', 'full', 'too-fast'] as const)(
  'writes a record refused as %s again and sends it',
  async (code) => {
    const relay = new FakeRelay()
    relay.judge = once(code)
    const tab = await openTab(relay, await makeDevice())
    await until(() => tab.document.state().name === 'synced')
    await tab.say('hello')
    const name = tab.book.all()[0]?.name ?? ''
    await until(() => tab.document.itemOf(name)?.deleted === true)
    await new Promise((resolve) => setTimeout(resolve, 5))
    tab.clock.pass(5_000)
    await until(() => tab.book.count() === 0)
    expect([textsOn(relay), tab.book.notSent()]).toEqual([['hello'], []])
  },
)

const keptBy = (relay: FakeRelay) =>
  [...relay.document(segmentName(room, 1)).getMap('log')].flatMap(([name, bytes]) => {
    const entry = readEntry(name, bytes as Uint8Array)
    return entry ? [entry] : []
  })

/** Signs like the device, but keeps one of its signatures back until `isTime` says so. */
const signsLate = (signer: Signer, late: number, isTime: () => boolean): Signer => {
  let asked = 0
  return {
    ...signer,
    sign: async (bytes) => {
      const isLate = ++asked === late
      const signature = await signer.sign(bytes)
      if (isLate) await until(isTime)
      return signature
    },
  }
}

test.each([
  ['each is signed at once', 0, false],
  ['the first is signed when the relay is back', 1, false],
  ['the last is signed when the relay is back', 3, false],
  ['each is answered alone', 0, true],
])(
  'messages dated by a wrong clock get new times and are shown again at once, in order, if %s',
  async (_, late, alone) => {
    const relay = new FakeRelay()
    relay.answersEachAlone = alone
    const early = new Set<string>()
    relay.judge = (name) => (early.has(name) ? 'too-early' : null)
    const device = await makeDevice()
    const isBack = () => !relay.isDown && tab.document.state().name === 'synced'
    const tab = await openTab(relay, device, { signer: signsLate(device.signer, late, () => isBack()) })
    await until(() => tab.document.state().name === 'synced')
    relay.kill()
    for (const text of ['one', 'two', 'three']) early.add((await tab.say(text))?.name ?? '')
    relay.isDown = false
    tab.clock.pass(1_000)
    await until(() => tab.book.count() === 0)
    const kept = keptBy(relay)
    const texts = kept.sort((a, b) => a.time - b.time).map(({ body }) => 'text' in body && body.text)
    expect([texts, tab.book.notSent()]).toEqual([['one', 'two', 'three'], []])
    expect(new Set(kept.map(({ time }) => time)).size).toBe(3)
  },
)

test.each(['too-early', 'too-fast'] as const)(
  "if the relay refuses a record of one tab as %s, the other tab doesn't report it, and it is sent once",
  async (code) => {
    const relay = new FakeRelay()
    relay.judge = once(code)
    const device = await makeDevice()
    const leading = await openTab(relay, device)
    const tab = await openTab(relay, device)
    await until(() => [leading, tab].every(({ document }) => document.state().name === 'synced'))
    await tab.say('hello')
    const name = tab.book.all()[0]?.name ?? ''
    await until(() => [leading, tab].every(({ document }) => document.itemOf(name)?.deleted === true))
    await until(() => {
      leading.clock.pass(5_000)
      tab.clock.pass(5_000)
      return leading.book.count() === 0 && tab.book.count() === 0
    })
    expect([textsOn(relay), tab.book.notSent(), leading.book.notSent()]).toEqual([['hello'], [], []])
  },
)

test("a message that doesn't fit into its segment goes into the newest one, byte for byte", async () => {
  const relay = new FakeRelay()
  relay.judge = (_, document) => (document === segmentName(room, 1) ? 'segment-full' : null)
  const tab = await openTab(relay, await makeDevice())
  const name = (await tab.say('hello'))?.name
  tab.moveHead(2)
  await until(() => tab.book.count() === 0)
  expect([textsOn(relay, 1), textsOn(relay, 2), relay.taken]).toEqual([[], ['hello'], [name]])
})

test("P24: a setting of the own room that doesn't fit into its segment goes into the newest one", async () => {
  const relay = new FakeRelay()
  const device = await makeDevice()
  relay.judge = (_, document) => (document === selfName(device.user, 1) ? 'segment-full' : null)
  const tab = await openTab(relay, device)
  tab.moveHead(2)
  await tab.write(
    { room: device.user, segment: 1, newest: 0 },
    { kind: 'set', key: 'draft/a', value: { text: 'hello' } },
  )
  await until(() => tab.book.count() === 0)
  expect(relay.document(selfName(device.user, 2)).getMap('log').size).toBe(1)
})

test('P24: what was written about a setting of the own room follows it into the newest segment', async () => {
  const relay = new FakeRelay()
  const device = await makeDevice()
  const [full, head] = [selfName(device.user, 1), selfName(device.user, 2)]
  const logAt = (document: string) => relay.document(document).getMap('log')
  const tab = await openTab(relay, device)
  tab.moveHead(2)
  tab.documents.open(head)
  const own = { room: device.user, segment: 1, newest: 0 }
  const turn = await tab.write(own, { kind: 'set', key: 'turn/a', value: true })
  const isErasure = (name: string) => name !== turn?.name
  relay.judge = (name, document) => (document === head ? null : isErasure(name) ? 'no-such-target' : 'segment-full')
  const erasure = await tab.write(own, { kind: 'erase' }, turn?.name)
  await until(() => {
    tab.clock.pass(5_000)
    return tab.book.all().length === 0
  })
  expect([...logAt(head).keys()].sort()).toEqual([turn?.name, erasure?.name].sort())
  expect(logAt(full).size).toBe(0)
})

test('a message missing from one segment after a lost answer is not called refused while the relay has it in another segment', async () => {
  const relay = new FakeRelay()
  relay.isMute = true
  const tab = await openTab(relay, await makeDevice())
  await until(() => tab.document.state().name === 'synced')
  await tab.say('hello')
  await until(() => textsOn(relay).length === 1)
  const { name = '', record } = tab.book.all()[0] ?? {}
  const second = tab.documents.open(segmentName(room, 2))
  await until(() => second.state().name === 'synced')
  second.add(name, record ?? new Uint8Array())
  await until(() => textsOn(relay, 2).length === 1)
  relay.erase(segmentName(room, 1), name)
  await until(() => tab.document.itemOf(name)?.deleted === true)
  await until(() => {
    tab.clock.pass(5_000)
    return tab.book.count() === 0
  })
  expect(tab.book.notSent()).toEqual([])
})

test('a message that is put back twice into a full segment is found in the next one each time', async () => {
  const relay = new FakeRelay()
  relay.judge = (_, document) => (document === segmentName(room, 1) ? 'segment-full' : null)
  const tab = await openTab(relay, await makeDevice())
  tab.documents.open(segmentName(room, 2))
  const written = await tab.say('hello')
  tab.moveHead(2)
  await until(() => tab.book.count() === 0)
  const record = relay
    .document(segmentName(room, 2))
    .getMap('log')
    .get(written?.name ?? '') as Uint8Array
  for (const _ of ['once', 'again']) {
    if (written) await tab.delivery.putBack([{ ...written, segment: 1, record }])
    await until(() => {
      relay.hello()
      tab.clock.pass(1_000)
      return tab.book.count() === 0
    })
  }
  expect([textsOn(relay, 1), textsOn(relay, 2), tab.book.notSent()]).toEqual([[], ['hello'], []])
})

test('an edit that its writer erased again is not called refused when the relay calls it erased', async () => {
  const relay = new FakeRelay()
  const tab = await openTab(relay, await makeDevice())
  await until(() => tab.document.state().name === 'synced')
  const post = await tab.say('hello')
  await until(() => tab.book.count() === 0)
  relay.judge = (name) => (name.endsWith('.2') ? 'erased' : null)
  relay.isMute = true
  const edit = await tab.edit(post?.name ?? '', 'hello!')
  await tab.erase(edit?.name ?? '')
  await until(() => tab.document.map.size === 2)
  relay.isMute = false
  tab.document.results.emit([{ kind: 'refused', name: edit?.name ?? '', code: 'erased' }])
  await until(() => !tab.book.all().some(({ name }) => name === edit?.name))
  expect(tab.book.notSent()).toEqual([])
})

/** The tab that edits dies before it hears anything, and the post is erased by another device. */
const editOfErased = async (ofEdit: RefusalCode) => {
  const relay = new FakeRelay()
  const device = await makeDevice()
  const tab = await openTab(relay, device)
  const post = await tab.say('hello')
  await until(() => tab.book.count() === 0)
  relay.isMute = true
  const edit = await tab.edit(post?.name ?? '', 'hello!')
  await until(() => relay.taken.length === 2)
  await tab.close()
  const other = await openTab(relay, await makeDevice())
  await other.erase(post?.name ?? '')
  await until(() => relay.taken.length === 3)
  for (const one of [post, edit]) relay.erase(segmentName(room, 1), one?.name ?? '')
  relay.judge = (name) => (name === edit?.name ? ofEdit : null)
  relay.isMute = false
  const next = await openTab(relay, device)
  await until(() => {
    next.clock.pass(5_000)
    return next.book.count() === 0
  })
  return next.book.notSent()
}

test('an edit that was erased with its post, before this device heard that it was taken, is not shown as not sent', async () => {
  expect(await editOfErased('erased')).toEqual([])
})

test('an edit that came too late for its erased post is kept as text', async () => {
  expect(await editOfErased('target-erased')).toMatchObject([{ text: 'hello!', code: 'target-erased' }])
})

test.each([
  ['before', 2],
  ['after', 1],
])(
  "an edit follows its message into the newest segment when the message's own is full, if that one begins %s it is refused",
  async (_, head) => {
    const relay = new FakeRelay()
    const isThere = (document: string) => textsOn(relay, document === segmentName(room, 2) ? 2 : 1).includes('hello')
    const judgeEdit = (document: string) => (isThere(document) ? null : 'no-such-target')
    const judgePost = (document: string) => (document === segmentName(room, 1) ? 'segment-full' : null)
    relay.judge = (name, document) => (name.endsWith('.1') ? judgePost(document) : judgeEdit(document))
    const tab = await openTab(relay, await makeDevice())
    tab.documents.open(segmentName(room, 2))
    const post = await tab.say('hello')
    const edit = await tab.edit(post?.name ?? '', 'hello!')
    tab.moveHead(head)
    await until(() => tab.document.itemOf(edit?.name ?? '')?.deleted === true)
    tab.moveHead(2)
    await until(() => {
      relay.hello()
      tab.clock.pass(1_000)
      return tab.book.count() === 0
    })
    expect([textsOn(relay, 1), textsOn(relay, 2), tab.book.notSent()]).toEqual([[], ['hello', 'hello!'], []])
  },
)

/** What somebody does about a message, in words that are shown nowhere else. */
const acts: { [act in 'erasure' | 'reaction' | 'pin']: Body } = {
  erasure: { kind: 'erase' },
  reaction: { kind: 'react', emoji: '+', on: true },
  pin: { kind: 'pin', on: true },
}

test.each([
  ['erasure', 1],
  ['erasure', 2],
  ['reaction', 1],
  ['reaction', 2],
  ['pin', 1],
] as const)(
  '%s of a message that a restored relay has lost: it is sent when the message comes back in segment %i',
  async (act, number) => {
    const relay = new FakeRelay()
    const said = record(2, 1)
    const back = segmentName(room, number)
    const logAt = (document: string) => relay.document(document).getMap('log')
    relay.isForeign = (client) => client === 50
    relay.judge = (_, document) => (logAt(document).has(said.name) ? null : 'no-such-target')
    const device = await makeDevice()
    const first = await openTab(relay, device)
    const written = await first.write({ room, segment: 1, newest: 0 }, acts[act], said.name)
    await until(() => {
      first.clock.pass(1_000)
      return first.book.all().some(({ waits }) => waits)
    })
    expect([first.book.count(), first.book.notSent()]).toEqual([0, []])
    await first.close()
    const second = await openTab(relay, device)
    second.documents.open(segmentName(room, 2))
    await until(() => second.documents.all().every((document) => document.state().name === 'synced'))
    const update = logOf(50, said)
    applyUpdate(relay.document(back), update)
    relay.say(back, { type: 'update', update })
    await until(() => {
      relay.hello()
      second.clock.pass(1_000)
      return second.book.all().length === 0
    })
    expect(relay.taken).toEqual([written?.name])
  },
)

test('a reaction to a message that the relay refused does not wait for it', async () => {
  const relay = new FakeRelay()
  relay.judge = (name) => (name.endsWith('.1') ? 'not-allowed' : 'no-such-target')
  const tab = await openTab(relay, await makeDevice())
  const post = await tab.say('hello')
  await tab.write({ room, segment: 1, newest: 0 }, acts.reaction, post?.name)
  await until(() => {
    tab.clock.pass(1_000)
    return tab.book.all().length === 0
  })
  expect(tab.book.notSent()).toMatchObject([{ text: 'hello', code: 'not-allowed' }])
})

test('an edit of a message that the relay has lost is not kept waiting out of sight: its text is shown as not sent', async () => {
  const relay = new FakeRelay()
  relay.judge = () => 'no-such-target'
  const tab = await openTab(relay, await makeDevice())
  await tab.edit(record(2, 1).name, 'hello!')
  await until(() => {
    tab.clock.pass(1_000)
    return tab.book.all().length === 0
  })
  expect(tab.book.notSent()).toMatchObject([{ text: 'hello!', code: 'no-such-target' }])
})

test('what a restored relay has lost keeps its name even if the relay finds its time too early, and is sent at that time', async () => {
  const relay = new FakeRelay()
  relay.time = 10_000_000 // its clock was wrong before the restore
  const tab = await openTab(relay, await makeDevice())
  await until(() => tab.document.state().name === 'synced')
  const { name = '' } = (await tab.say('hello')) ?? {}
  await until(() => tab.book.count() === 0)
  const own = ownIn(tab.document, name.slice(0, name.lastIndexOf('.')))
  const due = own[0]?.at ?? 0
  relay.judge = () => (tab.clock.now() < due ? 'too-early' : null)
  relay.erase(segmentName(room, 1), name)
  await until(() => !tab.document.map.has(name))
  await tab.document.forgetDeleted()
  relay.taken.length = 0
  await tab.delivery.putBack(own)
  await until(() => {
    tab.clock.pass(1_000)
    return tab.book.all().some(({ waits }) => waits)
  })
  expect([relay.taken, tab.book.notSent(), tab.book.count()]).toEqual([[], [], 0])
  relay.documents.delete(segmentName(room, 1)) // the real relay keeps no names of what it refuses
  await until(() => {
    relay.hello()
    tab.clock.pass(100_000)
    return tab.book.all().length === 0
  })
  expect(relay.taken).toEqual([name])
})
