import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { rosterName, segmentName } from '../../shared/wire/documents.ts'
import { stage } from '../../tests/world/gate-stage.ts'
import { UpdateWriter } from '../../tests/world/update-writer.ts'

describe('segments', () => {
  it('moves the head on when a segment is full, seals it and tells the roster', async () => {
    const { peers, member, room, owner } = await stage({ segmentRecords: 3 })
    const roster = await owner.hear(rosterName(room))
    await roster.sync()
    for (const text of ['one', 'two', 'three']) await peers.member.write(member.device.post(room, text))
    expect(roster.doc.getMap('roster').get('head')).toBe(2)
    expect(roster.doc.getMap('roster').get('segment/1')).toEqual([expect.any(Number), expect.any(Number), 3])
    expect((await member.hear(segmentName(room, 2))).closedWith).toBeNull()
    expect((await member.hear(segmentName(room, 3))).closedWith).toBe(4404)
  })

  it('tells the roster of a late post in a sealed segment, so that devices fetch it', async () => {
    const { peers, member, room, owner, house } = await stage({ segmentRecords: 1 })
    await peers.member.write(member.device.post(room, 'one'))
    const roster = await owner.hear(rosterName(room))
    await roster.sync()
    await peers.member.write(member.device.post(room, 'written while away'))
    await house.clock.pass(3_000)
    expect(roster.doc.getMap('roster').get('segment/1')).toEqual([expect.any(Number), expect.any(Number), 2])
  })

  it('P24: accepts late posts into an older segment up to its cap, and erasures beyond it', async () => {
    const { peers, member, room } = await stage({ segmentRecords: 2, segmentCap: 3 })
    const posts = ['one', 'two', 'three', 'four'].map((text) => member.device.post(room, text))
    for (const post of posts) await peers.member.write(post)
    expect(peers.member.results.at(-1)).toEqual({ kind: 'refused', name: posts[3]!.name, code: 'segment-full' })
    const erase = member.device.write(room, { kind: 'erase' }, posts[0]!.name)
    await peers.member.write(erase)
    expect(peers.member.results.at(-1)).toEqual({ kind: 'acked', name: erase.name })
  })

  it("P33: acks a record that another segment already has, and doesn't keep it twice", async () => {
    const { peers, member, room } = await stage({ segmentRecords: 1 })
    const post = member.device.post(room, 'written in two tabs')
    await peers.member.write(post)
    const second = await member.hear(segmentName(room, 2))
    await second.write(post)
    expect(second.results).toEqual([{ kind: 'acked', name: post.name }])
    expect(second.names).toEqual([])
    expect(peers.owner.names).toEqual([post.name])
  })

  it('P23: refuses a record whose target is in another segment', async () => {
    const { peers, member, room } = await stage({ segmentRecords: 1 })
    const post = member.device.post(room, 'in the first')
    await peers.member.write(post)
    const second = await member.hear(segmentName(room, 2))
    const edit = member.device.write(room, { kind: 'edit', text: 'x' }, post.name)
    await second.write(edit)
    expect(second.results).toEqual([{ kind: 'refused', name: edit.name, code: 'no-such-target' }])
  })
})

describe('the limits of what readers accept', () => {
  const withdrawn = (client: number) => Object.assign(new UpdateWriter(), { client }).structs({ empty: 1 })

  it('moves the head on before a segment has too many Yjs clients', async () => {
    const { peers, member, room } = await stage({ segmentClients: 8 })
    const roster = await member.hear(rosterName(room))
    for (let client = 1; client <= 4; client++) await peers.member.update(withdrawn(client))
    await roster.sync()
    expect(roster.doc.getMap('roster').get('head')).toBe(2)
  })

  it('moves the head on when there are many empty places and few records', async () => {
    const { peers, member, room } = await stage({ segmentRecords: 2 })
    const roster = await member.hear(rosterName(room))
    for (let n = 0; n < 8; n++) await peers.member.update(peers.member.updateWriter.structs({ empty: 1 }))
    await roster.sync()
    expect(roster.doc.getMap('roster').get('head')).toBe(2)
  })

  it('P25: accepts no new Yjs client above the limit for readers', async () => {
    const { peers, member, owner, room } = await stage({ segmentClients: 4 })
    for (let client = 1; client <= 9; client++) await peers.member.update(withdrawn(client))
    const [mine, theirs] = [member.device.post(room, 'new client'), owner.device.post(room, 'new client')]
    await peers.member.write(mine)
    await peers.owner.write(theirs)
    expect(peers.member.results).toContainEqual({ kind: 'refused', name: mine.name, code: 'segment-full' })
    expect(peers.owner.results).toContainEqual({ kind: 'refused', name: theirs.name, code: 'segment-full' })
    const reader = await owner.hear(segmentName(room, 1))
    expect(Y.decodeStateVector(Y.encodeStateVector(reader.doc)).size).toBe(4)
  })

  it('P25: accepts no more places above the limit for readers', async () => {
    const { peers, member, room } = await stage({ segmentRows: 3 })
    for (let n = 0; n < 3; n++) await peers.member.update(peers.member.updateWriter.structs({ empty: 1 }))
    const post = member.device.post(room, 'beyond')
    await peers.member.write(post)
    expect(peers.member.results).toEqual([{ kind: 'refused', name: post.name, code: 'segment-full' }])
  })
})
