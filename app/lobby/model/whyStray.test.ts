import { expect, onTestFinished, test } from 'vitest'
import { homeName, segmentName } from '../../../shared/wire/documents.ts'
import { closeCodes } from '../../../shared/wire/results.ts'
import { FakeRelay } from '../../../tests/world/app/fake-relay.ts'
import { makeDevice, openTab, room } from '../../../tests/world/app/sending-tab.ts'
import { until } from '../../../tests/world/app/until.ts'
import { tableInMemory } from '../../base/table.ts'
import { giveUpStrays } from '../../outgoing/giveUpStrays.ts'
import { followHome } from './homeFollower.ts'
import { newSummary, openSummaries } from './summaries.ts'
import { whyStray } from './whyStray.ts'

const isOfRoom = (name: string) => name === segmentName(room, 1)

/** A tab in which this person's list is in step, and says `entries`. */
const tabIn = async (relay: FakeRelay, entries: { [key: string]: unknown }) => {
  const device = await makeDevice()
  const me = device.user
  for (const [key, value] of Object.entries(entries)) relay.document(homeName(me)).getMap('roster').set(key, value)
  const tab = await openTab(relay, device)
  const { documents, book, delivery, tabs } = tab
  const summaries = await openSummaries(tableInMemory(), tabs)
  const follower = followHome({ me, documents, summaries, isWaiting: () => false })
  await until(() => documents.find(homeName(me))?.state().name === 'synced')
  const why = whyStray({ me, home: follower.home, summaries, documents, isWaiting: () => false })
  const strays = giveUpStrays({ book, delivery, why, failed: (error) => expect.fail(`${error}`) })
  const refused = documents.each((document) => document.refused.subscribe(strays.look))
  onTestFinished(() => {
    strays.close()
    refused()
    follower.close()
    summaries.close()
  })
  return { ...tab, summaries }
}

test.each([
  ['removed', closeCodes.notYours, 'not-a-member'],
  ['banned', closeCodes.banned, 'banned'],
  ['deleted', closeCodes.deleted, 'no-such-room'],
] as const)(
  'what is written to the disk after you were %s is kept as text, with the reason',
  async (why, closed, code) => {
    const relay = new FakeRelay()
    relay.admit = (name) => (isOfRoom(name) ? closed : null)
    const tab = await tabIn(relay, { [`gone/${room}`]: { name: 'Garden', why, at: 1 } })
    await tab.say('hello')
    await until(() => tab.book.notSent().length === 1)
    expect(tab.book.notSent()).toMatchObject([{ text: 'hello', code }])
    expect(tab.book.count()).toBe(0)
  },
)

test('so is what is written to a room that you left, once the relay refuses to open it', async () => {
  const relay = new FakeRelay()
  relay.admit = (name) => (isOfRoom(name) ? closeCodes.notYours : null)
  const tab = await tabIn(relay, {})
  await tab.say('hello')
  await until(() => tab.book.notSent().length === 1)
  expect(tab.book.notSent()).toMatchObject([{ text: 'hello', code: 'not-a-member' }])
})

test('what is written to a room that opens again is sent, even if the list says only later that you are back', async () => {
  const relay = new FakeRelay()
  const tab = await tabIn(relay, { [`gone/${room}`]: { name: 'Garden', why: 'removed', at: 1 } })
  await tab.say('hello')
  await until(() => tab.book.count() === 0)
  expect([relay.taken.length, tab.book.notSent()]).toEqual([1, []])
})

test('a room that a restored relay has lost may come back, so its messages wait', async () => {
  const relay = new FakeRelay()
  relay.admit = (name) => (isOfRoom(name) ? closeCodes.notYours : null)
  const tab = await tabIn(relay, {})
  await tab.summaries.put({ ...newSummary(room, 1), listed: true, lost: true })
  await tab.say('hello')
  await until(() => tab.document.state().name === 'closed')
  tab.clock.pass(60_000)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(tab.book.notSent()).toEqual([])
  expect(tab.book.count()).toBe(1)
})
