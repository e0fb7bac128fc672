import { describe, expect, it } from 'vitest'
import { limits } from '../../shared/record/limits.ts'
import { eraseAfterMs } from '../../shared/room/acts.ts'
import { rosterName, segmentName } from '../../shared/wire/documents.ts'
import { namesOf, newcomer, refusals, restored } from '../../tests/world/carried-stage.ts'
import { Device } from '../../tests/world/device.ts'
import { House, Resident, verifyNow } from '../../tests/world/house.ts'

describe('the relay refuses to carry', () => {
  it('a record with a forged signature, and keeps the honest records next to it', async () => {
    const { house, room, peer, posts } = await restored()
    const forged = { ...posts[1]!, bytes: posts[1]!.bytes.slice() }
    forged.bytes[forged.bytes.length - 1]! ^= 1
    await peer.carry(posts[0]!, forged, posts[2]!)
    expect(refusals(peer.results)).toEqual(['bad-signature'])
    expect(peer.closedWith).toBeNull()
    expect((await newcomer(house, room)).names).toEqual(namesOf([posts[0]!, posts[2]!]))
    expect(house.events).toContainEqual(expect.objectContaining({ how: 'carried-forgery', name: forged.name }))
    await peer.carry(posts[1]!)
    expect(peer.results.at(-1)).toEqual({ kind: 'acked', name: posts[1]!.name })
  })

  it('many forged erasures of one post, and finds them all in one round', async () => {
    const rounds = { count: 0, running: 0 }
    const house = new House({}, async (...args) => {
      if (rounds.running++ === 0) rounds.count++
      const right = await verifyNow(...args)
      rounds.running--
      return right
    })
    const [owner, author] = [await house.person('olga'), await house.person('milo')]
    const room = await house.room(owner)
    await author.act({ do: 'join', room })
    const document = segmentName(room, 1)
    const theirs = await author.hear(document)
    const post = author.device.post(room, 'stays')
    await theirs.write(post)
    const forged = Array.from({ length: 50 }, () => author.device.write(room, { kind: 'erase' }, post.name))
    for (const { bytes } of forged) bytes[bytes.length - 1]! ^= 1
    const peer = await owner.hear(document)
    rounds.count = 0
    await peer.carry(...forged)
    expect(refusals(peer.results)).toEqual(forged.map(() => 'bad-signature'))
    expect(rounds.count).toBe(1)
  })

  it('a record that was signed for another room', async () => {
    const { house, carrier, author, peer } = await restored()
    const elsewhere = await house.room(carrier)
    await peer.carry(author.device.post(elsewhere, 'said elsewhere'))
    expect(refusals(peer.results)).toEqual(['bad-signature'])
  })

  it('records that a stranger or a guest brings', async () => {
    const { house, room, document, posts } = await restored()
    const stranger = await house.person('stranger')
    const outside = await stranger.hear(document)
    await outside.carry(...posts)
    expect(refusals(outside.results)).toEqual(['not-a-member', 'not-a-member', 'not-a-member'])
    const guest = house.guest(document)
    await guest.carry(...posts)
    expect(guest.results).toEqual([])
    expect((await house.store.records.segment(room, 1)).rows).toBe(0)
  })

  it('records of an unregistered device, or of somebody who was never in the room', async () => {
    const { house, room, peer } = await restored()
    const stranger = await house.person('stranger')
    await peer.carry(new Device().post(room, 'nobody'), stranger.device.post(room, 'no member'))
    expect(refusals(peer.results)).toEqual(['no-such-user', 'not-a-member'])
  })

  it('a record that was erased', async () => {
    const { house, author, room, document, peer, posts } = await restored()
    await peer.carry(...posts)
    const theirs = await author.hear(document)
    await theirs.write(author.device.write(room, { kind: 'erase' }, posts[0]!.name))
    await peer.carry(posts[0]!)
    expect(refusals(peer.results)).toEqual(['erased'])
    expect((await newcomer(house, room)).names).not.toContain(posts[0]!.name)
  })

  it('R28: records of a banned member, or of somebody whose messages are being erased', async () => {
    for (const erase of [false, true]) {
      const { carrier, author, room, peer, posts } = await restored()
      await carrier.act({ do: 'ban', room, user: author.id, erase })
      await peer.carry(...posts)
      expect(refusals(peer.results)).toEqual(['banned', 'banned', 'banned'])
    }
    const { house, author, peer, posts } = await restored()
    await house.core.people.delete(author.id, { erase: true })
    await peer.carry(posts[0]!)
    expect(refusals(peer.results)).toEqual(['not-yours'])
  })

  it('P39: records that were erased with the ban of their author, as erased, so that the carrier drops them', async () => {
    const { house, carrier, author, room, peer, posts } = await restored()
    await peer.carry(posts[0]!)
    await carrier.act({ do: 'ban', room, user: author.id, erase: true })
    await house.clock.pass(eraseAfterMs + 60_000)
    await peer.carry(posts[0]!, posts[1]!)
    expect(refusals(peer.results)).toEqual(['erased', 'banned'])
  })

  it('R28: records of a removed member, whatever their time, until the member is back', async () => {
    const { house, carrier, author, room, peer, posts } = await restored()
    await house.clock.pass(60_000)
    await carrier.act({ do: 'remove', room, user: author.id })
    const time = house.clock.now() - 30_000
    const dated = author.device.write(room, { kind: 'post', text: 'through a friend' }, '', { time })
    await peer.carry(posts[0]!, dated)
    expect(refusals(peer.results)).toEqual(['not-a-member', 'not-a-member'])
    await author.act({ do: 'join', room })
    await peer.carry(posts[0]!)
    expect(peer.results.at(-1)).toEqual({ kind: 'acked', name: posts[0]!.name })
  })

  it('R28: records of a member whose ban was lifted, until the member is back', async () => {
    const { carrier, author, room, peer, posts } = await restored()
    await carrier.act({ do: 'ban', room, user: author.id, erase: false })
    await carrier.act({ do: 'unban', room, user: author.id })
    await peer.carry(posts[0]!)
    expect(refusals(peer.results)).toEqual(['not-a-member'])
    await author.act({ do: 'join', room })
    await peer.carry(posts[0]!)
    expect(peer.results.at(-1)).toEqual({ kind: 'acked', name: posts[0]!.name })
  })

  it('P61: a post that is newer than the start of the next segment, until it is sent to the head', async () => {
    const { carrier, author, room, posts } = await restored({ segmentRecords: 1 })
    const sealed = await carrier.hear(segmentName(room, 1))
    const [late, first, second, newer] = ['late', 'in the first', 'in the second', 'in the third'].map((text) =>
      author.device.post(room, text),
    )
    await (await author.hear(segmentName(room, 1))).write(first!)
    await (await author.hear(segmentName(room, 2))).write(second!)
    const edit = author.device.write(room, { kind: 'edit', text: 'better' }, first!.name)
    await sealed.carry(newer!, late!, edit, posts[0]!)
    expect(refusals(sealed.results)).toEqual(['segment-full'])
    const head = await carrier.hear(segmentName(room, 3))
    await head.carry(newer!)
    expect(head.results).toEqual([{ kind: 'acked', name: newer!.name }])
  })

  it('endless forgeries, with one line in the log per member a minute', async () => {
    const { house, author, room, document, peer } = await restored({ carriedBurst: 10_000 })
    const forgeries = () =>
      Array.from({ length: 20 }, () => {
        const forged = author.device.post(room, 'never said')
        forged.bytes[forged.bytes.length - 1]! ^= 1
        return forged
      })
    const lines = () => house.events.filter((event) => event.what === 'misbehaviour').length
    for (let turn = 0; turn < 5; turn++) await peer.carry(...forgeries())
    expect(refusals(peer.results)).toHaveLength(100)
    expect(lines()).toBe(1)
    const friend = await house.person('friend')
    await friend.act({ do: 'join', room })
    await (await friend.hear(document)).carry(...forgeries())
    expect(lines()).toBe(2)
    await house.clock.pass(60_000)
    await peer.carry(...forgeries())
    expect(lines()).toBe(3)
  })

  it('many records under one name, with only one line in the log', async () => {
    const { house, author, room, document } = await restored()
    const theirs = await author.hear(document)
    await theirs.write(author.device.post(room, 'first'))
    for (let turn = 0; turn < 5; turn++)
      await theirs.write(author.device.write(room, { kind: 'post', text: `${turn}` }, '', { seq: 4 }))
    expect(refusals(theirs.results)).toEqual(Array.from({ length: 5 }, () => 'name-used'))
    expect(house.events.filter((event) => event.what === 'misbehaviour')).toHaveLength(1)
  })

  it('R28: records of a member who left, except those from when they were in', async () => {
    const { house, author, room, peer, posts } = await restored()
    await house.clock.pass(60_000)
    await author.act({ do: 'leave', room })
    const after = author.device.write(room, { kind: 'post', text: 'after' }, '', { time: house.clock.now() + 1 })
    const before = author.device.write(room, { kind: 'post', text: 'before' }, '', {
      time: house.clock.now() - 3_600_000,
    })
    await peer.carry(posts[0]!, after, before)
    expect(refusals(peer.results)).toEqual(['not-a-member', 'not-a-member'])
    expect(peer.results).toContainEqual({ kind: 'acked', name: posts[0]!.name })
  })

  it("R29: records of a signed-out device, except older ones that the same user's other device brings", async () => {
    const { house, author, room, document, peer, posts } = await restored()
    await house.core.people.endDevice(author.id, author.device.idText)
    await peer.carry(posts[0]!)
    expect(refusals(peer.results)).toEqual(['not-yours'])
    const second = new Device()
    await house.core.people.putDevice(author.id, second.publicKey)
    const own = await new Resident(house, author.id, second).hear(document)
    const later = author.device.write(room, { kind: 'post', text: 'x' }, '', { time: house.clock.now() + 1_000 })
    await own.carry(posts[0]!, later)
    expect(own.results).toContainEqual({ kind: 'acked', name: posts[0]!.name })
    expect(refusals(own.results)).toEqual(['not-yours'])
  })

  it('records of an account that an admin ended, even if they are dated before the end', async () => {
    const { house, author, room, peer, posts } = await restored()
    await house.core.people.endAccess(author.id)
    await peer.carry(posts[0]!, author.device.post(room, 'through a helper'))
    expect(refusals(peer.results)).toEqual(['not-yours', 'not-yours'])
  })

  it("P40: a record of the carrier's own device, which must send it itself", async () => {
    const { carrier, room, peer } = await restored()
    await peer.carry(carrier.device.post(room, 'mine'))
    expect(refusals(peer.results)).toEqual(['not-allowed'])
  })

  it('a used name, a future time, an unknown kind, an edit of nothing and a pin by a member', async () => {
    const { house, author, room, peer, posts } = await restored()
    await peer.carry(posts[0]!)
    const twice = author.device.write(room, { kind: 'post', text: 'other' }, '', { seq: 1 })
    const early = author.device.write(room, { kind: 'post', text: 'x' }, '', {
      time: house.clock.now() + limits.aheadMs + 1,
      seq: 20,
    })
    const odd = author.device.write(room, { kind: 'post', text: 'x' }, '', { kind: 99, seq: 21 })
    const lost = author.device.write(room, { kind: 'edit', text: 'x' }, author.device.post(room, 'never sent').name)
    const pin = author.device.write(room, { kind: 'pin', on: true }, posts[0]!.name)
    await peer.carry(twice, early, odd, lost, pin)
    expect(refusals(peer.results)).toEqual(['name-used', 'too-early', 'bad-body', 'no-such-target', 'not-allowed'])
    expect(house.events.filter((event) => event.what === 'misbehaviour')).toEqual([])
  })

  it("P42: more than an account's budget on all its connections, until the budget is back", async () => {
    const { carrier, house, document, author, room, peer, posts } = await restored({
      carriedBurst: 2,
      carriedPerSecond: 1,
    })
    await peer.carry(...posts)
    expect(refusals(peer.results)).toEqual(['too-fast'])
    const other = await carrier.hear(document)
    await other.carry(posts[2]!)
    expect(refusals(other.results)).toEqual(['too-fast'])
    await house.clock.pass(1_000)
    await other.carry(posts[2]!)
    expect(other.results.at(-1)).toEqual({ kind: 'acked', name: posts[2]!.name })
    // A device's own records have a separate budget.
    const theirs = await author.hear(document)
    await theirs.write(author.device.post(room, 'own'))
    expect(theirs.results.at(-1)).toMatchObject({ kind: 'acked' })
  })

  it('records into a roster, which it ignores, or into an archived room', async () => {
    const { carrier, room, peer, posts } = await restored()
    const roster = await carrier.hear(rosterName(room))
    await roster.carry(...posts)
    expect(roster.results).toEqual([])
    expect(roster.closedWith).toBeNull()
    await carrier.act({ do: 'archive', room, on: true })
    await peer.carry(posts[0]!)
    expect(refusals(peer.results)).toEqual(['archived'])
  })
})
