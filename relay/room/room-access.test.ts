import { describe, expect, it } from 'vitest'
import { directRoomId } from '../../shared/room/direct.ts'
import { rosterName, segmentName } from '../../shared/wire/documents.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import { House, type MemoryClient, type Resident, settled } from '../../tests/world/house.ts'
import { openRoomAccess } from './room-access.ts'

const stage = async (visibility: 'public' | 'private' = 'public') => {
  const house = new House()
  const [olga, milo, stan] = [await house.person('olga'), await house.person('milo'), await house.person('stan')]
  const room = await house.room(olga, visibility)
  await olga.act({ do: 'add', room, user: milo.id })
  return { house, olga, milo, stan, room, roster: rosterName(room), segment: segmentName(room, 1) }
}

const guestAt = async (house: House, document: string): Promise<MemoryClient> => {
  const guest = house.guest(document)
  await settled()
  return guest
}

const codeFor = async (who: Resident, document: string) => (await who.hear(document)).closedWith

describe('opening a room', () => {
  it('is refused with 4406 to a banned member or stranger, even in a public room, until the ban is lifted', async () => {
    const { olga, milo, stan, room, roster, segment } = await stage()
    await olga.act({ do: 'ban', room, user: milo.id, erase: false })
    await olga.act({ do: 'ban', room, user: stan.id, erase: false })
    for (const who of [milo, stan])
      for (const document of [roster, segment]) expect(await codeFor(who, document)).toBe(closeCodes.banned)
    await olga.act({ do: 'unban', room, user: stan.id })
    expect(await codeFor(stan, roster)).toBeNull()
  })

  it('is refused with 4410 to everybody after the room is deleted', async () => {
    const { house, olga, milo, room, roster, segment } = await stage()
    await olga.act({ do: 'delete', room })
    for (const who of [olga, milo])
      for (const document of [roster, segment]) expect(await codeFor(who, document)).toBe(closeCodes.deleted)
    expect((await guestAt(house, roster)).closedWith).toBe(closeCodes.deleted)
  })

  it('is refused with 4403 if the room is private, and with 4404 if there is none', async () => {
    const { house, olga, stan, roster } = await stage('private')
    expect(await codeFor(stan, roster)).toBe(closeCodes.notYours)
    expect((await guestAt(house, roster)).closedWith).toBe(closeCodes.notYours)
    expect(await codeFor(olga, rosterName('AAAAAAAAAAAAAAAAAAAAAA'))).toBe(closeCodes.noSuchDocument)
  })

  it("is refused with 4404 to others if it is a direct conversation, as if it didn't exist", async () => {
    const { house, olga, milo, stan } = await stage()
    const room = directRoomId([olga.id, milo.id])
    const before = await codeFor(stan, rosterName(room))
    await olga.act({ do: 'direct', room, users: [milo.id] })
    expect(before).toBe(closeCodes.noSuchDocument)
    expect(await codeFor(stan, rosterName(room))).toBe(before)
    expect((await guestAt(house, rosterName(room))).closedWith).toBe(before)
    expect(await codeFor(milo, rosterName(room))).toBeNull()
  })

  it('R10: is refused with 4401 to people without an account if guests are turned off', async () => {
    const { house, olga, stan, room, roster } = await stage()
    await olga.act({ do: 'change', room, guests: false })
    expect((await guestAt(house, roster)).closedWith).toBe(closeCodes.signedOut)
    expect(await codeFor(stan, roster)).toBeNull()
  })
})

describe('an open room', () => {
  it('closes for a member at the moment of the ban, and for nobody else', async () => {
    const { house, olga, milo, stan, room, segment } = await stage()
    const [banned, stranger, guest] = [
      await milo.hear(segment),
      await stan.hear(segment),
      await guestAt(house, segment),
    ]
    await olga.act({ do: 'ban', room, user: milo.id, erase: true })
    expect([banned.closedWith, stranger.closedWith, guest.closedWith]).toEqual([closeCodes.banned, null, null])
  })

  it('closes for a stranger who is reading when they are banned', async () => {
    const { olga, stan, room, roster } = await stage()
    const peer = await stan.hear(roster)
    await olga.act({ do: 'ban', room, user: stan.id, erase: false })
    expect(peer.closedWith).toBe(closeCodes.banned)
  })

  it('closes for everybody when it is deleted', async () => {
    const { house, olga, milo, room, segment } = await stage()
    const peers = [await olga.hear(segment), await milo.hear(segment), await guestAt(house, segment)]
    await olga.act({ do: 'delete', room })
    expect(peers.map(({ closedWith }) => closedWith)).toEqual([
      closeCodes.deleted,
      closeCodes.deleted,
      closeCodes.deleted,
    ])
  })

  it('closes for guests when they are turned off, and for strangers too when it becomes private', async () => {
    const { house, olga, milo, stan, room, roster } = await stage()
    const [guest, stranger, member] = [await guestAt(house, roster), await stan.hear(roster), await milo.hear(roster)]
    await olga.act({ do: 'change', room, guests: false })
    expect([guest.closedWith, stranger.closedWith]).toEqual([closeCodes.signedOut, null])
    await olga.act({ do: 'change', room, visibility: 'private' })
    expect([stranger.closedWith, member.closedWith]).toEqual([closeCodes.notYours, null])
  })
})

describe('a record that somebody writes', () => {
  const refusals = ({ results }: MemoryClient) => results.flatMap((one) => (one.kind === 'refused' ? [one.code] : []))

  it('into an archived room is refused, unless it erases something', async () => {
    const { olga, milo, room, segment } = await stage()
    const peer = await milo.hear(segment)
    const post = milo.device.post(room, 'before')
    await peer.write(post)
    await olga.act({ do: 'archive', room, on: true })
    await peer.write(milo.device.post(room, 'after'))
    expect(refusals(peer)).toEqual(['archived'])
    await peer.write(milo.device.write(room, { kind: 'erase' }, post.name))
    expect((await olga.hear(segment)).names).not.toContain(post.name)
    await olga.act({ do: 'archive', room, on: false })
    await peer.write(milo.device.post(room, 'again'))
    expect(refusals(peer)).toEqual(['archived'])
  })

  it('to somebody who blocked its author is refused, at once and after they reconnect', async () => {
    const { house, olga, milo } = await stage()
    const room = directRoomId([olga.id, milo.id])
    await olga.act({ do: 'direct', room, users: [milo.id] })
    const document = segmentName(room, 1)
    const peer = await olga.hear(document)
    await milo.act({ do: 'block', room: milo.id, user: olga.id, on: true })
    await peer.write(olga.device.post(room, 'hello?'))
    expect(refusals(peer)).toEqual(['blocked'])
    const blocker = await milo.hear(document)
    await blocker.write(milo.device.post(room, 'they may hear me'))
    expect(refusals(blocker)).toEqual([])
    peer.connection.closed()
    blocker.connection.closed()
    await house.clock.pass(1_000)
    const later = await olga.hear(document)
    await later.write(olga.device.post(room, 'hello??'))
    expect(refusals(later)).toEqual(['blocked'])
    await milo.act({ do: 'block', room: milo.id, user: olga.id, on: false })
    await later.write(olga.device.post(room, 'hello!'))
    expect(refusals(later)).toEqual(['blocked'])
  })

  it('in a conversation of three is accepted, even if one person blocked its author', async () => {
    const { olga, milo, stan } = await stage()
    const room = directRoomId([olga.id, milo.id, stan.id])
    await olga.act({ do: 'direct', room, users: [milo.id, stan.id] })
    await milo.act({ do: 'block', room: milo.id, user: olga.id, on: true })
    const peer = await olga.hear(segmentName(room, 1))
    await peer.write(olga.device.post(room, 'hello, you two'))
    expect(refusals(peer)).toEqual([])
  })
})

it('knows who created a room, even if it is created during the look-up', async () => {
  const { house, olga } = await stage()
  let found = () => {}
  const committed = new Promise<void>((resolve) => {
    found = resolve
  })
  const { people, rooms } = house.store
  const slow = {
    ...rooms,
    byId: async (id: string) => {
      await committed
      return rooms.byId(id)
    },
  }
  const id = 'AAAAAAAAAAAAAAAAAAAAAA'
  const opening = openRoomAccess({ people, rooms: slow }, id)
  await olga.act({ do: 'make', room: id, name: 'Tea', topic: '', visibility: 'private' })
  found()
  expect((await opening)?.standing(olga.id)).toBe('owner')
})
