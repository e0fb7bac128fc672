import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { readHome } from '../../shared/room/home.ts'
import { readRoster } from '../../shared/room/roster.ts'
import { homeName, rosterName, segmentName } from '../../shared/wire/documents.ts'
import { House, MemoryClient, Resident } from '../../tests/world/house.ts'

const again = (person: Resident, house: House) => new Resident(house, person.id, person.device)

/** The same device connects again, with everything it had. */
const comesTo = async (house: House, before: MemoryClient, person: Resident, name: string): Promise<MemoryClient> => {
  const who = { session: `session of ${person.id}`, user: person.id, device: person.device.idText }
  const ear = new MemoryClient(house, who, name)
  Y.applyUpdate(ear.doc, Y.encodeStateAsUpdate(before.doc))
  await ear.sync()
  return ear
}
const membersIn = ({ doc }: MemoryClient) => [...readRoster(doc.getMap('roster').entries()).members.keys()].sort()
const roomsIn = ({ doc }: MemoryClient) => [...readHome(doc.getMap('roster').entries()).rooms.keys()].sort()

test('after a backup is restored, devices that are ahead, behind or new all see the same roster, with a new device in it', async () => {
  const house = new House()
  const [amy, bob] = [await house.person('amy'), await house.person('bob')]
  const room = await house.room(amy)
  await bob.act({ do: 'join', room })
  const behind = await bob.hear(rosterName(room))
  const putBack = house.backUp()
  const cy = await house.person('cy')
  await cy.act({ do: 'join', room })
  const ahead = await amy.hear(rosterName(room))
  expect(membersIn(ahead)).toContain(cy.id)

  const next = await putBack()
  const phone = new Resident(next, bob.id, cy.device)
  await next.core.people.putDevice(bob.id, phone.device.publicKey)
  const ears = [
    await comesTo(next, ahead, amy, rosterName(room)),
    await comesTo(next, behind, bob, rosterName(room)),
    await again(amy, next).hear(rosterName(room)),
  ]
  const rosters = ears.map(({ doc }) => doc.getMap('roster').toJSON())
  for (const roster of rosters) expect(roster).toEqual(rosters[2])
  expect(membersIn(ears[0]!)).toEqual([amy.id, bob.id].sort())
  expect(rosters[0]![`member/${bob.id}`].devices).toHaveLength(2)

  await again(bob, next).act({ do: 'leave', room })
  for (const ear of ears) expect(ear.doc.getMap('roster').get(`member/${bob.id}`)).toMatchObject({ role: null })
})

test('on a device that is ahead, a home loses the rooms that only the lost run had, and shows new ones', async () => {
  const house = new House()
  const amy = await house.person('amy')
  const kept = await house.room(amy)
  const putBack = house.backUp()
  await house.room(amy)
  const ahead = await amy.hear(homeName(amy.id))
  const next = await putBack()
  const ear = await comesTo(next, ahead, amy, homeName(amy.id))
  expect(roomsIn(ear)).toEqual([kept])
  const third = await next.room(again(amy, next))
  expect(roomsIn(ear)).toEqual([kept, third].sort())
})

test('two relays on two copies of one folder are each right for the people who connect', async () => {
  const house = new House()
  const amy = await house.person('amy')
  const room = await house.room(amy)
  const copy = await house.copy()
  const here = await amy.hear(rosterName(room))
  await amy.act({ do: 'change', room, name: 'Here' })
  await again(amy, copy).act({ do: 'change', room, name: 'There' })
  const there = await comesTo(copy, here, amy, rosterName(room))
  expect(there.doc.getMap('roster').get('name')).toBe('There')
  const back = await comesTo(house, there, amy, rosterName(room))
  expect(back.doc.getMap('roster').get('name')).toBe('Here')
})

test('a device sends again what it wrote and the backup lacks', async () => {
  const house = new House()
  const amy = await house.person('amy')
  const room = await house.room(amy)
  const ear = await amy.hear(segmentName(room, 1))
  await ear.write(amy.device.post(room, 'before'))
  const putBack = house.backUp()
  const lost = amy.device.post(room, 'after')
  await ear.write(lost)
  const next = await putBack()
  const back = await comesTo(next, ear, amy, segmentName(room, 1))
  expect(back.asked).toBe(1)
  await back.update(Y.encodeStateAsUpdate(back.doc))
  expect(back.results).toContainEqual({ kind: 'acked', name: lost.name })
  expect((await again(amy, next).hear(segmentName(room, 1))).names).toContain(lost.name)
})

test('a liar who claims unknown data makes the relay rewrite a roster at most once a minute', async () => {
  const house = new House()
  const amy = await house.person('amy')
  const room = await house.room(amy)
  const liar = house.guest(rosterName(room))
  const told = await amy.hear(rosterName(room))
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
  const amy = await house.person('amy')
  const name = rosterName(await house.room(amy))
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
