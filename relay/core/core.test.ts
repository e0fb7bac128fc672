import { describe, expect, it } from 'vitest'
import { directRoomId } from '../../shared/room/direct.ts'
import { homeName, rosterName, segmentName } from '../../shared/wire/documents.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import { House } from '../../tests/world/house.ts'

const stage = async () => {
  const house = new House()
  const [olga, milo] = [await house.person('olga'), await house.person('milo')]
  const room = await house.room(olga)
  await olga.act({ do: 'add', room, user: milo.id })
  return { house, olga, milo, room, document: segmentName(room, 1) }
}

describe('a device that its user signs out', () => {
  it('is disconnected at once, and nothing it writes afterwards is kept', async () => {
    const { house, olga, milo, room, document } = await stage()
    const peer = await milo.hear(document)
    const before = milo.device.post(room, 'before')
    await peer.write(before)
    await house.core.people.endDevice(milo.id, milo.device.idText)
    expect(peer.closedWith).toBe(closeCodes.signedOut)
    const again = await milo.hear(document)
    await again.write(milo.device.post(room, 'after'))
    expect((await olga.hear(document)).names).toEqual([before.name])
    expect(await house.core.people.putDevice(milo.id, milo.device.publicKey)).toBe('ended')
  })

  it('stays connected if another user tries it', async () => {
    const { house, olga, milo, document } = await stage()
    const peer = await milo.hear(document)
    await house.core.people.endDevice(olga.id, milo.device.idText)
    expect(peer.closedWith).toBeNull()
    expect((await house.store.people.device(milo.device.idText))?.ended).toBeNull()
  })
})

describe('when somebody was last seen', () => {
  it('is saved at most a minute after their last connection closes', async () => {
    const { house, milo, room } = await stage()
    const [one, other] = [await milo.hear(rosterName(room)), await milo.hear(homeName(milo.id))]
    one.connection.closed()
    await house.clock.pass(60_000)
    expect((await house.store.people.seen([milo.id])).size).toBe(0)
    const left = house.clock.now()
    other.connection.closed()
    await house.clock.pass(60_000)
    expect(await house.store.people.seen([milo.id])).toEqual(new Map([[milo.id, left]]))
  })

  it('is saved for everybody who is connected when the relay stops', async () => {
    const { house, olga, milo, room } = await stage()
    await olga.hear(rosterName(room))
    await milo.hear(rosterName(room))
    await house.core.stop()
    expect((await house.store.people.seen([olga.id, milo.id])).size).toBe(2)
  })
})

describe('deleting an account', () => {
  it('closes every socket of its user, and keeps their messages under the name "Deleted user"', async () => {
    const { house, olga, milo, room, document } = await stage()
    const [theirs, hers] = [await milo.hear(document), await olga.hear(document)]
    await theirs.write(milo.device.post(room, 'kept'))
    await house.core.people.delete(milo.id, { erase: false })
    await house.clock.pass(30_000)
    expect([theirs.closedWith, hers.closedWith]).toEqual([closeCodes.signedOut, null])
    expect(hers.names).toHaveLength(1)
    const roster = await olga.hear(rosterName(room))
    const member = roster.doc.getMap('roster').get(`member/${milo.id}`)
    expect(member).toMatchObject({ name: 'Deleted user', username: 'deleted', deleted: true, role: null })
  })

  it('erases everything that the user wrote anywhere, if they ask for that', async () => {
    const { house, olga, milo, room, document } = await stage()
    await (await milo.hear(document)).write(milo.device.post(room, 'one'), milo.device.post(room, 'two'))
    const own = await milo.hear(`self/${milo.id}/1`)
    await own.write(milo.device.write(milo.id, { kind: 'set', key: 'x', value: 1 }))
    const listening = await olga.hear(document)
    await milo.act({ do: 'leave', room })
    await house.core.people.delete(milo.id, { erase: true })
    await house.clock.pass(30_000)
    expect(listening.names).toEqual([])
    expect(await house.store.records.writtenBy(milo.id, null, 10)).toEqual([])
    expect(await house.store.upkeep.deletedRooms()).toEqual([])
  })

  it("hands the user's room to another member, who can go on writing in it", async () => {
    const { house, olga, milo, room, document } = await stage()
    const peer = await milo.hear(document)
    await house.core.people.delete(olga.id, { erase: false })
    await peer.write(milo.device.post(room, 'mine now'))
    expect(peer.names).toHaveLength(1)
    expect(await milo.act({ do: 'archive', room, on: true })).toHaveProperty('result')
  })
})

describe('an act that arrives before its room exists', () => {
  it('also counts for a person who opens the room before the act is done', async () => {
    const { house, olga, milo } = await stage()
    let goOn = () => {}
    const pause = new Promise<void>((go) => {
      goOn = go
    })
    const commit = house.store.commit.bind(house.store)
    house.store.commit = async (change) => {
      if (change.blocks) await pause
      return commit(change)
    }
    const talk = directRoomId([olga.id, milo.id])
    const started = olga.act({ do: 'direct', room: talk, users: [milo.id] })
    const blocked = milo.act({ do: 'block', room: milo.id, user: olga.id, on: true })
    await started
    const peer = await olga.hear(segmentName(talk, 1))
    goOn()
    await blocked
    const post = olga.device.post(talk, 'unwanted')
    await peer.write(post)
    expect(peer.results).toEqual([{ kind: 'refused', name: post.name, code: 'blocked' }])
  })
})
