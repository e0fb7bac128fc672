import { expect, test } from 'vitest'
import { homeName, rosterName } from '../../shared/wire/documents.ts'
import { FakeRelay } from '../../tests/world/app/fake-relay.ts'
import { makeDevice, openTab, room } from '../../tests/world/app/sending-tab.ts'
import { until } from '../../tests/world/app/until.ts'
import { tableInMemory } from '../base/table.ts'
import { LateMarks } from '../segments/lateMarks.ts'
import { segmentsOf } from '../segments/segments.ts'
import { roomEndsIn } from './roomEnds.ts'

test('the head of a room is in its roster, and that of the own room in the home', async () => {
  const relay = new FakeRelay()
  const device = await makeDevice()
  const me = device.user
  relay.document(rosterName(room)).getMap('roster').set('head', 3)
  relay.document(homeName(me)).getMap('roster').set('self', 2)
  const { documents, book } = await openTab(relay, device)
  const ends = roomEndsIn({ me, documents, segments: segmentsOf(documents, new LateMarks(tableInMemory())), book })
  const opened = [rosterName(room), homeName(me)].map((name) => documents.open(name))
  await until(() => opened.every((document) => document.state().name === 'synced'))
  expect([await ends.headOf(room), await ends.headOf(me)]).toEqual([3, 2])
})
