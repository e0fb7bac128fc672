import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { writeMessage } from '../../shared/wire/messages.ts'
import { writePresence } from '../../shared/wire/presence.ts'
import { writeUpdate } from '../../shared/wire/update.ts'
import { Device } from '../../tests/world/device.ts'
import { stage } from '../../tests/world/gate-stage.ts'
import { settled } from '../../tests/world/house.ts'
import { UpdateWriter } from '../../tests/world/update-writer.ts'

describe('accepting records', () => {
  it('keeps a record, acknowledges it to its writer and shows it to the others', async () => {
    const { peers, member, room } = await stage()
    const post = member.device.post(room, 'hello')
    await peers.member.write(post)
    expect(peers.member.results).toEqual([{ kind: 'acked', name: post.name }])
    expect(peers.owner.doc.getMap('log').get(post.name)).toEqual(post.bytes)
  })

  it('acks again when a client missed it, and stores nothing twice', async () => {
    const { peers, member, room } = await stage()
    const post = member.device.post(room, 'hello')
    const update = peers.member.updateWriter.update(post)
    await peers.member.update(update)
    await peers.member.update(update)
    expect(peers.member.results).toEqual([
      { kind: 'acked', name: post.name },
      { kind: 'acked', name: post.name },
    ])
    expect(peers.owner.structs).toBe(1)
  })

  it('P33: accepts an identical copy under another clock, and readers see one record', async () => {
    const { peers, member, room } = await stage()
    const post = member.device.post(room, 'twice')
    await peers.member.write(post)
    await peers.member.update(new UpdateWriter().update(post))
    expect(peers.member.results.map(({ kind }) => kind)).toEqual(['acked', 'acked'])
    expect(peers.owner.names).toEqual([post.name])
    expect(peers.owner.structs).toBe(2)
  })

  it('judges what two tabs wrote offline in the order it was written, whatever their Yjs clients', async () => {
    const { peers, member, room } = await stage()
    const post = member.device.post(room, 'hello')
    const edit = member.device.write(room, { kind: 'edit', text: 'hello there' }, post.name)
    const blocks = [
      { client: 2, clock: 0, structs: [edit] },
      { client: 1, clock: 0, structs: [post] },
    ]
    await peers.member.update(writeUpdate({ blocks, deleted: [] }))
    expect(peers.member.results).toEqual([post, edit].map(({ name }) => ({ kind: 'acked', name })))
    expect(peers.owner.names).toEqual([post.name, edit.name].sort())
  })

  it('accepts a run that its author withdrew before sending', async () => {
    const { peers, member, room } = await stage()
    const post = member.device.post(room, 'after')
    await peers.member.update(peers.member.updateWriter.structs({ empty: 3 }, post))
    expect(peers.owner.names).toEqual([post.name])
  })
})

describe('which device a client id belongs to', () => {
  it('P30: ignores a block after a gap, keeps none of it and asks for a full sync', async () => {
    const { peers, member, room, house } = await stage()
    const [first, second] = [member.device.post(room, 'one'), member.device.post(room, 'two')]
    await house.clock.pass(1_000)
    const asked = peers.member.asked
    const missing = peers.member.updateWriter.update(first)
    const beyond = peers.member.updateWriter.update(second)
    await peers.member.update(beyond)
    expect(peers.owner.names).toEqual([])
    expect(peers.member.asked).toBe(asked + 1)
    await peers.member.update(missing)
    await peers.member.update(beyond)
    expect(peers.owner.names).toEqual([first.name, second.name].sort())
  })

  it('P29: tells a device that its Yjs client id belongs to another device, and keeps nothing', async () => {
    const { peers, owner, member, room } = await stage()
    await peers.member.write(member.device.post(room, 'mine'))
    const squatter = new UpdateWriter()
    squatter.client = peers.member.updateWriter.client
    squatter.clock = 1
    await peers.owner.update(squatter.update(owner.device.post(room, 'not mine')))
    expect(peers.owner.results).toEqual([{ kind: 'client-taken', client: squatter.client }])
    expect(peers.member.structs).toBe(0)
  })

  it('P29: ties a client id to a device at its first presence, before its first record', async () => {
    const { peers, owner, room } = await stage()
    await peers.member.present(77, 1, {})
    const squatter = new UpdateWriter()
    squatter.client = 77
    await peers.owner.update(squatter.update(owner.device.post(room, 'mine now')))
    expect(peers.owner.results).toEqual([{ kind: 'client-taken', client: 77 }])
  })

  it('keeps a client id for the device that first showed it, however many ids others use', async () => {
    const { peers, owner, document } = await stage()
    await peers.member.present(77, 1, {})
    peers.member.connection.closed()
    for (let client = 1_000; client < 4_000; client++) {
      const update = writePresence([{ client, clock: 1, state: null }])
      peers.owner.connection.receive(writeMessage({ type: 'awareness', update }))
    }
    const other = await owner.hear(document)
    const squatter = new UpdateWriter()
    squatter.client = 77
    await other.update(squatter.structs({ empty: 1_000 }))
    expect(other.results).toEqual([{ kind: 'client-taken', client: 77 }])
    expect(peers.owner.structs).toBe(0)
  })

  it("tells a device that writes under another's client id, even for known clocks, and acks nothing", async () => {
    const { peers, owner, member, room } = await stage()
    const squatter = new UpdateWriter()
    await peers.owner.update(squatter.structs({ empty: 3 }, owner.device.post(room, 'in your place')))
    const victim = new UpdateWriter()
    victim.client = squatter.client
    const posts = [member.device.post(room, 'one'), member.device.post(room, 'two')]
    await peers.member.update(victim.update(...posts))
    expect(peers.member.results).toEqual([{ kind: 'client-taken', client: victim.client }])
  })

  it('tells a device the same at its first presence, but not when a stock client echoes others', async () => {
    const { peers, member, document } = await stage()
    const squatter = new UpdateWriter()
    await peers.owner.update(squatter.structs({ empty: 3 }))
    const victim = await member.hear(document)
    await victim.present(squatter.client, 1, {})
    expect(victim.results).toEqual([{ kind: 'client-taken', client: squatter.client }])
    await peers.member.present(5, 1, {})
    await peers.member.present(squatter.client, 1, {})
    expect(peers.member.results).toEqual([])
  })

  it('silently accepts what a client echoes of others for known clocks', async () => {
    const { peers, owner, member, room } = await stage()
    const writer = new UpdateWriter()
    const update = writer.update(owner.device.post(room, 'by olga'))
    await peers.owner.update(update)
    await peers.member.update(update)
    await peers.member.write(member.device.post(room, 'mine'))
    expect(peers.member.results).toHaveLength(1)
  })

  it('silently ignores records of another device', async () => {
    const { peers, owner, room } = await stage()
    await peers.member.update(new UpdateWriter().update(owner.device.post(room, 'never sent by olga')))
    expect(peers.member.results).toEqual([])
    expect(peers.member.closedWith).toBeNull()
    expect(peers.owner.structs).toBe(0)
  })

  it("P31: keeps a device's own records up to the first one of another device, and nothing after", async () => {
    const { peers, member, owner, room } = await stage()
    const own = member.device.post(room, 'mine')
    await peers.member.write(own, owner.device.post(room, 'taken along'), member.device.post(room, 'after'))
    expect(peers.member.results).toEqual([{ kind: 'acked', name: own.name }])
    expect(peers.owner.structs).toBe(1)
    await peers.owner.sync()
    expect([...Y.decodeStateVector(Y.encodeStateVector(peers.owner.doc))]).toEqual([
      [peers.member.updateWriter.client, 1],
    ])
  })

  it('silently ignores what a guest writes, and never closes for an empty update', async () => {
    const { house, member, room, document, peers } = await stage()
    const guest = house.guest(document)
    await guest.update(new UpdateWriter().update(member.device.post(room, 'by a guest')))
    await guest.say({ type: 'sync-step-2', update: Y.encodeStateAsUpdate(new Y.Doc()) })
    expect(guest.closedWith).toBeNull()
    expect(peers.owner.structs).toBe(0)
  })
})

describe('what ends the connection', () => {
  it('P26: closes with 4400 for an update of another shape', async () => {
    const { peers } = await stage()
    const doc = new Y.Doc()
    doc.getText('log').insert(0, 'hello')
    await peers.member.update(Y.encodeStateAsUpdate(doc))
    expect(peers.member.closedWith).toBe(4400)
  })

  it('closes with 4400 for a record under a wrong name, and keeps nothing of the update', async () => {
    const { peers, member, room } = await stage()
    const [one, two] = [member.device.post(room, 'one'), member.device.post(room, 'two')]
    await peers.member.update(peers.member.updateWriter.update(one, { name: one.name, bytes: two.bytes }))
    expect(peers.member.closedWith).toBe(4400)
    expect(peers.owner.names).toEqual([])
  })

  it('closes with 4400 for a signature of another key, and keeps nothing of the update', async () => {
    const { peers, member, room } = await stage()
    const good = member.device.post(room, 'good')
    const bad = member.device.post(room, 'bad')
    bad.bytes[bad.bytes.length - 1]! ^= 1
    await peers.member.update(peers.member.updateWriter.update(good, bad))
    expect(peers.member.closedWith).toBe(4400)
    expect(peers.owner.names).toEqual([])
  })

  it('accepts what others sent in the same turn as a forged record', async () => {
    const { peers, member, owner, room } = await stage()
    const bad = member.device.post(room, 'bad')
    bad.bytes[bad.bytes.length - 1]! ^= 1
    const good = owner.device.post(room, 'good')
    await Promise.all([peers.member.write(bad), peers.owner.write(good)])
    expect(peers.owner.results).toEqual([{ kind: 'acked', name: good.name }])
  })

  it("removes a forged record even if a later one of its run was valid, and closes the device's connections", async () => {
    const { peers, member, room, house } = await stage()
    const bad = member.device.post(room, 'bad')
    bad.bytes[bad.bytes.length - 1]! ^= 1
    const good = member.device.post(room, 'good')
    await peers.member.update(peers.member.updateWriter.update(bad, good))
    await settled()
    expect(peers.member.closedWith).toBe(4400)
    expect(peers.owner.names).toEqual([good.name])
    expect(house.events).toContainEqual(expect.objectContaining({ how: 'bad-signature', name: bad.name }))
  })
})

describe('who can write', () => {
  it('R27: accepts nothing from a removed member, whatever its date, and closes with 4403', async () => {
    const { peers, member, owner, room } = await stage()
    const old = member.device.write(room, { kind: 'post', text: 'late' }, '', { time: 1 })
    const removal = owner.act({ do: 'remove', room, user: member.id })
    for (let turn = 0; turn < 8; turn++) await Promise.resolve() // the removal is queued but not done
    peers.member.connection.receive(writeMessage({ type: 'update', update: peers.member.updateWriter.update(old) }))
    expect(peers.member.closedWith).toBeNull()
    await removal
    await settled()
    expect(peers.member.closedWith).toBe(4403)
    expect(peers.owner.names).toEqual([])
  })

  it("P47: accepts nothing from a device that isn't the user's", async () => {
    const { house, member, document, room, peers } = await stage()
    const stranger = new Device()
    const socket = { send: () => {}, close: () => {}, bufferedBytes: 0 }
    const connection = house.core.accept(socket, { session: 's', user: member.id, device: stranger.idText }, document)
    await settled()
    const update = new UpdateWriter().update(stranger.post(room, 'x'))
    connection.receive(writeMessage({ type: 'update', update }))
    await settled()
    expect(peers.owner.structs).toBe(0)
  })
})
