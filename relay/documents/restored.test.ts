import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { readHome } from '../../shared/room/home.ts'
import { readRoster } from '../../shared/room/roster.ts'
import { homeName, rosterName, segmentName } from '../../shared/wire/documents.ts'
import { House, MemoryClient, Resident } from '../../tests/world/house.ts'
import { peerLimits } from '../connection/peer.ts'

const again = (person: Resident, house: House) => new Resident(house, person.id, person.device)

/** The same device connects again, with everything it had. */
const comesTo = async (house: House, before: MemoryClient, person: Resident, name: string): Promise<MemoryClient> => {
  const who = { session: `session of ${person.id}`, user: person.id, device: person.device.idText }
  const peer = new MemoryClient(house, who, name)
  Y.applyUpdate(peer.doc, Y.encodeStateAsUpdate(before.doc))
  await peer.sync()
  return peer
}
const membersIn = ({ doc }: MemoryClient) => [...readRoster(doc.getMap('roster').entries()).members.keys()].sort()
const roomsIn = ({ doc }: MemoryClient) => [...readHome(doc.getMap('roster').entries()).rooms.keys()].sort()

test('after a backup is restored, devices that are ahead, behind or new all see the same roster, with a new device in it', async () => {
  const house = new House()
  const [olga, milo] = [await house.person('olga'), await house.person('milo')]
  const room = await house.room(olga)
  await milo.act({ do: 'join', room })
  const behind = await milo.hear(rosterName(room))
  const putBack = house.backUp()
  const mona = await house.person('mona')
  await mona.act({ do: 'join', room })
  const ahead = await olga.hear(rosterName(room))
  expect(membersIn(ahead)).toContain(mona.id)

  const next = await putBack()
  const phone = new Resident(next, milo.id, mona.device)
  await next.core.people.putDevice(milo.id, phone.device.publicKey)
  const peers = [
    await comesTo(next, ahead, olga, rosterName(room)),
    await comesTo(next, behind, milo, rosterName(room)),
    await again(olga, next).hear(rosterName(room)),
  ]
  const rosters = peers.map(({ doc }) => doc.getMap('roster').toJSON())
  for (const roster of rosters) expect(roster).toEqual(rosters[2])
  expect(membersIn(peers[0]!)).toEqual([olga.id, milo.id].sort())
  expect(rosters[0]![`member/${milo.id}`].devices).toHaveLength(2)

  await again(milo, next).act({ do: 'leave', room })
  for (const peer of peers) expect(peer.doc.getMap('roster').get(`member/${milo.id}`)).toMatchObject({ role: null })
})

test('on a device that is ahead, a home loses the rooms that only the lost run had, and shows new ones', async () => {
  const house = new House()
  const olga = await house.person('olga')
  const kept = await house.room(olga)
  const putBack = house.backUp()
  await house.room(olga)
  const ahead = await olga.hear(homeName(olga.id))
  const next = await putBack()
  const peer = await comesTo(next, ahead, olga, homeName(olga.id))
  expect(roomsIn(peer)).toEqual([kept])
  const third = await next.room(again(olga, next))
  expect(roomsIn(peer)).toEqual([kept, third].sort())
})

test('a slow reader who misses the first change after a restart keeps nothing that this change deleted', async () => {
  const before = new House()
  const olga = await before.person('olga')
  const room = await before.room(olga)
  const house = await before.backUp()()
  const reader = await again(olga, house).hear(homeName(olga.id))
  expect(roomsIn(reader)).toEqual([room])
  reader.bufferedBytes = peerLimits.blockedBytes + 1
  await again(olga, house).act({ do: 'delete', room })
  reader.bufferedBytes = 0
  await house.clock.pass(1_000)
  expect(roomsIn(reader)).toEqual([])
})

test('two relays on two copies of one folder are each right for the people who connect', async () => {
  const house = new House()
  const olga = await house.person('olga')
  const room = await house.room(olga)
  const copy = await house.copy()
  const here = await olga.hear(rosterName(room))
  await olga.act({ do: 'change', room, name: 'Here' })
  await again(olga, copy).act({ do: 'change', room, name: 'There' })
  const there = await comesTo(copy, here, olga, rosterName(room))
  expect(there.doc.getMap('roster').get('name')).toBe('There')
  const back = await comesTo(house, there, olga, rosterName(room))
  expect(back.doc.getMap('roster').get('name')).toBe('Here')
})

test('a device sends again what it wrote and the backup lacks', async () => {
  const house = new House()
  const olga = await house.person('olga')
  const room = await house.room(olga)
  const peer = await olga.hear(segmentName(room, 1))
  await peer.write(olga.device.post(room, 'before'))
  const putBack = house.backUp()
  const lost = olga.device.post(room, 'after')
  await peer.write(lost)
  const next = await putBack()
  const back = await comesTo(next, peer, olga, segmentName(room, 1))
  expect(back.asked).toBe(1)
  await back.update(Y.encodeStateAsUpdate(back.doc))
  expect(back.results).toContainEqual({ kind: 'acked', name: lost.name })
  expect((await again(olga, next).hear(segmentName(room, 1))).names).toContain(lost.name)
})

test('a liar who claims unknown data makes the relay rewrite a roster at most once a minute', async () => {
  const house = new House()
  const olga = await house.person('olga')
  const room = await house.room(olga)
  const liar = house.guest(rosterName(room))
  const told = await olga.hear(rosterName(room))
  const before = told.heard.length
  for (let second = 0; second < 30; second++) {
    const { client } = house.store.life
    const stateVector = Y.encodeStateVector(new Map([[client + 1, 5]]))
    await liar.say({ type: 'sync-step-1', stateVector })
    await house.clock.pass(1_000)
  }
  expect(told.heard.slice(before).filter(({ type }) => type === 'update')).toHaveLength(1)
  expect(told.doc.getMap('roster').toJSON()).toEqual(liar.doc.getMap('roster').toJSON())
})

test('the same limit holds when the document closes and opens again between the claims', async () => {
  const house = new House()
  const olga = await house.person('olga')
  const name = rosterName(await house.room(olga))
  const states = new Set<string>()
  for (let second = 0; second < 30; second++) {
    const liar = house.guest(name)
    const stateVector = Y.encodeStateVector(new Map([[house.store.life.client + 1, 5]]))
    await liar.say({ type: 'sync-step-1', stateVector })
    liar.connection.closed()
    await house.clock.pass(1_000)
    states.add(String(await house.store.documents.byName(name)))
  }
  expect(states.size).toBe(1)
})
