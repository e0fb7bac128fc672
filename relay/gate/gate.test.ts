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
    const { ears, member, room } = await stage()
    const post = member.device.post(room, 'hello')
    await ears.member.write(post)
    expect(ears.member.results).toEqual([{ kind: 'acked', name: post.name }])
    expect(ears.owner.doc.getMap('log').get(post.name)).toEqual(post.bytes)
  })

  it('acks again when a client missed it, and stores nothing twice', async () => {
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

  it('P33: accepts an identical copy under another clock, and readers see one record', async () => {
    const { ears, member, room } = await stage()
    const post = member.device.post(room, 'twice')
    await ears.member.write(post)
    await ears.member.update(new UpdateWriter().update(post))
    expect(ears.member.results.map(({ kind }) => kind)).toEqual(['acked', 'acked'])
    expect(ears.owner.names).toEqual([post.name])
    expect(ears.owner.structs).toBe(2)
  })

  it('judges what two tabs wrote offline in the order it was written, whatever their Yjs clients', async () => {
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

  it('accepts a run that its author withdrew before sending', async () => {
    const { ears, member, room } = await stage()
    const post = member.device.post(room, 'after')
    await ears.member.update(ears.member.pen.structs({ empty: 3 }, post))
    expect(ears.owner.names).toEqual([post.name])
  })
})

describe('which device a client id belongs to', () => {
  it('P30: ignores a block after a gap, keeps none of it and asks for a full sync', async () => {
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

  it('P29: tells a device that its Yjs client id belongs to another device, and keeps nothing', async () => {
    const { ears, owner, member, room } = await stage()
    await ears.member.write(member.device.post(room, 'mine'))
    const squatter = new UpdateWriter()
    squatter.client = ears.member.pen.client
    squatter.clock = 1
    await ears.owner.update(squatter.update(owner.device.post(room, 'not mine')))
    expect(ears.owner.results).toEqual([{ kind: 'client-taken', client: squatter.client }])
    expect(ears.member.structs).toBe(0)
  })

  it('P29: ties a client id to a device at its first presence, before its first record', async () => {
    const { ears, owner, room } = await stage()
    await ears.member.present(77, 1, {})
    const squatter = new UpdateWriter()
    squatter.client = 77
    await ears.owner.update(squatter.update(owner.device.post(room, 'mine now')))
    expect(ears.owner.results).toEqual([{ kind: 'client-taken', client: 77 }])
  })

  it('keeps a client id for the device that first showed it, however many ids others use', async () => {
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

  it("tells a device that writes under another's client id, even for known clocks, and acks nothing", async () => {
    const { ears, owner, member, room } = await stage()
    const squatter = new UpdateWriter()
    await ears.owner.update(squatter.structs({ empty: 3 }, owner.device.post(room, 'in your place')))
    const victim = new UpdateWriter()
    victim.client = squatter.client
    const posts = [member.device.post(room, 'one'), member.device.post(room, 'two')]
    await ears.member.update(victim.update(...posts))
    expect(ears.member.results).toEqual([{ kind: 'client-taken', client: victim.client }])
  })

  it('tells a device the same at its first presence, but not when a stock client echoes others', async () => {
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

  it('silently accepts what a client echoes of others for known clocks', async () => {
    const { ears, owner, member, room } = await stage()
    const pen = new UpdateWriter()
    const update = pen.update(owner.device.post(room, 'by olga'))
    await ears.owner.update(update)
    await ears.member.update(update)
    await ears.member.write(member.device.post(room, 'mine'))
    expect(ears.member.results).toHaveLength(1)
  })

  it('silently ignores records of another device', async () => {
    const { ears, owner, room } = await stage()
    await ears.member.update(new UpdateWriter().update(owner.device.post(room, 'never sent by olga')))
    expect(ears.member.results).toEqual([])
    expect(ears.member.closedWith).toBeNull()
    expect(ears.owner.structs).toBe(0)
  })

  it("P31: keeps a device's own records up to the first one of another device, and nothing after", async () => {
    const { ears, member, owner, room } = await stage()
    const own = member.device.post(room, 'mine')
    await ears.member.write(own, owner.device.post(room, 'taken along'), member.device.post(room, 'after'))
    expect(ears.member.results).toEqual([{ kind: 'acked', name: own.name }])
    expect(ears.owner.structs).toBe(1)
    await ears.owner.sync()
    expect([...Y.decodeStateVector(Y.encodeStateVector(ears.owner.doc))]).toEqual([[ears.member.pen.client, 1]])
  })

  it('silently ignores what a guest writes, and never closes for an empty update', async () => {
    const { house, member, room, document, ears } = await stage()
    const guest = house.guest(document)
    await guest.update(new UpdateWriter().update(member.device.post(room, 'by a guest')))
    await guest.say({ type: 'sync-step-2', update: Y.encodeStateAsUpdate(new Y.Doc()) })
    expect(guest.closedWith).toBeNull()
    expect(ears.owner.structs).toBe(0)
  })
})

describe('what ends the connection', () => {
  it('P26: closes with 4400 for an update of another shape', async () => {
    const { ears } = await stage()
    const doc = new Y.Doc()
    doc.getText('log').insert(0, 'hello')
    await ears.member.update(Y.encodeStateAsUpdate(doc))
    expect(ears.member.closedWith).toBe(4400)
  })

  it('closes with 4400 for a record under a wrong name, and keeps nothing of the update', async () => {
    const { ears, member, room } = await stage()
    const [one, two] = [member.device.post(room, 'one'), member.device.post(room, 'two')]
    await ears.member.update(ears.member.pen.update(one, { name: one.name, bytes: two.bytes }))
    expect(ears.member.closedWith).toBe(4400)
    expect(ears.owner.names).toEqual([])
  })

  it('closes with 4400 for a signature of another key, and keeps nothing of the update', async () => {
    const { ears, member, room } = await stage()
    const good = member.device.post(room, 'good')
    const bad = member.device.post(room, 'bad')
    bad.bytes[bad.bytes.length - 1]! ^= 1
    await ears.member.update(ears.member.pen.update(good, bad))
    expect(ears.member.closedWith).toBe(4400)
    expect(ears.owner.names).toEqual([])
  })

  it('accepts what others sent in the same turn as a forged record', async () => {
    const { ears, member, owner, room } = await stage()
    const bad = member.device.post(room, 'bad')
    bad.bytes[bad.bytes.length - 1]! ^= 1
    const good = owner.device.post(room, 'good')
    await Promise.all([ears.member.write(bad), ears.owner.write(good)])
    expect(ears.owner.results).toEqual([{ kind: 'acked', name: good.name }])
  })

  it("removes a forged record even if a later one of its run was valid, and closes the device's connections", async () => {
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

describe('who can write', () => {
  it('R27: accepts nothing from a removed member, whatever its date, and closes with 4403', async () => {
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

  it("P47: accepts nothing from a device that isn't the user's", async () => {
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
