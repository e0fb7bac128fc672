import { describe, expect, it } from 'vitest'
import { seenKey } from '../../shared/room/seen.ts'
import { rosterName, segmentName } from '../../shared/wire/documents.ts'
import { stage } from '../../tests/world/gate-stage.ts'
import type { Resident } from '../../tests/world/house.ts'
import type { RelayLimits } from '../pace/relay-limits.ts'

const tell = (who: Resident, room: string, value: unknown, key = seenKey(who.id)) =>
  who.device.write(room, { kind: 'set', key, value })

const written = async (limits: Partial<RelayLimits> = {}) => {
  const world = await stage(limits)
  const post = world.owner.device.post(world.room, 'read me')
  await world.peers.owner.write(post)
  return { ...world, post, seen: { time: Date.now(), name: post.name } }
}

describe('how far people have read (P77)', () => {
  it('R34: takes it of a member, in the room, and erases what it replaces', async () => {
    const { peers, member, room, post, seen } = await written()
    const first = tell(member, room, seen)
    await peers.member.write(first)
    const second = tell(member, room, null)
    await peers.member.write(second)
    expect(peers.member.results).toEqual([
      { kind: 'acked', name: first.name },
      { kind: 'acked', name: second.name },
    ])
    expect(peers.owner.names).toEqual([post.name, second.name].sort())
  })

  it('R34: erases it too if it stands in an older segment, and leaves that of others', async () => {
    const { peers, owner, member, room, seen } = await written({ segmentRecords: 2 })
    const [mine, theirs] = [tell(member, room, seen), tell(owner, room, seen)]
    await peers.member.write(mine)
    await peers.owner.write(theirs, owner.device.post(room, 'the last one here'))
    const second = await member.hear(segmentName(room, 2))
    const again = tell(member, room, seen)
    await second.write(again)
    expect(second.results).toEqual([{ kind: 'acked', name: again.name }])
    expect(peers.owner.names).toContain(theirs.name)
    expect(peers.owner.names).not.toContain(mine.name)
  })

  it.each([
    ['of somebody else', 'not-allowed', ({ owner }) => [seenKey(owner.id), null]],
    ['under another key', 'not-allowed', ({ seen }) => ['seen/activity', seen]],
    ['under a key of the own room', 'not-allowed', ({ room, seen }) => [`read/${room}`, seen]],
    ['with a time that is none', 'not-allowed', ({ member, seen }) => [seenKey(member.id), { ...seen, time: -1 }]],
    ['with a name that is none', 'not-allowed', ({ member, seen }) => [seenKey(member.id), { ...seen, name: 'x' }]],
    ['with more than that', 'not-allowed', ({ member, seen }) => [seenKey(member.id), { ...seen, where: 'bus' }]],
    ['as something else', 'not-allowed', ({ member }) => [seenKey(member.id), true]],
  ] as [string, string, (world: Awaited<ReturnType<typeof written>>) => [string, unknown]][])(
    'R34: refuses it %s',
    async (_, code, what) => {
      const world = await written()
      const [key, value] = what(world)
      const record = tell(world.member, world.room, value, key)
      await world.peers.member.write(record)
      expect(world.peers.member.results).toEqual([{ kind: 'refused', name: record.name, code }])
    },
  )

  it('R10 R34: takes none of somebody who only looks in, or who has left', async () => {
    const { house, peers, member, room, document, seen } = await written()
    const stranger = await house.person('stranger')
    const door = await stranger.hear(document)
    await door.write(tell(stranger, room, seen))
    expect(peers.owner.names).toHaveLength(1)
    await member.act({ do: 'leave', room })
    const left = await member.hear(document)
    await left.write(tell(member, room, seen))
    expect(peers.owner.names).toHaveLength(1)
  })

  it('R34: refuses it in an archived room', async () => {
    const { peers, owner, member, room, seen } = await written()
    await owner.act({ do: 'archive', room, on: true })
    const record = tell(member, room, seen)
    await peers.member.write(record)
    expect(peers.member.results).toEqual([{ kind: 'refused', name: record.name, code: 'archived' }])
  })

  it('R34: refuses it in a room of more than 50 members', async () => {
    const { house, peers, member, room, seen } = await written()
    for (let n = 0; n < 48; n++) await (await house.person(`reader${n}`)).act({ do: 'join', room })
    const fifty = tell(member, room, seen)
    await peers.member.write(fifty)
    await (await house.person('one-too-many')).act({ do: 'join', room })
    const more = tell(member, room, null)
    await peers.member.write(more)
    expect(peers.member.results).toEqual([
      { kind: 'acked', name: fifty.name },
      { kind: 'refused', name: more.name, code: 'not-allowed' },
    ])
  })

  it('P77: it does not end a segment, and is not counted when it is sealed', async () => {
    const { peers, owner, member, room } = await stage({ segmentRecords: 3 })
    const roster = await owner.hear(rosterName(room))
    const head = async () => {
      await roster.sync()
      return roster.doc.getMap('roster').get('head')
    }
    await peers.owner.write(owner.device.post(room, 'one'))
    const seen = { time: 1, name: owner.device.post(room, 'never sent').name }
    for (let n = 0; n < 6; n++) await peers.member.write(tell(member, room, { ...seen, time: n }))
    expect(await head()).toBe(1)
    await peers.member.write(member.device.post(room, 'two'))
    await peers.member.write(member.device.post(room, 'three'))
    expect(await head()).toBe(2)
    expect(roster.doc.getMap('roster').get('segment/1')).toEqual([expect.any(Number), expect.any(Number), 3])
  })
})
