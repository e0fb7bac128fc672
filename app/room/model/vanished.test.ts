import { expect, test } from 'vitest'
import { Doc } from 'yjs'
import { toBase64url } from '../../../shared/base64url.ts'
import { rosterName, segmentName } from '../../../shared/wire/documents.ts'
import { FakeRelay } from '../../../tests/world/app/fake-relay.ts'
import { makeDevice, openTab, room, textsOn } from '../../../tests/world/app/sending-tab.ts'
import { until } from '../../../tests/world/app/until.ts'
import { followVanished } from './vanished.ts'

const roster = (client: number, lives: [number, number][] = []) => {
  const doc = new Doc()
  doc.clientID = client
  doc.getMap('roster').set('lives', lives)
  return doc
}

/** A device said two things, and its relay blanks both while it is away. `next` is that relay's roster then. */
const vanishedAt = async (next: Doc, erased: 'one' | 'nobody') => {
  const relay = new FakeRelay()
  relay.documents.set(rosterName(room), roster(5))
  const device = await makeDevice()
  const first = await openTab(relay, device)
  const open = first.documents.open(rosterName(room))
  const one = await first.say('one')
  await first.say('two')
  if (erased === 'one') await first.erase(one?.name ?? '')
  await until(() => first.book.count() === 0 && open.state().name === 'synced')
  await first.close()

  const log = relay.document(segmentName(room, 1)).getMap('log')
  relay.documents.set(rosterName(room), next)
  for (const name of [...log.keys()].slice(0, 2)) log.delete(name)
  relay.isDown = true
  const tab = await openTab(relay, device)
  const found: number[] = []
  followVanished({
    device: toBase64url(device.signer.device),
    book: tab.book,
    documents: tab.documents,
    found: (_, entries) => found.push(entries.length),
  })
  const again = tab.documents.open(rosterName(room))
  await until(() => tab.socket.state() === 'broken')
  relay.isDown = false
  tab.socket.wake()
  await until(() => [tab.document, again].every((document) => document.state().name === 'synced'))
  expect(textsOn(relay)).toEqual([])
  return found
}

test('words that a restored relay deletes and nobody erased are found', async () => {
  expect(await vanishedAt(roster(9, [[3, 2]]), 'nobody')).toEqual([2])
})

test('words that somebody erased are not', async () => {
  expect(await vanishedAt(roster(9, [[3, 2]]), 'one')).toEqual([1])
})

test('words that a relay deletes that was not restored are not', async () => {
  expect(await vanishedAt(roster(5), 'nobody')).toEqual([])
})
