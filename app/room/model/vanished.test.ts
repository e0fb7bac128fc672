import { expect, test } from 'vitest'
import { Doc } from 'yjs'
import { toBase64url } from '../../../shared/base64url.ts'
import { rosterName, segmentName } from '../../../shared/wire/documents.ts'
import { closeCodes } from '../../../shared/wire/results.ts'
import { FakeRelay } from '../../../tests/world/app/fake-relay.ts'
import { makeDevice, openTab, room, textsOn } from '../../../tests/world/app/sending-tab.ts'
import { until } from '../../../tests/world/app/until.ts'
import { tableInMemory } from '../../base/table.ts'
import type { Unsent } from '../../store/journal.ts'
import type { OpenDocument } from '../../sync/openDocument.ts'
import { followVanished } from './vanished.ts'

const roster = (client: number, lives: [number, number][] = []) => {
  const doc = new Doc()
  doc.clientID = client
  doc.getMap('roster').set('lives', lives)
  return doc
}

/** A device said two things, and its relay blanks both while it is away. `next` is that relay's roster then. */
const blankedAt = async (next: Doc, erased: 'one' | 'nobody') => {
  const relay = new FakeRelay()
  relay.documents.set(rosterName(room), roster(5))
  const device = await makeDevice()
  const tables = { vanished: tableInMemory<Unsent>(), restored: tableInMemory<readonly number[]>() }
  const first = await openTab(relay, device)
  const rosterThere = first.documents.open(rosterName(room))
  const one = await first.say('one')
  await first.say('two')
  if (erased === 'one') await first.erase(one?.name ?? '')
  await until(() => first.book.count() === 0 && isSynced(rosterThere))
  await first.close()

  const log = relay.document(segmentName(room, 1)).getMap('log')
  relay.documents.set(rosterName(room), next)
  for (const name of [...log.keys()].slice(0, 2)) log.delete(name)
  expect(textsOn(relay)).toEqual([])
  const found: number[] = []
  /** A tab of that device, which looks for what has vanished. */
  const open = async () => {
    relay.isDown = true
    const tab = await openTab(relay, device)
    const { book, documents, socket } = tab
    const vanished = followVanished({
      device: toBase64url(device.signer.device),
      book,
      documents,
      tables,
      found: async (_, entries) => void found.push(entries.length),
      failed: (error) => {
        throw error
      },
    })
    const connect = async () => {
      await until(() => socket.state() === 'broken')
      relay.isDown = false
      socket.wake()
    }
    const close = async () => {
      vanished.close()
      await tab.close()
    }
    return { ...tab, vanished, connect, close }
  }
  return { relay, found, tables, open }
}

const isSynced = (document: OpenDocument) => document.state().name === 'synced'

const foundAt = async (next: Doc, erased: 'one' | 'nobody') => {
  const { found, open } = await blankedAt(next, erased)
  const tab = await open()
  const again = tab.documents.open(rosterName(room))
  await tab.connect()
  await until(() => isSynced(tab.document) && isSynced(again))
  return found
}
const restored = () => roster(9, [[3, 2]])

test('words that a restored relay deletes and nobody erased are found', async () => {
  expect(await foundAt(restored(), 'nobody')).toEqual([2])
})

test('words that somebody erased are not', async () => {
  expect(await foundAt(restored(), 'one')).toEqual([1])
})

test('words that a relay deletes that was not restored are not', async () => {
  expect(await foundAt(roster(5), 'nobody')).toEqual([])
})

test('if the tab is closed before the roster tells that the relay was restored, the next one finds them', async () => {
  const { found, tables, open } = await blankedAt(restored(), 'nobody')
  const tab = await open()
  await tab.connect()
  await until(async () => isSynced(tab.document) && (await tables.vanished.entries()).length === 2)
  await tab.close()
  expect(found).toEqual([])
  const next = await open()
  const again = next.documents.open(rosterName(room))
  await next.connect()
  await until(() => isSynced(again) && found.length > 0)
  expect(found).toEqual([2])
  await until(async () => (await tables.vanished.entries()).length === 0)
})

test('if the tab is closed before the segment follows the roster of the restored relay, the next one finds them', async () => {
  const { relay, found, open } = await blankedAt(restored(), 'nobody')
  const tab = await open()
  const rosterOf = tab.documents.open(rosterName(room))
  relay.admit = (document) => (document === rosterName(room) ? null : closeCodes.fault)
  await tab.connect()
  await until(() => isSynced(rosterOf))
  await tab.close()
  relay.admit = () => null
  const next = await open()
  const again = next.documents.open(rosterName(room))
  await next.connect()
  await until(() => isSynced(next.document) && isSynced(again))
  expect(found).toEqual([2])
})

test('what waits for the roster is forgotten together with its room, and when the relay was not restored', async () => {
  for (const end of ['the room is dropped', 'the roster speaks'] as const) {
    const { found, tables, open } = await blankedAt(roster(5), 'nobody')
    const tab = await open()
    await tab.connect()
    await until(async () => isSynced(tab.document) && (await tables.vanished.entries()).length === 2)
    if (end === 'the room is dropped') tab.vanished.forget(room)
    else tab.documents.open(rosterName(room))
    await until(async () => (await tables.vanished.entries()).length === 0)
    expect(found).toEqual([])
  }
})
