import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test } from 'vitest'
import { fromBase64url, toBase64url } from '../../shared/base64url.ts'
import { readRecord } from '../../shared/record/record.ts'
import { readEntry } from '../../shared/room/fold.ts'
import { segmentName } from '../../shared/wire/documents.ts'
import { closeCodes, type RefusalCode } from '../../shared/wire/results.ts'
import { type KeptIdentity, needIdentity, renewIdentity, type Signer } from '../store/identity.ts'
import { chainStart, entryId, type Journal } from '../store/journal.ts'
import { journalInMemory } from '../store/journalInMemory.ts'
import { tableInMemory } from '../store/table.ts'
import type { Tabs } from '../store/tabs.ts'
import { openUnsent } from '../store/unsent.ts'
import { FakeRelay } from '../sync/fakeRelay.ts'
import { Listeners } from '../sync/listeners.ts'
import { fakeLocks, tabOf, until } from '../sync/testStage.ts'
import { checkSignature } from './checkSignature.ts'
import { linkFor } from './compose.ts'
import { Delivery } from './delivery.ts'
import { verifyRun } from './verify.ts'
import { writeWith } from './write.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA'
let users = 0
const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** What outlives a tab: the disk, and the locks of the browser. */
const makeDevice = async () => ({
  user: toBase64url(crypto.getRandomValues(new Uint8Array(16))),
  disk: `disk-${++users}`,
  journal: journalInMemory(),
  signer: await needIdentity(tableInMemory()),
  locks: fakeLocks(),
  tabs: [] as Listeners<Parameters<Tabs['tell']>[0]>[],
})
type Device = Awaited<ReturnType<typeof makeDevice>>

const openTab = async (relay: FakeRelay, device: Device, dies: Partial<{ journal: Journal; signer: Signer }> = {}) => {
  const { journal, signer } = { ...device, ...dies }
  const heard = new Listeners<Parameters<Tabs['tell']>[0]>()
  device.tabs.push(heard)
  const tabs: Tabs = {
    heard,
    tell: (word) => {
      for (const other of device.tabs) if (other !== heard) queueMicrotask(() => other.tell(word))
    },
    close: () => {},
  }
  const { documents, socket, clock } = tabOf(relay, { user: device.disk, locks: device.locks })
  const book = await openUnsent({ journal, tabs, counts: () => true, failed: () => {} })
  let head = 1
  const delivery: Delivery = new Delivery({
    me: device.user,
    signer,
    book,
    documents,
    tabs,
    locks: device.locks,
    clock,
    headOf: async () => head,
    writeAnew: (entry, body, ref) => write({ room, segment: head, newest: 0 }, body, ref, { entry: entryId(entry) }),
  })
  const write = writeWith({ book, signer, now: () => relay.time, deliver: (entry) => delivery.deliver(entry) })
  const document = documents.open(segmentName(room, 1))
  await document.loaded
  const close = async () => {
    device.tabs.splice(device.tabs.indexOf(heard), 1)
    delivery.close()
    socket.stop()
    await documents.closeAll()
  }
  open.push(close)
  return {
    say: (text: string) => write({ room, segment: head, newest: 0 }, { kind: 'post', text }),
    edit: (ref: string, text: string) => write({ room, segment: head, newest: 0 }, { kind: 'edit', text }, ref),
    book,
    document,
    documents,
    clock,
    socket,
    close,
    moveHead: (to: number) => {
      head = to
    },
  }
}
const textsOn = (relay: FakeRelay, segment = 1) =>
  [...relay.document(segmentName(room, segment)).getMap('log')].flatMap(([name, bytes]) => {
    const body = readEntry(name, bytes as Uint8Array)?.body
    return body && 'text' in body ? [body.text] : []
  })

test('a message goes from the journal to the relay and leaves the journal with the ack', async () => {
  const relay = new FakeRelay()
  const tab = await openTab(relay, await makeDevice())
  await tab.say('hello')
  expect(tab.book.count()).toBe(1)
  await until(() => tab.book.count() === 0)
  expect(textsOn(relay)).toEqual(['hello'])
})

test('what a tab did not live to hear the answer to is asked for by the one that stays, which needs no new socket', async () => {
  const relay = new FakeRelay()
  const device = await makeDevice()
  const deaf: Journal = { ...device.journal, settle: () => new Promise(() => {}) }
  const first = await openTab(relay, device, { journal: deaf })
  const second = await openTab(relay, device)
  await until(() => second.document.state().name === 'synced')
  await first.say('hello')
  await until(() => second.document.map.size === 1 && second.book.count() === 1)
  await first.close()
  await new Promise((resolve) => setTimeout(resolve, 5))
  second.clock.pass(5_000)
  await until(() => second.book.count() === 0)
  expect([textsOn(relay), second.book.notSent()]).toEqual([['hello'], []])
})

test('what a device says is one chain that is verified by its last signature', async () => {
  const relay = new FakeRelay()
  const device = await makeDevice()
  const tab = await openTab(relay, device)
  for (const text of ['one', 'two', 'three']) await tab.say(text)
  await until(() => tab.book.count() === 0)
  const records = [...tab.document.map.values()] as Uint8Array[]
  records.sort((a, b) => readRecord(a).seq - readRecord(b).seq)
  let checks = 0
  const check: typeof checkSignature = (...what) => {
    checks++
    return checkSignature(...what)
  }
  const none = { has: async () => false, add: () => {} }
  const run = { room: fromBase64url(room), publicKey: device.signer.publicKey, records }
  expect(await verifyRun(run, check, none)).toEqual([true, true, true])
  expect(checks).toBe(1)
})

test.each(['after it is in the journal', 'after it is signed', 'after it is kept signed'])(
  'a tab that dies %s loses nothing and doubles nothing',
  async (moment) => {
    const relay = new FakeRelay()
    const device = await makeDevice()
    const never = () => new Promise<never>(() => {})
    const dies = {
      'after it is in the journal': { signer: { ...device.signer, sign: never } },
      'after it is signed': { journal: { ...device.journal, sign: never } },
      'after it is kept signed': {
        journal: {
          ...device.journal,
          sign: async (name: string, record: Uint8Array) => {
            await device.journal.sign(name, record)
            return never()
          },
        },
      },
    }[moment]
    const first = await openTab(relay, device, dies)
    await first.say('hello')
    await new Promise((resolve) => setTimeout(resolve, 10))
    await first.close()
    const second = await openTab(relay, device)
    await until(() => relay.taken.length > 0 && second.book.count() === 0)
    expect(textsOn(relay)).toEqual(['hello'])
  },
)

test('an ack that was lost is found again in the relay’s state vector', async () => {
  const relay = new FakeRelay()
  relay.isMute = true
  const device = await makeDevice()
  const first = await openTab(relay, device)
  await first.say('hello')
  await until(() => relay.taken.length === 1)
  await first.close()
  const second = await openTab(relay, device)
  await until(() => second.book.count() === 0)
  expect(textsOn(relay)).toEqual(['hello'])
})

test('a refused message is kept as text with the reason', async () => {
  const relay = new FakeRelay()
  relay.judge = () => 'not-a-member'
  const tab = await openTab(relay, await makeDevice())
  await tab.say('hello')
  await until(() => tab.book.notSent().length > 0)
  expect(tab.book.notSent()).toMatchObject([{ room, text: 'hello', code: 'not-a-member' }])
  expect(tab.book.count()).toBe(0)
})

test('a refusal whose reason was lost is kept as text as well', async () => {
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

test('what was written in the moment in which its room was deleted is kept as text', async () => {
  const relay = new FakeRelay()
  relay.admit = () => closeCodes.deleted
  const tab = await openTab(relay, await makeDevice())
  await tab.say('hello')
  await until(() => tab.book.notSent().length === 1)
  expect(tab.book.notSent()).toMatchObject([{ text: 'hello', code: 'no-such-room' }])
  expect(tab.book.count()).toBe(0)
})

test('words of which another copy is taken after all leave the shelf of what was not sent, in every tab', async () => {
  const relay = new FakeRelay()
  const device = await makeDevice()
  const first = await openTab(relay, device)
  await until(() => first.document.state().name === 'synced')
  relay.isDown = true
  const second = await openTab(relay, { ...device, disk: `${device.disk}, not yet in step` })
  relay.judge = (name, document) => {
    second.document.add(name, relay.document(document).getMap('log').get(name) as Uint8Array)
    return 'archived'
  }
  await first.say('hello')
  const shelves = () => [first, second].map(({ book }) => book.notSent().map(({ text }) => text))
  await until(() => shelves().every(({ length }) => length === 1))
  relay.judge = () => null
  relay.isDown = false
  await until(() => second.socket.state() === 'broken')
  second.socket.wake()
  await until(() => relay.taken.length === 1)
  await until(() => shelves().every(({ length }) => length === 0))
  expect([await device.journal.unsent(), await device.journal.notSent()]).toEqual([[], []])
})

test('words on the shelf that the relay has leave it when the document is in step, whoever missed the ack', async () => {
  const relay = new FakeRelay()
  const device = await makeDevice()
  const first = await openTab(relay, device)
  const entry = await first.say('hello')
  await until(() => first.book.count() === 0)
  const { name } = entry ?? { name: '' }
  const shelf = { id: `${room}/${name}`, room, text: 'hello', code: 'archived', time: 0 } as const
  if (entry) await device.journal.write('any', () => ({ entry, next: chainStart }))
  await device.journal.refuse(shelf.id, shelf)
  const later = await openTab(relay, device)
  expect(later.book.notSent()).toEqual([shelf])
  await until(() => later.book.notSent().length === 0)
  expect(await device.journal.notSent()).toEqual([])
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
  'a record refused as %s is written anew and sent',
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

test.each(['too-early', 'too-fast'] as const)(
  'what one tab was refused as %s, another tab takes for no refusal, and it is sent once',
  async (code) => {
    const relay = new FakeRelay()
    relay.judge = once(code)
    const device = await makeDevice()
    const sweeps = await openTab(relay, device)
    const tab = await openTab(relay, device)
    await until(() => [sweeps, tab].every(({ document }) => document.state().name === 'synced'))
    await tab.say('hello')
    const name = tab.book.all()[0]?.name ?? ''
    await until(() => [sweeps, tab].every(({ document }) => document.itemOf(name)?.deleted === true))
    await until(() => {
      sweeps.clock.pass(5_000)
      tab.clock.pass(5_000)
      return sweeps.book.count() === 0 && tab.book.count() === 0
    })
    expect([textsOn(relay), tab.book.notSent(), sweeps.book.notSent()]).toEqual([['hello'], [], []])
  },
)

test('a message that its segment has no room for goes into the newest one, the same bytes', async () => {
  const relay = new FakeRelay()
  relay.judge = (_, document) => (document === segmentName(room, 1) ? 'segment-full' : null)
  const tab = await openTab(relay, await makeDevice())
  const name = (await tab.say('hello'))?.name
  tab.moveHead(2)
  await until(() => tab.book.count() === 0)
  expect([textsOn(relay, 1), textsOn(relay, 2), relay.taken]).toEqual([[], ['hello'], [name]])
})

describe('a device that was taken off and came back with another key', () => {
  /** Its words were written offline, under the key that is over. */
  const comeBack = async () => {
    const relay = new FakeRelay()
    const device = await makeDevice()
    const table = tableInMemory<KeptIdentity>()
    device.signer = await needIdentity(table)
    relay.isDown = true
    const before = await openTab(relay, device)
    const renew = async () => {
      await before.close()
      relay.isDown = false
      await renewIdentity(table, device.signer, device.locks)
      const old = device.signer
      device.signer = await needIdentity(table)
      // The relay takes nothing of the old key any more, as the real one does.
      relay.judge = (name) => (name.startsWith(toBase64url(old.device)) ? 'not-yours' : null)
      return openTab(relay, device)
    }
    return { relay, device, before, renew }
  }
  const settled = (tab: Awaited<ReturnType<typeof openTab>>) =>
    until(() => {
      tab.clock.pass(5_000)
      return tab.book.count() === 0
    })

  test('sends what was not sent in new records, each once, and its chain starts anew', async () => {
    const { relay, device, before, renew } = await comeBack()
    for (const text of ['one', 'two', 'three']) await before.say(text)
    const after = await renew()
    await settled(after)
    // Each is set as soon as it is signed, whichever that is first.
    expect(textsOn(relay).sort()).toEqual(['one', 'three', 'two'])
    expect(after.book.notSent()).toEqual([])
    const own = toBase64url(device.signer.device)
    expect([...relay.taken].sort()).toEqual([1, 2, 3].map((seq) => `${own}.${seq}`))
  })

  test('sends nothing again that the relay had', async () => {
    const { relay, device, before, renew } = await comeBack()
    relay.isDown = false
    relay.isMute = true
    before.socket.wake()
    await before.say('taken, and the answer lost')
    await until(() => relay.taken.length === 1)
    relay.kill()
    await before.say('never sent')
    relay.isMute = false
    const after = await renew()
    await settled(after)
    expect(textsOn(relay).sort()).toEqual(['never sent', 'taken, and the answer lost'])
    expect(relay.taken).toHaveLength(2)
    expect(relay.taken[1]).toBe(`${toBase64url(device.signer.device)}.1`)
  })

  test('what belongs to an unsent message follows it to its new name', async () => {
    const { relay, before, renew } = await comeBack()
    const post = await before.say('helo')
    await before.edit(post?.name ?? '', 'hello')
    const after = await renew()
    await settled(after)
    const entries = [...relay.document(segmentName(room, 1)).getMap('log')].map(([name, bytes]) =>
      readEntry(name, bytes as Uint8Array),
    )
    const edit = entries.find((entry) => entry?.kind === 'edit')
    expect(edit?.ref).toBe(entries.find((entry) => entry?.kind === 'post')?.name)
  })
})

test('two tabs that write at once send every message once', async () => {
  const relay = new FakeRelay()
  relay.isDown = true
  const device = await makeDevice()
  const tabs = [await openTab(relay, device), await openTab(relay, device)]
  await Promise.all(tabs.flatMap((tab, at) => [tab.say(`a${at}`), tab.say(`b${at}`)]))
  relay.isDown = false
  for (const { socket } of tabs) {
    await until(() => socket.state() === 'broken')
    socket.wake()
  }
  await until(() => tabs.every(({ book }) => book.count() === 0))
  expect(textsOn(relay).sort()).toEqual(['a0', 'a1', 'b0', 'b1'])
  expect(new Set(relay.taken).size).toBe(4)
})

test('time goes on from the newest, but not from a clock that was ahead', () => {
  const draft = {
    room,
    roomBytes: fromBase64url(room),
    segment: 1,
    device: new Uint8Array(16),
    now: 1_000_000,
    ref: '',
    body: { kind: 'post', text: 'x' },
  } as const
  const end = { seq: 1, prev: new Uint8Array(16), time: 0 }
  const timeWith = (newest: number) => linkFor({ ...draft, newest })(end).next.time
  expect([timeWith(0), timeWith(1_000_500), timeWith(9_000_000)]).toEqual([1_000_000, 1_000_501, 1_000_000])
})
