import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { limits } from '../../shared/record/limits.ts'
import { homeName, rosterName, segmentName, selfName } from '../../shared/wire/documents.ts'
import { writeMessage } from '../../shared/wire/messages.ts'
import { writeStateVector } from '../../shared/wire/update.ts'
import type { Signed } from '../../tests/world/device.ts'
import { House, MemoryClient, type Resident, settled } from '../../tests/world/house.ts'
import { UpdateWriter } from '../../tests/world/update-writer.ts'
import { Intake } from '../room/intake.ts'
import { pageRows } from '../store/slices.ts'
import { peerLimits } from './peer.ts'

const stage = async (visibility: 'public' | 'private' = 'public') => {
  const house = new House({
    recordsBurst: 100_000,
    segmentCap: 100_000,
    segmentTotal: 100_000,
    segmentRecords: 100_000,
  })
  const owner = await house.person('olga')
  const room = await house.room(owner, visibility)
  return { house, owner, room, document: segmentName(room, 1) }
}

const moreThanOnePart = (owner: Resident, room: string): Signed[] => {
  const text = 'x'.repeat(8_000)
  return Array.from({ length: pageRows + 10 }, () => owner.device.post(room, text))
}

describe('sync', () => {
  it('P34 P35: asks the client for what the relay lacks, using the clocks that are on disk', async () => {
    const { owner, room, document } = await stage()
    const first = await owner.hear(document)
    await first.write(owner.device.post(room, 'hello'))
    const second = await owner.hear(document)
    const asked = second.heard.find(({ type }) => type === 'sync-step-1')
    expect(asked?.type === 'sync-step-1' && Y.decodeStateVector(asked.stateVector).get(first.updateWriter.client)).toBe(
      1,
    )
  })

  it('P30: acknowledges again what a client offers again, since an acknowledgement can be lost with its channel', async () => {
    const { owner, room, document, house } = await stage()
    const lost = await owner.hear(document)
    const update = lost.updateWriter.update(owner.device.post(room, 'hello'))
    const again = await owner.hear(document)
    const asked = again.asked
    await lost.say({ type: 'update', update })
    await again.say({ type: 'update', update })
    await house.clock.pass(1_000)
    expect(again.asked).toBe(asked + 1)
    const question = again.heard.findLast(({ type }) => type === 'sync-step-1')
    expect(
      question?.type === 'sync-step-1' && Y.decodeStateVector(question.stateVector).get(lost.updateWriter.client),
    ).toBe(1)
  })

  it('sends a client only what it lacks', async () => {
    const { owner, room, document, house } = await stage()
    const writer = await owner.hear(document)
    await writer.write(owner.device.post(room, 'one'), owner.device.post(room, 'two'))
    const reader = await owner.hear(document)
    expect(reader.names).toEqual(writer.names)
    const before = reader.structs
    await house.clock.pass(2_000)
    await reader.sync()
    expect(reader.structs).toBe(before)
  })

  it('splits a large answer, and sends sync step 2 last, with all deletions', async () => {
    const { owner, room, document } = await stage()
    const writer = await owner.hear(document)
    const posts = moreThanOnePart(owner, room)
    await writer.say({ type: 'sync-step-2', update: writer.updateWriter.update(...posts) })
    for (let turn = 0; turn < 20; turn++) await settled()
    await writer.write(owner.device.write(room, { kind: 'erase' }, posts[0]!.name))
    const reader = await owner.hear(document)
    const types = reader.heard.map(({ type }) => type).filter((type) => type === 'update' || type === 'sync-step-2')
    expect(types).toEqual(['update', 'update', 'sync-step-2'])
    expect(reader.names).toHaveLength(posts.length)
    expect(reader.names).not.toContain(posts[0]!.name)
  })

  it('looks in the segment only for Yjs client ids that it has', async () => {
    const { owner, room, document, house } = await stage()
    const writer = await owner.hear(document)
    await writer.write(owner.device.post(room, 'hello'))
    await house.clock.pass(2_000)
    const page = vi.spyOn(house.store.records, 'page')
    const made = Array.from({ length: 1_000 }, (_, client): [number, number] => [client, 9])
    const stateVector = writeStateVector(new Map([[writer.updateWriter.client, 1], ...made]))
    await writer.say({ type: 'sync-step-1', stateVector })
    expect(page.mock.calls.map(([, , from]) => [...from])).toEqual([[[writer.updateWriter.client, 1]]])
  })

  it('answers one full sync a second, and of the waiting requests only the newest', async () => {
    const { owner, document, house } = await stage()
    const peer = await owner.hear(document)
    for (let n = 0; n < 10; n++) await peer.sync()
    const answers = () => peer.heard.filter(({ type }) => type === 'sync-step-2').length
    expect(answers()).toBe(1)
    await house.clock.pass(1_000)
    expect(answers()).toBe(2)
    await house.clock.pass(5_000)
    expect(answers()).toBe(2)
  })

  it('tells when a post came late, at once and after a sync', async () => {
    const { owner, room, document, house } = await stage()
    const writer = await owner.hear(document)
    const reader = await owner.hear(document)
    const late = owner.device.write(room, { kind: 'post', text: 'x' }, '', {
      time: house.clock.now() - limits.lateMs - 1,
    })
    await writer.write(late)
    const mark = { kind: 'late', name: late.name, at: house.clock.now() }
    expect(reader.results).toContainEqual(mark)
    expect((await owner.hear(document)).results).toContainEqual(mark)
  })

  it('P12: shows rosters and homes, and ignores what clients write there', async () => {
    const { owner, room } = await stage()
    const roster = await owner.hear(rosterName(room))
    const home = await owner.hear(homeName(owner.id))
    const foreign = new Y.Doc()
    foreign.getMap('roster').set('name', 'mine now')
    await roster.update(Y.encodeStateAsUpdate(foreign))
    await owner.act({ do: 'change', room, name: 'renamed' })
    expect(roster.closedWith).toBeNull()
    expect(roster.doc.getMap('roster').get('name')).toBe('renamed')
    expect(home.doc.getMap('roster').get(`room/${room}`)).toMatchObject({ name: 'renamed', role: 'owner' })
  })
})

describe('who can open what', () => {
  it("lets a guest read a public room, and keeps everybody out of other people's homes", async () => {
    const { house, owner, room, document } = await stage()
    const other = await house.person('stan')
    const guest = house.guest(document)
    await guest.sync()
    expect(guest.heard.some(({ type }) => type === 'sync-step-2')).toBe(true)
    expect((await other.hear(homeName(owner.id))).closedWith).toBe(4403)
    expect((await other.hear(selfName(owner.id, 1))).closedWith).toBe(4403)
    expect((await owner.hear(selfName(owner.id, 1))).closedWith).toBeNull()
    expect((await owner.hear(rosterName(room))).closedWith).toBeNull()
  })

  it("P59: closes with 4403 for a stranger to a private room, and with 4404 for what doesn't exist", async () => {
    const { house, owner, document } = await stage('private')
    expect((await (await house.person('stan')).hear(document)).closedWith).toBe(4403)
    for (const name of ['room/nothing', rosterName('A'.repeat(22)), document.replace(/1$/, '2'), 'room/../x', ''])
      expect((await owner.hear(name)).closedWith).toBe(4404)
  })

  it('closes the sockets of guests when a room becomes private', async () => {
    const { house, owner, room, document } = await stage()
    const guest = house.guest(document)
    const member = await owner.hear(document)
    await guest.sync()
    await owner.act({ do: 'change', room, visibility: 'private' })
    expect(guest.closedWith).toBe(4403)
    expect(member.closedWith).toBeNull()
  })

  it('closes the sockets of a session or user that ends', async () => {
    const { house, owner, document } = await stage()
    const peer = await owner.hear(document)
    house.core.endSession(`session of ${owner.id}`)
    expect(peer.closedWith).toBe(4401)
    const again = await owner.hear(document)
    house.core.endUser(owner.id)
    expect(again.closedWith).toBe(4401)
  })
})

describe('slow and silent peers', () => {
  it('stops sending to a slow reader, and sends what is missing once it has caught up', async () => {
    const { owner, room, document, house } = await stage()
    const writer = await owner.hear(document)
    const slow = await owner.hear(document)
    slow.bufferedBytes = peerLimits.blockedBytes + 1
    const frames = slow.heard.length
    for (const text of ['one', 'two', 'three']) await writer.write(owner.device.post(room, text))
    expect(slow.heard).toHaveLength(frames)
    slow.bufferedBytes = 0
    await house.clock.pass(1_000)
    expect(slow.names).toEqual(writer.names)
  })

  it('P34: acknowledges to a slow reader only after sending it the deletions of what was refused', async () => {
    const { owner, room, document, house } = await stage()
    const slow = await owner.hear(document)
    await house.clock.pass(2_000)
    slow.bufferedBytes = peerLimits.blockedBytes + 1
    const refused = owner.device.write(room, { kind: 'post', text: 'x' }, '', { kind: 99 })
    await slow.write(refused)
    const frames = slow.heard.length
    slow.bufferedBytes = 0
    await house.clock.pass(2_000)
    expect(slow.heard.slice(frames).map(({ type }) => type)).toEqual(['update', 'update', 'sync-step-1'])
    expect(slow.names).toEqual([])
  })

  it('continues a large answer where a slow reader stopped', async () => {
    const { owner, room, document, house } = await stage()
    const writer = await owner.hear(document)
    const posts = moreThanOnePart(owner, room)
    await writer.say({ type: 'sync-step-2', update: writer.updateWriter.update(...posts) })
    for (let turn = 0; turn < 20; turn++) await settled()
    const slow = await owner.hear(document)
    slow.doc.destroy()
    const reader = await owner.hear(document)
    const structs = reader.structs
    await house.clock.pass(2_000)
    reader.bufferedBytes = peerLimits.blockedBytes + 1
    await reader.say({ type: 'sync-step-1', stateVector: new Uint8Array([0]) })
    expect(reader.structs).toBe(structs)
    reader.bufferedBytes = 0
    await house.clock.pass(2_000)
    expect(reader.structs).toBe(structs * 2)
  })

  it('a question that comes after the line is blocked is answered from what it asks, not from what was missed before it', async () => {
    const { house, owner, room, document } = await stage()
    const writer = await owner.hear(document)
    await writer.write(owner.device.post(room, 'one'))
    const slow = new MemoryClient(house, { session: null, user: owner.id, device: owner.device.idText }, document)
    await settled()
    slow.bufferedBytes = peerLimits.blockedBytes + 1
    await writer.write(owner.device.post(room, 'two'))
    await slow.sync()
    slow.bufferedBytes = 0
    await house.clock.pass(2_000)
    expect(slow.names).toEqual(writer.names)
    expect(slow.heard.filter(({ type }) => type === 'sync-step-2')).toHaveLength(1)
  })

  it("reads nothing from the store for a peer that can't be written to", async () => {
    const { owner, document, house } = await stage()
    const slow = await owner.hear(document)
    await house.clock.pass(2_000)
    slow.bufferedBytes = peerLimits.blockedBytes + 1
    const page = vi.spyOn(house.store.records, 'page')
    for (let second = 0; second < 5; second++) {
      await slow.sync()
      await house.clock.pass(1_000)
    }
    expect(page).not.toHaveBeenCalled()
    slow.bufferedBytes = 0
    await house.clock.pass(1_000)
    expect(page).toHaveBeenCalled()
  })

  it('closes with 4500 if a peer reads nothing for a minute', async () => {
    const { owner, room, document, house } = await stage()
    const writer = await owner.hear(document)
    const slow = await owner.hear(document)
    slow.bufferedBytes = peerLimits.blockedBytes + 1
    await writer.write(owner.device.post(room, 'hello'))
    await house.clock.pass(peerLimits.slowReaderMs + 1_000)
    expect(slow.closedWith).toBe(4500)
    expect(writer.closedWith).toBeNull()
  })

  it('closes with 4408 if a peer says nothing after the upgrade', async () => {
    const { house, document } = await stage()
    const guest = house.guest(document)
    await house.clock.pass(peerLimits.firstFrameMs + peerLimits.graceMs)
    expect(guest.closedWith).toBe(4408)
  })

  it('sends a sign of life on a silent connection before a stock client gives up', async () => {
    const { owner, document, house } = await stage()
    const peer = await owner.hear(document)
    const frames = peer.heard.length
    await house.clock.pass(61_000)
    expect(peer.heard.length - frames).toBe(3)
    expect(peer.presence).toEqual([])
  })

  it('accepts a live update of a megabyte, as when somebody pastes a lot', async () => {
    const { owner, room, document } = await stage()
    const peer = await owner.hear(document)
    const posts = moreThanOnePart(owner, room)
    await peer.write(...posts)
    for (let turn = 0; turn < 20; turn++) await settled()
    expect(peer.results).toHaveLength(posts.length)
    expect(peer.closedWith).toBeNull()
  })

  it('keeps everything that a client writes before its document is open', async () => {
    const { house, owner, room, document } = await stage()
    const who = { session: null, user: owner.id, device: owner.device.idText }
    const peer = new MemoryClient(house, who, document)
    for (let n = 0; n < 200; n++) {
      const update = peer.updateWriter.update(owner.device.post(room, `post ${n}`))
      Y.applyUpdate(peer.doc, update)
      peer.connection.receive(writeMessage({ type: 'update', update }))
    }
    await settled()
    await house.clock.pass(2_000)
    const held = Y.encodeStateAsUpdate(peer.doc)
    await peer.say({ type: 'sync-step-2', update: held })
    expect(peer.closedWith).toBeNull()
    expect((await owner.hear(document)).names).toHaveLength(200)
  })

  it('limits what waits for one connection, and asks for the rest afterwards', async () => {
    const { house, owner, room, document } = await stage()
    const peer = await owner.hear(document)
    const reader = await owner.hear(document)
    await house.clock.pass(2_000)
    const asked = peer.asked
    const posts = moreThanOnePart(owner, room)
    const updates = Array.from({ length: 40 }, () => Object.assign(new UpdateWriter(), { client: 7 }).update(...posts))
    const taken = vi.spyOn(Intake.prototype, 'put')
    for (const update of updates) peer.connection.receive(writeMessage({ type: 'sync-step-2', update }))
    expect(taken.mock.results.filter(({ value }) => value === true)).toHaveLength(3)
    taken.mockRestore()
    for (let turn = 0; turn < 20; turn++) await settled()
    await house.clock.pass(2_000)
    expect(peer.closedWith).toBeNull()
    expect(peer.asked).toBeGreaterThan(asked)
    expect(reader.names).toHaveLength(posts.length)
  })

  it('closes with 4400 on messages that no client sends', async () => {
    const { owner, document } = await stage()
    for (const bytes of [[], [9], [0, 9], [100, 0], [0, 0, 1, 0xff], [1, 3, 1, 2, 3]]) {
      const peer = await owner.hear(document)
      peer.connection.receive(Uint8Array.from(bytes))
      await settled()
      expect(peer.closedWith).toBe(4400)
    }
  })
})

describe('acts', () => {
  it('P50: gives the same key the same answer, and does the act only once', async () => {
    const { house } = await stage()
    const milo = await house.person('milo')
    const act = { do: 'make', room: `${'B'.repeat(21)}A`, name: 'tea', topic: '', visibility: 'public' } as const
    const answers = await Promise.all([milo.act(act, 'key'), milo.act(act, 'key')])
    expect(answers[0]).toEqual({ result: { room: act.room, name: 'tea' } })
    expect(answers[1]).toEqual(answers[0])
    expect(await house.store.rooms.of(milo.id)).toHaveLength(1)
  })

  it('refuses what the rules refuse', async () => {
    const { house, room } = await stage('private')
    const stan = await house.person('stan')
    expect(await stan.act({ do: 'join', room })).toEqual({ error: 'private' })
  })
})

describe('stopping', () => {
  it('closes all with 1012, and resolves when everything accepted is on disk', async () => {
    const { house, owner, room, document } = await stage()
    const peer = await owner.hear(document)
    const post = owner.device.post(room, 'last words')
    const written = peer.write(post)
    await house.core.stop()
    expect(peer.closedWith).toBe(1012)
    expect(await house.store.records.byName(room, owner.device.idText, 1)).not.toBeNull()
    expect((await owner.hear(document)).closedWith).toBe(1012)
    await written
  })
})
