import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { segmentName } from '../../shared/wire/documents.ts'
import { namesOf, newcomer, refusals, restored } from '../../tests/world/carried-stage.ts'
import { Device } from '../../tests/world/device.ts'
import { Resident } from '../../tests/world/house.ts'

describe('a record that another member carries', () => {
  it('P39 R28: is kept on disk and shown to newcomers', async () => {
    const { house, room, peer, posts } = await restored()
    await peer.carry(...posts)
    expect(peer.results.filter(({ kind }) => kind === 'acked')).toHaveLength(3)
    expect((await newcomer(house, room)).names).toEqual(namesOf(posts))
  })

  it('reaches the people who are there and the carrier, and all documents end the same', async () => {
    const { house, room, peer, posts } = await restored()
    const other = await newcomer(house, room)
    await peer.carry(...posts)
    expect(other.names).toEqual(namesOf(posts))
    for (const { name, bytes } of posts) expect(peer.doc.getMap('log').get(name)).toEqual(bytes)
  })

  it('reaches a person who writes at the same moment', async () => {
    const { house, room, peer, posts } = await restored()
    const writer = await house.person('writer')
    await writer.act({ do: 'join', room })
    const theirs = await writer.hear(segmentName(room, 1))
    const own = writer.device.post(room, 'mine')
    await Promise.all([peer.carry(...posts), theirs.write(own)])
    expect(theirs.names).toEqual(namesOf([...posts, own]))
  })

  it('still belongs to its author, who can erase it', async () => {
    const { house, author, room, document, peer, posts } = await restored()
    const other = await newcomer(house, room)
    await peer.carry(...posts)
    const theirs = await author.hear(document)
    await theirs.write(author.device.write(room, { kind: 'erase' }, posts[0]!.name))
    await house.clock.pass(2_000)
    await other.sync()
    expect(other.names).not.toContain(posts[0]!.name)
    expect(other.names).toContain(posts[1]!.name)
  })

  it('P41: appears only once for everybody when its author sends it again later', async () => {
    const { house, author, room, document, peer, posts, authorsDoc } = await restored()
    await peer.carry(...posts)
    const theirs = await author.hear(document)
    Y.applyUpdate(theirs.doc, Y.encodeStateAsUpdate(authorsDoc.doc))
    await theirs.update(Y.encodeStateAsUpdate(authorsDoc.doc))
    expect(theirs.results.filter(({ kind }) => kind === 'acked')).toHaveLength(3)
    const next = author.device.post(room, 'I am back')
    theirs.updateWriter.client = authorsDoc.updateWriter.client
    theirs.updateWriter.clock = authorsDoc.updateWriter.clock
    await theirs.write(next)
    await house.clock.pass(2_000)
    for (const peers of [theirs, peer, await newcomer(house, room)]) {
      await peers.sync()
      expect(peers.names).toEqual(namesOf([...posts, next]))
    }
  })

  it("takes up nobody's client id, and is stored only once when it is carried twice", async () => {
    const { house, room, document, peer, posts } = await restored()
    const before = await house.store.records.segment(room, 1)
    await peer.carry(...posts)
    await peer.carry(...posts)
    const after = await house.store.records.segment(room, 1)
    expect(after.rows - before.rows).toBe(3)
    expect([...after.devices.values()].filter((device) => device === '')).toHaveLength(1)
    const [client] = [...after.devices].find(([, device]) => device === '')!
    const thief = await newcomer(house, room)
    thief.updateWriter.client = client
    thief.updateWriter.clock = 3
    const stolen = thief.updateWriter.update(new Device().post(room, 'mine now'))
    await thief.update(stolen)
    expect((await house.store.records.segment(room, 1)).rows).toBe(after.rows)
    expect(document).toBe(segmentName(room, 1))
  })

  it('uses a client id that the relay keeps for itself, after a restart too', async () => {
    const { house, carrier, room, document, peer, posts } = await restored()
    await peer.carry(posts[0]!)
    const [client] = [...(await house.store.records.segment(room, 1)).devices].find(([, device]) => device === '')!
    const again = await house.restart()
    const author = new Resident(again, carrier.id, carrier.device)
    const back = await author.hear(document)
    back.updateWriter.client = client
    back.updateWriter.clock = 1
    await back.update(back.updateWriter.update(carrier.device.post(room, 'squatting')))
    expect(back.results).toContainEqual({ kind: 'client-taken', client })
  })

  it('P41: gets another client id in another life of the data', async () => {
    const { house, carrier, room, document, peer, posts } = await restored()
    const putBack = house.backUp()
    await peer.carry(posts[0]!)
    const first = [...(await house.store.records.segment(room, 1)).clocks.keys()]
    const again = await putBack()
    const back = await new Resident(again, carrier.id, carrier.device).hear(document)
    await back.carry(posts[1]!)
    const second = [...(await again.store.records.segment(room, 1)).clocks.keys()]
    expect(second).toHaveLength(1)
    expect(first).not.toContain(second[0])
  })

  it('can come in any order, together with records that refer to it', async () => {
    const { house, author, room, peer, posts } = await restored()
    const edit = author.device.write(room, { kind: 'edit', text: 'better' }, posts[0]!.name)
    await peer.carry(posts[2]!, posts[0]!, edit, posts[1]!)
    expect(refusals(peer.results)).toEqual([])
    expect((await newcomer(house, room)).names).toEqual(namesOf([...posts, edit]))
  })
})
