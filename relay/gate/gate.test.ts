import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { writeMessage } from '../../shared/wire/messages.ts'
import { writePresence } from '../../shared/wire/presence.ts'
import { writeUpdate } from '../../shared/wire/update.ts'
import { Device } from '../../tests/world/device.ts'
import { stage } from '../../tests/world/gate-stage.ts'
import { settled } from '../../tests/world/house.ts'
import { UpdateWriter } from '../../tests/world/update-writer.ts'

describe('what is admitted', () => {
  it('keeps a record, acknowledges it to its writer and shows it to the others', async () => {
    const { ears, member, room } = await stage()
    const post = member.device.post(room, 'hello')
    await ears.member.write(post)
    expect(ears.member.results).toEqual([{ kind: 'acked', name: post.name }])
    expect(ears.owner.doc.getMap('log').get(post.name)).toEqual(post.bytes)
  })

  it('says acked again to a client that missed it and sends the record once more', async () => {
    const { ears, member, room } = await stage()
    const post = member.device.post(room, 'hello')
    const update = ears.member.pen.update(post)
    await ears.member.update(update)
    await ears.member.update(update)
    expect(ears.member.results).toEqual([
      { kind: 'acked', name: post.name },
      { kind: 'acked', name: post.name },
    ])
    expect(ears.owner.structs).toBe(1)
  })

  it('P33: admits an identical repeat under another clock, and readers hold one record', async () => {
    const { ears, member, room } = await stage()
    const post = member.device.post(room, 'twice')
    await ears.member.write(post)
    await ears.member.update(new UpdateWriter().update(post))
    expect(ears.member.results.map(({ kind }) => kind)).toEqual(['acked', 'acked'])
    expect(ears.owner.names).toEqual([post.name])
    expect(ears.owner.structs).toBe(2)
  })

  it('judges what two tabs wrote offline in the order in which it was written, whatever their Yjs clients', async () => {
    const { ears, member, room } = await stage()
    const post = member.device.post(room, 'hello')
    const edit = member.device.write(room, { kind: 'edit', text: 'hello there' }, post.name)
    const blocks = [
      { client: 2, clock: 0, structs: [edit] },
      { client: 1, clock: 0, structs: [post] },
    ]
    await ears.member.update(writeUpdate({ blocks, deleted: [] }))
    expect(ears.member.results).toEqual([post, edit].map(({ name }) => ({ kind: 'acked', name })))
    expect(ears.owner.names).toEqual([post.name, edit.name].sort())
  })

  it('takes a run that its author withdrew before it was sent', async () => {
    const { ears, member, room } = await stage()
    const post = member.device.post(room, 'after')
    await ears.member.update(ears.member.pen.structs({ empty: 3 }, post))
    expect(ears.owner.names).toEqual([post.name])
  })
})

describe('whose clocks these are', () => {
  it('P30: ignores a block above a gap, keeps nothing of it and asks for a full sync', async () => {
    const { ears, member, room, house } = await stage()
    const [first, second] = [member.device.post(room, 'one'), member.device.post(room, 'two')]
    await house.clock.pass(1_000)
    const asked = ears.member.asked
    const missing = ears.member.pen.update(first)
    const beyond = ears.member.pen.update(second)
    await ears.member.update(beyond)
    expect(ears.owner.names).toEqual([])
    expect(ears.member.asked).toBe(asked + 1)
    await ears.member.update(missing)
    await ears.member.update(beyond)
    expect(ears.owner.names).toEqual([first.name, second.name].sort())
  })

  it("P29: tells a device that its Yjs client id is another device's, and keeps nothing", async () => {
    const { ears, owner, member, room } = await stage()
    await ears.member.write(member.device.post(room, 'mine'))
    const squatter = new UpdateWriter()
    squatter.client = ears.member.pen.client
    squatter.clock = 1
    await ears.owner.update(squatter.update(owner.device.post(room, 'not mine')))
    expect(ears.owner.results).toEqual([{ kind: 'client-taken', client: squatter.client }])
    expect(ears.member.structs).toBe(0)
  })

  it('P29: binds a client id at presence, before its first record', async () => {
    const { ears, owner, room } = await stage()
    await ears.member.present(77, 1, {})
    const squatter = new UpdateWriter()
    squatter.client = 77
    await ears.owner.update(squatter.update(owner.device.post(room, 'mine now')))
    expect(ears.owner.results).toEqual([{ kind: 'client-taken', client: 77 }])
  })

  it('keeps an id that was shown in presence for whoever showed it, however many ids others go through', async () => {
    const { ears, owner, document } = await stage()
    await ears.member.present(77, 1, {})
    ears.member.connection.closed()
    for (let client = 1_000; client < 4_000; client++) {
      const update = writePresence([{ client, clock: 1, state: null }])
      ears.owner.connection.receive(writeMessage({ type: 'awareness', update }))
    }
    const other = await owner.hear(document)
    const squatter = new UpdateWriter()
    squatter.client = 77
    await other.update(squatter.structs({ empty: 1_000 }))
    expect(other.results).toEqual([{ kind: 'client-taken', client: 77 }])
    expect(ears.owner.structs).toBe(0)
  })

  it("tells who writes under another's id so, also below the clocks that the relay holds, and acknowledges nothing", async () => {
    const { ears, owner, member, room } = await stage()
    const squatter = new UpdateWriter()
    await ears.owner.update(squatter.structs({ empty: 3 }, owner.device.post(room, 'in your place')))
    const victim = new UpdateWriter()
    victim.client = squatter.client
    const posts = [member.device.post(room, 'one'), member.device.post(room, 'two')]
    await ears.member.update(victim.update(...posts))
    expect(ears.member.results).toEqual([{ kind: 'client-taken', client: victim.client }])
  })

  it("says so at the first presence under another's id as well, and not to the echoes of stock clients", async () => {
    const { ears, member, document } = await stage()
    const squatter = new UpdateWriter()
    await ears.owner.update(squatter.structs({ empty: 3 }))
    const victim = await member.hear(document)
    await victim.present(squatter.client, 1, {})
    expect(victim.results).toEqual([{ kind: 'client-taken', client: squatter.client }])
    await ears.member.present(5, 1, {})
    await ears.member.present(squatter.client, 1, {})
    expect(ears.member.results).toEqual([])
  })

  it('answers in silence what a client echoes of others below the clocks that the relay holds', async () => {
    const { ears, owner, member, room } = await stage()
    const pen = new UpdateWriter()
    const update = pen.update(owner.device.post(room, 'by olga'))
    await ears.owner.update(update)
    await ears.member.update(update)
    await ears.member.write(member.device.post(room, 'mine'))
    expect(ears.member.results).toHaveLength(1)
  })

  it('passes over in silence what another device has written', async () => {
    const { ears, owner, room } = await stage()
    await ears.member.update(new UpdateWriter().update(owner.device.post(room, 'never sent by olga')))
    expect(ears.member.results).toEqual([])
    expect(ears.member.closedWith).toBeNull()
    expect(ears.owner.structs).toBe(0)
  })

  it("P31: keeps what comes before another device's record under a client id of one's own, and no place of it or after", async () => {
    const { ears, member, owner, room } = await stage()
    const own = member.device.post(room, 'mine')
    await ears.member.write(own, owner.device.post(room, 'taken along'), member.device.post(room, 'after'))
    expect(ears.member.results).toEqual([{ kind: 'acked', name: own.name }])
    expect(ears.owner.structs).toBe(1)
    await ears.owner.sync()
    expect([...Y.decodeStateVector(Y.encodeStateVector(ears.owner.doc))]).toEqual([[ears.member.pen.client, 1]])
  })

  it('passes over in silence what a guest writes, and never closes for an update that brings nothing', async () => {
    const { house, member, room, document, ears } = await stage()
    const guest = house.guest(document)
    await guest.update(new UpdateWriter().update(member.device.post(room, 'by a guest')))
    await guest.say({ type: 'sync-step-2', update: Y.encodeStateAsUpdate(new Y.Doc()) })
    expect(guest.closedWith).toBeNull()
    expect(ears.owner.structs).toBe(0)
  })
})

describe('what ends the connection', () => {
  it('P26: closes 4400 for an update of another shape', async () => {
    const { ears } = await stage()
    const doc = new Y.Doc()
    doc.getText('log').insert(0, 'hello')
    await ears.member.update(Y.encodeStateAsUpdate(doc))
    expect(ears.member.closedWith).toBe(4400)
  })

  it('closes 4400 for a record under a name that is not its own, and keeps nothing of the update', async () => {
    const { ears, member, room } = await stage()
    const [one, two] = [member.device.post(room, 'one'), member.device.post(room, 'two')]
    await ears.member.update(ears.member.pen.update(one, { name: one.name, bytes: two.bytes }))
    expect(ears.member.closedWith).toBe(4400)
    expect(ears.owner.names).toEqual([])
  })

  it("closes 4400 for a signature that is not the device's, and keeps nothing of the update", async () => {
    const { ears, member, room } = await stage()
    const good = member.device.post(room, 'good')
    const bad = member.device.post(room, 'bad')
    bad.bytes[bad.bytes.length - 1]! ^= 1
    await ears.member.update(ears.member.pen.update(good, bad))
    expect(ears.member.closedWith).toBe(4400)
    expect(ears.owner.names).toEqual([])
  })

  it('takes what others sent in the same turn as a forged record', async () => {
    const { ears, member, owner, room } = await stage()
    const bad = member.device.post(room, 'bad')
    bad.bytes[bad.bytes.length - 1]! ^= 1
    const good = owner.device.post(room, 'good')
    await Promise.all([ears.member.write(bad), ears.owner.write(good)])
    expect(ears.owner.results).toEqual([{ kind: 'acked', name: good.name }])
  })

  it("takes out a record that a later one of its run had vouched for, and closes its device's connections", async () => {
    const { ears, member, room, house } = await stage()
    const bad = member.device.post(room, 'bad')
    bad.bytes[bad.bytes.length - 1]! ^= 1
    const good = member.device.post(room, 'good')
    await ears.member.update(ears.member.pen.update(bad, good))
    await settled()
    expect(ears.member.closedWith).toBe(4400)
    expect(ears.owner.names).toEqual([good.name])
    expect(house.events).toContainEqual(expect.objectContaining({ how: 'bad-signature', name: bad.name }))
  })
})

describe('who may', () => {
  it('R27: takes nothing of a removed member, whatever date it bears, and closes 4403', async () => {
    const { ears, member, owner, room } = await stage()
    const old = member.device.write(room, { kind: 'post', text: 'late' }, '', { time: 1 })
    const removal = owner.act({ do: 'remove', room, user: member.id })
    for (let turn = 0; turn < 8; turn++) await Promise.resolve() // the removal is queued but not done
    ears.member.connection.receive(writeMessage({ type: 'update', update: ears.member.pen.update(old) }))
    expect(ears.member.closedWith).toBeNull()
    await removal
    await settled()
    expect(ears.member.closedWith).toBe(4403)
    expect(ears.owner.names).toEqual([])
  })

  it("P47: takes nothing of a device that is not the user's", async () => {
    const { house, member, document, room, ears } = await stage()
    const stranger = new Device()
    const socket = { send: () => {}, close: () => {}, bufferedBytes: 0 }
    const connection = house.core.accept(socket, { session: 's', user: member.id, device: stranger.idText }, document)
    await settled()
    const update = new UpdateWriter().update(stranger.post(room, 'x'))
    connection.receive(writeMessage({ type: 'update', update }))
    await settled()
    expect(ears.owner.structs).toBe(0)
  })
})
