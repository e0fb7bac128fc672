import { beforeEach, describe, expect, test } from 'vitest'
import { toBase64url } from '../../shared/base64url.ts'
import { deviceId } from '../../shared/record/signed-bytes.ts'
import { ActStage, room } from '../../tests/world/acts.ts'
import { milo, olga, remy } from '../../tests/world/people.ts'
import { planDevice, planEndDevices, planUser } from './users.ts'

let stage: ActStage
beforeEach(async () => {
  stage = await new ActStage().setUp()
})

const key = new Uint8Array(32).fill(9)
const device = toBase64url(deviceId(key))
const bind = async (user: string, publicKey = key) => {
  const planned = await planDevice(stage.store, user, publicKey, ++stage.now)
  if (planned !== null && typeof planned !== 'string') await stage.store.commit(planned.change)
  return planned
}

test('every user has a room of their own from the start, and no list shows it', async () => {
  expect(await stage.store.rooms.byId(olga)).toMatchObject({ kind: 'self', head: 1 })
  expect(await stage.store.rooms.members(olga)).toMatchObject([{ user: olga, role: 'owner' }])
  expect(await stage.home(olga)).toEqual({
    rooms: new Map(),
    requests: new Map(),
    gone: new Map(),
    self: 1,
    me: { name: 'olga x', username: 'olga', showsSeen: true, strangersInvite: false },
    blocked: [],
  })
})

test('a new username shows in every room the user is or was in, and leaves the profile unchanged', async () => {
  await stage.fill()
  await stage.act(remy, { do: 'profile', room: remy, name: 'Remy the Second', about: 'was here' })
  const person = { id: remy, username: 'remy2', name: 'remy x' }
  const planned = await planUser(stage.store, person, ++stage.now)
  await stage.store.commit(planned.change)
  const { name, username, about } = (await stage.roster()).members.get(remy) ?? {}
  expect({ name, username, about }).toEqual({ name: 'Remy the Second', username: 'remy2', about: 'was here' })
  expect(planned.updates.map(({ name: document }) => document)).toEqual([`room/${room}`, `home/${remy}`])
})

describe('a device', () => {
  beforeEach(() => stage.fill())

  test('shows in the rosters at once, and belongs to its first user for ever', async () => {
    await bind(milo)
    const shown = { key: toBase64url(key), added: stage.now }
    expect((await stage.roster()).members.get(milo)?.devices).toEqual([shown])
    expect(await bind(milo)).toBeNull()
    expect(await bind(olga)).toBe('taken')
  })

  test('stays in the roster after its user left, and a device added later shows too', async () => {
    await bind(milo)
    await stage.act(milo, { do: 'leave', room })
    await bind(milo, new Uint8Array(32).fill(8))
    expect((await stage.roster()).members.get(milo)?.devices).toHaveLength(2)
  })

  test("stays in the roster as ended after its user signs it out, and can't be registered again", async () => {
    await bind(milo)
    const end = async (user: string) => {
      const planned = await planEndDevices(stage.store, user, (id) => id === device, ++stage.now)
      await stage.store.commit(planned.change)
    }
    await end(olga)
    expect((await stage.roster()).members.get(milo)?.devices[0]).not.toHaveProperty('ended')
    await end(milo)
    const ended = stage.now
    await end(milo)
    expect((await stage.roster()).members.get(milo)?.devices).toMatchObject([{ key: toBase64url(key), ended }])
    expect(await bind(milo)).toBe('ended')
  })
})
