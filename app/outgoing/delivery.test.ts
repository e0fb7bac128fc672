import { expect, test } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { fromBase64url } from '../../shared/base64url.ts'
import { readRecord } from '../../shared/record/record.ts'
import { segmentName } from '../../shared/wire/documents.ts'
import { writeResults } from '../../shared/wire/results.ts'
import { FakeRelay } from '../../tests/world/app/fake-relay.ts'
import { logOf, record } from '../../tests/world/app/restored-relay.ts'
import { makeDevice, openTab, room, textsOn } from '../../tests/world/app/sending-tab.ts'
import { until } from '../../tests/world/app/until.ts'
import type { Journal } from '../store/journal.ts'
import { checkSignature } from '../verify/checkSignature.ts'
import { verifyRun } from '../verify/verify.ts'

test('a message goes from the journal to the relay, and leaves the journal when the relay acknowledges it', async () => {
  const relay = new FakeRelay()
  const tab = await openTab(relay, await makeDevice())
  await tab.say('hello')
  expect(tab.book.count()).toBe(1)
  await until(() => tab.book.count() === 0)
  expect(textsOn(relay)).toEqual(['hello'])
})

test("if a tab closes before it handles the relay's answer, the other tab asks for it, over the socket it has", async () => {
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

test('the records of a device form one chain, verified by the last signature', async () => {
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
  'a tab that dies %s loses no message and sends none twice',
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

test('a message of a tab that died before it told the others is sent soon after another tab opens, not only at the next patrol', async () => {
  const relay = new FakeRelay()
  const device = await makeDevice()
  const leader = await openTab(relay, device)
  await until(() => leader.document.state().name === 'synced')
  const dies: Journal = {
    ...device.journal,
    write: async (...what) => {
      await device.journal.write(...what)
      return new Promise<never>(() => {})
    },
  }
  const first = await openTab(relay, device, { journal: dies })
  void first.say('hello')
  await until(async () => (await device.journal.unsent()).length === 1)
  await first.close()
  await openTab(relay, device)
  await until(() => leader.book.count() === 1)
  leader.clock.pass(5_000)
  await until(() => leader.book.count() === 0)
  expect(textsOn(relay)).toEqual(['hello'])
})

test('a lost acknowledgement is found in the relay’s state vector', async () => {
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

test('two tabs that write at the same time send each message once', async () => {
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

test('words in places that another device took after a backup was put back are sent again', async () => {
  const before = new FakeRelay()
  const device = await makeDevice()
  const first = await openTab(before, device)
  await first.say('hello')
  await until(() => first.book.count() === 0)
  const client = first.document.map.doc?.clientID ?? 0
  await first.close()

  const relay = new FakeRelay()
  const squatter = new Doc()
  squatter.clientID = client
  squatter.getMap('log').set('squatter.1', new Uint8Array([1]))
  applyUpdate(relay.document(segmentName(room, 1)), encodeStateAsUpdate(squatter))
  relay.isForeign = (other) => other === client
  const tab = await openTab(relay, device)
  await until(() => tab.document.state().name === 'synced')
  expect(textsOn(relay)).toEqual([])
  relay.say(tab.document.name, { type: 'results', results: writeResults([{ kind: 'client-taken', client }]) })
  await until(() => textsOn(relay).length === 1 && tab.book.count() === 0)
  expect(textsOn(relay)).toEqual(['hello'])
})

test('a message is acknowledged later if the document was synced again while the relay was still storing it', async () => {
  const relay = new FakeRelay()
  relay.isMute = true
  relay.isBehind = true
  const tab = await openTab(relay, await makeDevice())
  await until(() => tab.document.state().name === 'synced')
  await tab.say('hello')
  await until(() => textsOn(relay).length === 1)
  let syncs = 0
  tab.document.inStep.subscribe(() => syncs++)
  await until(() => {
    tab.clock.pass(5_000)
    return syncs > 0
  })
  relay.isMute = false
  relay.isBehind = false
  for (let round = 0; round < 20; round++) {
    tab.clock.pass(5_000)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  expect([tab.book.count(), textsOn(relay)]).toEqual([0, ['hello']])
})

test('a tab that dies before it has left a Yjs client id that is taken leaves that to the next one, and nothing is lost', async () => {
  const relay = new FakeRelay()
  const device = await makeDevice()
  const first = await openTab(relay, device)
  await until(() => first.document.state().name === 'synced')
  const { name = '' } = (await first.say('one')) ?? {}
  await until(() => first.book.count() === 0)
  const client = first.document.itemOf(name)?.id.client ?? 0
  await first.close()

  // The relay's backup has nothing of it, and another device writes under the same id, at first only a tab knows that.
  relay.documents.delete(segmentName(room, 1))
  relay.isForeign = (id) => id === client
  const dies = { ...device.journal, restore: () => new Promise<never>(() => {}) }
  const dying = await openTab(relay, device, { journal: dies })
  await until(() => dying.document.state().name === 'synced')
  dying.document.results.emit([{ kind: 'client-taken', client }])
  await until(async () => (await device.takenClients.entries()).length > 0)
  await dying.close()

  applyUpdate(relay.document(segmentName(room, 1)), logOf(client, record(2, 1)))
  const next = await openTab(relay, device)
  await until(() => {
    next.clock.pass(1_000)
    return textsOn(relay).includes('one')
  })
  await until(() => next.book.count() === 0)
  expect(next.document.itemOf(name)?.id.client).not.toBe(client)
  expect([...next.document.map.keys()].sort()).toEqual([name, record(2, 1).name].sort())
  await until(async () => (await device.takenClients.entries()).length === 0)
})
