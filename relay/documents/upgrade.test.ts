import { expect, it, vi } from 'vitest'
import { homeName, rosterName } from '../../shared/wire/documents.ts'
import { House } from '../../tests/world/house.ts'
import { bringUpToDate } from './upgrade.ts'
import { rewrite } from './written-document.ts'

it('upgrades the rosters, homes and names of an earlier version, once', async () => {
  const house = new House()
  const { store } = house
  const [olga, milo] = [await house.person('olga'), await house.person('milo')]
  const room = await house.room(olga)
  await olga.act({ do: 'change', room, name: 'Modern times' })
  await olga.act({ do: 'add', room, user: milo.id })
  const before = async (name: string, said: [string, unknown][]) => {
    const { state } = rewrite(await store.documents.byName(name), new Map(said), store.life) ?? {
      state: new Uint8Array(),
    }
    await store.commit({ documents: [{ name, state }] })
  }
  for (const { id } of [olga, milo])
    await before(homeName(id), [
      [`room/${room}`, { name: 'Modern times', role: 'member', visibility: 'public', joined: 1 }],
    ])
  await before(rosterName(room), [
    [`member/${olga.id}`, { name: 'olga', username: 'olga', devices: ['key'], spans: [] }],
  ])
  await store.commit({ rooms: [{ ...(await store.rooms.byId(room))!, nameKey: 'modern times' }] })

  const people = [olga.id, milo.id]
  await bringUpToDate(people, store, house.clock.now())
  const home = await milo.hear(homeName(milo.id))
  expect(home.doc.getMap('roster').get('me')).toMatchObject({ name: 'milo' })
  expect(home.doc.getMap('roster').get(`room/${room}`)).toMatchObject({ kind: 'room' })
  const roster = await milo.hear(rosterName(room))
  expect(roster.doc.getMap('roster').get(`member/${olga.id}`)).toMatchObject({
    devices: [{ added: expect.any(Number) }],
  })
  const second = {
    do: 'make',
    room: 'AAAAAAAAAAAAAAAAAAAAAA',
    name: 'Modern tımes',
    topic: '',
    visibility: 'public',
  } as const
  expect(await milo.act(second)).toEqual({ error: 'name-taken' })

  const commit = vi.spyOn(store, 'commit')
  await bringUpToDate(people, store, house.clock.now())
  expect(commit).not.toHaveBeenCalled()
})
