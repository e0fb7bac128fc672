import { expect, it } from 'vitest'
import { rosterName, selfName } from '../../shared/wire/documents.ts'
import { House, type Resident } from '../../tests/world/house.ts'
import { homeOf } from '../documents/home.ts'
import { StoreAfter } from '../documents/store-after.ts'

const hour = 3_600_000
const day = 24 * hour
const room = 'heron'.padEnd(21, '_').concat('A')
const name = 'Heronry'

/** All tables of the store that contain the name. */
const sayingIt = ({ store }: House): string[] =>
  Object.entries(store.disk).flatMap(([table, rows]) => {
    if (typeof (rows as { values?: unknown }).values !== 'function') return []
    const texts = [...(rows as { values(): Iterable<unknown> }).values()].map(textOf)
    return texts.some((text) => text.includes(name)) ? [table] : []
  })
const textOf = (row: unknown): string =>
  row instanceof Uint8Array ? Buffer.from(row).toString('latin1') : JSON.stringify(row)

const dismiss = async (who: Resident, at: number) => {
  const peer = await who.hear(selfName(who.id, 1))
  await peer.write(who.device.write(who.id, { kind: 'set', key: `gone/${room}`, value: at }))
}

const stage = async () => {
  const house = new House()
  const people = [await house.person('olga'), await house.person('milo'), await house.person('stan')] as const
  const [olga, milo, stan] = people
  await olga.act({ do: 'make', room, name: 'Aviary', topic: `the ${name}`, visibility: 'private' })
  await olga.act({ do: 'change', room, name })
  await olga.act({ do: 'add', room, user: milo.id })
  await stan.act({ do: 'request', room, note: '' })
  await olga.act({ do: 'answer', room, user: stan.id, let: false })
  expect(sayingIt(house)).toEqual(['rooms', 'documents', 'answers'])
  return { house, olga, milo, stan }
}

it('keeps the name of a deleted room for the people who are told, until they dismiss the notice', async () => {
  const { house, olga, milo } = await stage()
  await olga.act({ do: 'delete', room })
  await house.clock.pass(hour)
  expect(sayingIt(house)).toEqual(['gone', 'documents'])
  expect(await house.store.documents.byName(rosterName(room))).toBeNull()
  const [notice] = await house.store.rooms.goneOf(milo.id, 0)
  await dismiss(milo, notice?.at ?? 0)
  await house.clock.pass(hour)
  expect(sayingIt(house)).toEqual([])
  // The user's other devices still learn why the room is gone.
  expect(await house.store.rooms.goneOf(milo.id, 0)).toEqual([{ ...notice, name: '' }])
})

it("dismissing the notice of an earlier removal doesn't dismiss this one", async () => {
  const { house, olga, milo } = await stage()
  await olga.act({ do: 'remove', room, user: milo.id })
  const [removal] = await house.store.rooms.goneOf(milo.id, 0)
  await dismiss(milo, removal?.at ?? 0)
  await olga.act({ do: 'add', room, user: milo.id })
  await house.clock.pass(hour)
  await olga.act({ do: 'delete', room })
  await house.clock.pass(2 * hour)
  expect(await house.store.rooms.goneOf(milo.id, 0)).toMatchObject([{ name, why: 'deleted' }])
})

it('a notice disappears after thirty days, read or not', async () => {
  const { house, olga, milo } = await stage()
  await olga.act({ do: 'remove', room, user: milo.id })
  house.clock.sleep(30 * day - 2 * hour)
  await house.clock.pass(hour)
  expect(await house.store.rooms.goneOf(milo.id, 0)).toHaveLength(1)
  await house.clock.pass(3 * hour)
  expect(await house.store.rooms.goneOf(milo.id, 0)).toEqual([])
})

it("the notice of a ban stays as long as the ban, but loses the room's name after thirty days", async () => {
  const { house, olga, milo } = await stage()
  await olga.act({ do: 'ban', room, user: milo.id, erase: false })
  house.clock.sleep(30 * day)
  await house.clock.pass(2 * hour)
  expect(await house.store.rooms.goneOf(milo.id, 0)).toMatchObject([{ name: '', why: 'banned' }])
  expect((await homeOf(new StoreAfter(house.store, {}), milo.id, house.clock.now())).gone.get(room)?.why).toBe('banned')
  await olga.act({ do: 'delete', room })
  await house.clock.pass(2 * hour)
  expect(await house.store.rooms.goneOf(milo.id, 0)).toEqual([])
}, 120_000)
