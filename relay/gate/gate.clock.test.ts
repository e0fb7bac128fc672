import { describe, expect, it } from 'vitest'
import { stage } from '../../tests/world/gate-stage.ts'

const hour = 3_600_000

/** A room whose newest message is ahead of this relay's clock. */
const inARoomAhead = async (byMs: number) => {
  const scene = await stage()
  const { house, room, member, peers } = scene
  const now = house.clock.now()
  // The clock is ahead for one message, and is right again after a restart.
  await house.clock.pass(byMs)
  const newest = house.clock.now()
  await peers.member.write(member.device.write(room, { kind: 'post', text: 'from ahead' }, '', { time: newest }))
  return { ...scene, now, newest }
}

describe("time in a room never goes back, whatever the relay's clock says", () => {
  it('P5: accepts records right after the newest one, however far that is ahead of its clock', async () => {
    const { house, room, member, owner, peers, newest } = await inARoomAhead(24 * hour)
    house.clock.putBack(24 * hour)
    const next = member.device.write(room, { kind: 'post', text: 'next' }, '', { time: newest + 1 })
    const another = owner.device.write(room, { kind: 'post', text: 'another' }, '', { time: newest + 2 })
    await peers.member.write(next)
    await peers.owner.write(another)
    expect(peers.member.results.at(-1)).toEqual({ kind: 'acked', name: next.name })
    expect(peers.owner.results.at(-1)).toEqual({ kind: 'acked', name: another.name })
  })

  it('knows the newest record after a restart', async () => {
    const { house, room, member, document, newest } = await inARoomAhead(24 * hour)
    house.clock.putBack(24 * hour)
    const again = await house.restart()
    const peer = await Object.assign(member, { house: again }).hear(document)
    const next = member.device.write(room, { kind: 'post', text: 'next' }, '', { time: newest + 1 })
    await peer.write(next)
    expect(peer.results.at(-1)).toEqual({ kind: 'acked', name: next.name })
    expect(again.core.clockTrouble()).toMatchObject({ against: 'records' })
  })

  it('lets nobody get further ahead than the room, neither in one step nor by many records', async () => {
    const { house, room, member, peers, newest } = await inARoomAhead(24 * hour)
    house.clock.putBack(24 * hour)
    const wrong = member.device.write(room, { kind: 'post', text: 'too far' }, '', { time: newest + 2 })
    await peers.member.write(wrong)
    expect(peers.member.results.at(-1)).toEqual({ kind: 'refused', name: wrong.name, code: 'too-early' })
    const run = Array.from({ length: 200 }, (_, at) =>
      member.device.write(room, { kind: 'post', text: 'on' }, '', { time: newest + 1 + at }),
    )
    await peers.member.write(...run)
    expect(await house.store.records.newestTime(room)).toBe(newest + 200)
  })

  it('R30: dates leaves, bans and new names after everything that was written', async () => {
    const { house, room, owner, member, newest } = await inARoomAhead(24 * hour)
    house.clock.putBack(24 * hour)
    await owner.act({ do: 'change', room, name: 'Another name' })
    await member.act({ do: 'leave', room })
    const rows = await house.store.rooms.members(room)
    expect(rows.find(({ user }) => user === member.id)?.spans.at(-1)?.[1]).toBeGreaterThan(newest)
    expect((await house.store.rooms.byId(room))?.formerly.at(-1)?.until).toBeGreaterThan(newest)
    await owner.act({ do: 'ban', room, user: member.id, erase: false })
    const banned = (await house.store.rooms.members(room)).find(({ user }) => user === member.id)?.banned
    expect(banned).toBeGreaterThan(newest)
  })
})
