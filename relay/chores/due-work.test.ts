import { describe, expect, it, vi } from 'vitest'
import { eraseAfterMs } from '../../shared/room/acts.ts'
import { rosterName, segmentName } from '../../shared/wire/documents.ts'
import { House, type Resident } from '../../tests/world/house.ts'
import { slicesOf } from '../../tests/world/store/slices.ts'

const roundMs = 10_000

const stage = async (posts: number) => {
  const house = new House({ recordsBurst: 10_000 })
  const [olga, milo] = [await house.person('olga'), await house.person('milo')]
  const room = await house.room(olga)
  await olga.act({ do: 'add', room, user: milo.id })
  const document = segmentName(room, 1)
  await write(olga, room, 'of the owner')
  for (let n = 0; n < posts; n++) await write(milo, room, `post ${n}`)
  return { house, olga, milo, room, document }
}

const peers = new WeakMap<Resident, Awaited<ReturnType<Resident['hear']>>>()
const write = async (who: Resident, room: string, text: string): Promise<void> => {
  const peer = peers.get(who) ?? (await who.hear(segmentName(room, 1)))
  peers.set(who, peer)
  await peer.write(who.device.post(room, text))
}

/** What is due is found only in the relay's next round. */
const lateChore = ({ store }: House) => vi.spyOn(store.upkeep, 'erasuresDue').mockResolvedValueOnce([])

/** Moves the clock while the relay works: at the n-th time that it asks this of its store. */
const passAt = ({ store, clock }: House, asked: 'members' | 'answer', nth: number, ms: number) => {
  const { members } = store.rooms
  const { answer } = store.acts
  let times = 0
  const pass = async () => {
    if (++times === nth) await clock.pass(ms)
  }
  if (asked === 'members')
    return vi.spyOn(store.rooms, 'members').mockImplementation((room) => pass().then(() => members(room)))
  return vi.spyOn(store.acts, 'answer').mockImplementation((user, key) => pass().then(() => answer(user, key)))
}

const bytesOf = async ({ store }: House, room: string): Promise<number> => {
  const { blocks } = await slicesOf(store.records, room, 1, new Map())
  return blocks.flatMap(({ structs }) => structs).filter((struct) => 'bytes' in struct).length
}

describe('a ban with erasure', () => {
  it('P19: erases everything its user wrote after an hour, and people in the room see it disappear', async () => {
    const { house, olga, milo, room, document } = await stage(5)
    const peer = await olga.hear(document)
    await olga.act({ do: 'ban', room, user: milo.id, erase: true })
    await house.clock.pass(eraseAfterMs - roundMs)
    expect(peer.names).toHaveLength(6)
    await house.clock.pass(2 * roundMs)
    expect(peer.names).toHaveLength(1)
    expect(await bytesOf(house, room)).toBe(1)
    expect((await house.store.rooms.members(room)).find(({ user }) => user === milo.id)).toMatchObject({
      erasing: null,
    })
  })

  it('erases nothing if it is lifted within the hour', async () => {
    const { house, olga, milo, room } = await stage(5)
    await olga.act({ do: 'ban', room, user: milo.id, erase: true })
    await house.clock.pass(eraseAfterMs / 2)
    await olga.act({ do: 'unban', room, user: milo.id })
    await house.clock.pass(eraseAfterMs)
    expect(await bytesOf(house, room)).toBe(6)
  })

  it('erases nothing if it is lifted at the very end of the hour, even after the work began', async () => {
    const { house, olga, milo, room } = await stage(5)
    await olga.act({ do: 'ban', room, user: milo.id, erase: true })
    const { store } = house
    const due = store.upkeep.erasuresDue
    vi.spyOn(store.upkeep, 'erasuresDue').mockImplementation(async (now) => {
      const found = await due(now + roundMs)
      if (found.length > 0) await olga.act({ do: 'unban', room, user: milo.id })
      return found
    })
    await house.clock.pass(eraseAfterMs + roundMs)
    expect(await bytesOf(house, room)).toBe(6)
  })

  it("can't bring anything back if it is lifted too late, and spares what the person writes afterwards", async () => {
    const { house, olga, milo, room } = await stage(300)
    await olga.act({ do: 'ban', room, user: milo.id, erase: true })
    await house.clock.pass(eraseAfterMs - 1)
    vi.spyOn(house.store.upkeep, 'erasuresDue').mockResolvedValueOnce([])
    await house.clock.pass(1)
    await olga.act({ do: 'unban', room, user: milo.id })
    await milo.act({ do: 'join', room })
    expect(await bytesOf(house, room)).toBe(1)
    const peer = await milo.hear(segmentName(room, 1))
    await peer.write(milo.device.post(room, 'back'))
    await house.clock.pass(roundMs)
    expect(await bytesOf(house, room)).toBe(2)
  })

  it.each([
    { at: 'a moment before its hour is over', afterMs: eraseAfterMs - 1, left: 6 },
    { at: 'as its hour is over', afterMs: eraseAfterMs, left: 1 },
    { at: 'a moment after its hour, which the relay has not noticed yet', afterMs: eraseAfterMs + 1, left: 1 },
  ])('that is lifted $at leaves $left of 6 records, now and later', async ({ afterMs, left }) => {
    const { house, olga, milo, room } = await stage(5)
    await olga.act({ do: 'ban', room, user: milo.id, erase: true })
    await house.clock.pass(eraseAfterMs - 1)
    lateChore(house)
    await house.clock.pass(afterMs - eraseAfterMs + 1)
    expect(await bytesOf(house, room)).toBe(6)
    expect(await olga.act({ do: 'unban', room, user: milo.id })).toHaveProperty('result')
    expect(await bytesOf(house, room)).toBe(left)
    await house.clock.pass(eraseAfterMs)
    expect(await bytesOf(house, room)).toBe(left)
    const row = (await house.store.rooms.members(room)).find(({ user }) => user === milo.id)
    expect(row).toMatchObject({ banned: null, erasing: null })
  })

  it.each([
    { asked: 'members', nth: 1, left: 1 },
    { asked: 'members', nth: 2, left: 1 },
    { asked: 'answer', nth: 1, left: 1 },
    { asked: 'members', nth: 3, left: 251 },
  ] as const)(
    'erases all or nothing if its hour ends while it is lifted ($asked, $nth)',
    async ({ asked, nth, left }) => {
      const { house, olga, milo, room } = await stage(250)
      await olga.act({ do: 'ban', room, user: milo.id, erase: true })
      await house.clock.pass(eraseAfterMs - 1)
      const asking = passAt(house, asked, nth, 1)
      expect(await olga.act({ do: 'unban', room, user: milo.id })).toHaveProperty('result')
      expect(asking.mock.calls.length).toBeGreaterThanOrEqual(nth)
      await house.clock.pass(roundMs)
      expect(await bytesOf(house, room)).toBe(left)
    },
  )

  it('is finished by the next relay if this one stopped half way', async () => {
    const { house, olga, milo, room } = await stage(450)
    await olga.act({ do: 'ban', room, user: milo.id, erase: true })
    const commit = house.store.commit.bind(house.store)
    let blanks = 0
    vi.spyOn(house.store, 'commit').mockImplementation(async (change) => {
      if (change.blank?.length && ++blanks > 1) throw new Error('the test broke the disk')
      await commit(change)
    })
    await house.clock.pass(eraseAfterMs + roundMs)
    expect(await bytesOf(house, room)).toBe(251)
    vi.mocked(house.store.commit).mockRestore()
    const next = await house.restart()
    await next.clock.pass(roundMs)
    expect(await bytesOf(house, room)).toBe(1)
  })
})

describe('a deleted room', () => {
  it('disappears from the disk in small steps, except for one row that says it is deleted', async () => {
    const { house, olga, room } = await stage(450)
    const dropSome = vi.spyOn(house.store.upkeep, 'dropSome')
    await olga.act({ do: 'delete', room })
    await house.clock.pass(2 * roundMs)
    expect(dropSome.mock.calls.length).toBeGreaterThan(2)
    expect(dropSome.mock.calls.every(([, limit]) => limit <= 200)).toBe(true)
    expect(await house.store.upkeep.deletedRooms()).toEqual([])
    expect(await house.store.documents.byName(rosterName(room))).toBeNull()
    expect(await house.store.rooms.members(room)).toEqual([])
    expect(await bytesOf(house, room)).toBe(0)
    expect(await house.store.rooms.byId(room)).toMatchObject({ name: '' })
  })

  it('keeps disappearing after a restart in the middle', async () => {
    const { house, olga, room } = await stage(450)
    await olga.act({ do: 'delete', room })
    const dropSome = house.store.upkeep.dropSome
    vi.spyOn(house.store.upkeep, 'dropSome').mockImplementationOnce(async (...asked) => {
      void house.core.stop()
      return dropSome(...asked)
    })
    await house.clock.pass(2 * roundMs)
    expect(await bytesOf(house, room)).toBe(251)
    const next = await house.restart()
    await next.clock.pass(roundMs)
    expect(await next.store.upkeep.deletedRooms()).toEqual([])
    expect(await bytesOf(next, room)).toBe(0)
  })

  it('takes no write that was still on its way', async () => {
    const { house, olga, milo, room } = await stage(3)
    void peers.get(milo)!.write(milo.device.post(room, 'too late'))
    await olga.act({ do: 'delete', room })
    await house.clock.pass(3 * roundMs)
    expect(await house.store.upkeep.deletedRooms()).toEqual([])
  })
})

describe('a picture', () => {
  const picture = { hash: 'p'.repeat(42).concat('A'), type: 'image/webp' as const, bytes: new Uint8Array([1]) }

  it('is dropped after a day if nobody shows it', async () => {
    const house = new House()
    const olga = await house.person('olga')
    const at = house.clock.now()
    const other = { ...picture, hash: 'q'.repeat(42).concat('A') }
    await house.store.commit({ pictures: [picture, other].map((each) => ({ ...each, at })) })
    await house.clock.pass(3_600_000)
    await olga.act({ do: 'profile', room: olga.id, picture: picture.hash })
    await house.clock.pass(26 * 3_600_000)
    expect(await house.store.pictures.byHash(picture.hash)).not.toBeNull()
    expect(await house.store.pictures.byHash('q'.repeat(42).concat('A'))).toBeNull()
  })
})

describe('work that fails', () => {
  it('is logged once and tried again in the next round', async () => {
    const { house, olga, room } = await stage(3)
    await olga.act({ do: 'delete', room })
    vi.spyOn(house.store.upkeep, 'deletedRooms').mockRejectedValueOnce(new Error('the test broke the disk'))
    await house.clock.pass(roundMs - 1)
    expect(house.events.filter(({ what }) => what === 'fault')).toHaveLength(1)
    await house.clock.pass(2 * roundMs)
    expect(await house.store.upkeep.deletedRooms()).toEqual([])
  })
})
