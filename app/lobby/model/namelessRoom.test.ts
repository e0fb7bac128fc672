import { expect, test } from 'vitest'
import type { Act } from '../../../shared/room/acts.ts'
import { FakeClock } from '../../../tests/world/app/fake-clock.ts'
import { fakeLocks } from '../../../tests/world/app/fake-locks.ts'
import { until } from '../../../tests/world/app/until.ts'
import { Listeners } from '../../base/listeners.ts'
import { tableInMemory } from '../../base/table.ts'
import { openOutbox } from '../../outgoing/outbox.ts'
import type { OwnRoom } from '../../own/ownRoom.ts'
import type { TabWord } from '../../store/tabs.ts'
import type { Answer } from '../../sync/api.ts'
import { cardsOf } from './cards.ts'
import { followRoomLives, type RoomLivesParts } from './roomLives.ts'
import { openSummaries } from './summaries.ts'
import { waysIn } from './waysIn.ts'

/** A relay whose rooms have these names; `reachable` says whether it answers. */
const stage = async (...names: string[]) => {
  const taken = new Set(names)
  const relay = { reachable: false }
  const post = async (_: string, body: object): Promise<Answer> => {
    if (!relay.reachable) return 'offline'
    const { act } = body as { act: Act & { do: 'make' } }
    if (taken.has(act.name)) return { status: 409, body: { error: 'name-taken' } }
    taken.add(act.name)
    return { status: 200, body: { result: { room: act.room, name: act.name } } }
  }
  const api = { get: async () => 'offline' as const, post, upload: post }
  const tabs = { heard: new Listeners<TabWord>(), tell: () => {}, close: () => {} }
  const clock = new FakeClock()
  const summaries = await openSummaries(tableInMemory(), tabs)
  const pictures = { upload: async () => true }
  const outbox = await openOutbox({
    ...{ user: 'olga', table: tableInMemory(), tabs, api, locks: fakeLocks(), clock, pictures },
    expired: () => {},
    failed: () => {},
  })
  const givenUp: string[] = []
  const entries = [{ room: '', name: 'first words' }]
  const lives = followRoomLives({
    user: 'olga',
    outbox,
    summaries,
    tabs,
    watcher: { letGo: () => {} },
    live: { find: () => undefined, drop: () => undefined },
    documents: { all: () => [] },
    segments: { all: () => [] },
    book: { all: () => [...entries] },
    delivery: {
      giveUp: async (entry: (typeof entries)[0], why: string) => {
        entries.splice(entries.indexOf(entry), 1)
        givenUp.push(`${entry.name}: ${why}`)
      },
    },
    failed: (error: unknown) => {
      throw error
    },
  } as unknown as RoomLivesParts)
  const network = () => (relay.reachable ? ('online' as const) : ('offline' as const))
  const own = { of: () => undefined, set: () => {} } as unknown as OwnRoom
  const ways = waysIn({ me: 'olga', api, clock, outbox, summaries, own, network, people: () => [] })
  const cards = cardsOf({ outbox, summaries, drop: lives.drop, hasWords: () => false } as unknown as Parameters<
    typeof cardsOf
  >[0])
  const madeOffline = async (name: string) => {
    const made = await ways.make({ name, topic: '', visibility: 'public' })
    if (made.name !== 'entered') throw new Error('not made')
    entries[0]!.room = made.room
    relay.reachable = true
    outbox.send()
    await until(() => outbox.acts().length === 0)
    return made.room
  }
  return { ways, cards, summaries, outbox, relay, madeOffline, givenUp, taken, entries }
}

test('a room created offline stays, with its messages, if its name was taken meanwhile, until you choose another name', async () => {
  const { ways, cards, summaries, outbox, madeOffline, givenUp, taken, entries } = await stage('garden')
  const room = await madeOffline('garden')
  const [act] = cards.refused()
  expect(act).toMatchObject({ did: 'make', room, name: 'garden', code: 'name-taken' })
  expect([summaries.find(room)?.name, givenUp]).toEqual(['garden', []])

  expect(await ways.makeAs(act!.id, ' \u200b ')).toBe(false)
  expect(await ways.makeAs(act!.id, ' Orchard ')).toBe(true)
  await until(() => outbox.acts().length === 0)
  expect([cards.refused(), summaries.find(room)?.name, givenUp]).toEqual([[], 'Orchard', []])
  expect([...taken]).toEqual(['garden', 'Orchard'])
  expect(entries).toHaveLength(1)
})

test('if the other name is taken too, the app asks for a name again', async () => {
  const { ways, cards, summaries, outbox, madeOffline, givenUp } = await stage('garden', 'Orchard')
  const room = await madeOffline('garden')
  await ways.makeAs(cards.refused()[0]!.id, 'Orchard')
  await until(() => outbox.acts().length === 0)
  expect(cards.refused()).toMatchObject([{ room, name: 'Orchard', code: 'name-taken' }])
  expect([summaries.find(room)?.name, givenUp]).toEqual(['Orchard', []])
})

test('if you give up the room, your messages are kept as not sent', async () => {
  const { cards, summaries, madeOffline, givenUp } = await stage('garden')
  const room = await madeOffline('garden')
  await cards.dismiss(cards.refused()[0]!.id)
  await until(() => givenUp.length > 0)
  expect([summaries.find(room), cards.refused(), givenUp]).toEqual([undefined, [], ['first words: name-taken']])
})

test('if you are online, you hear at once that the name is taken, and nothing of the room is left', async () => {
  const { ways, cards, summaries, relay } = await stage('garden')
  relay.reachable = true
  const made = await ways.make({ name: 'garden', topic: '', visibility: 'public' })
  expect(made).toEqual({ name: 'refused', code: 'name-taken' })
  expect([summaries.all(), cards.refused()]).toEqual([[], []])
})

test("a room that a restored relay lacks stays here, even if its name was taken and you don't want another", async () => {
  const { cards, summaries, madeOffline, givenUp } = await stage('garden')
  const room = await madeOffline('garden')
  summaries.put({ ...summaries.find(room)!, lost: true })
  expect(cards.refused()).toMatchObject([{ room, lost: true }])
  await cards.dismiss(cards.refused()[0]!.id)
  expect([summaries.find(room)?.lost, cards.refused(), givenUp]).toEqual([true, [], []])
})
