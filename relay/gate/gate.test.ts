import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { limits } from '../../shared/record/limits.ts'
import { rosterName, segmentName, selfName } from '../../shared/wire/documents.ts'
import { writeMessage } from '../../shared/wire/messages.ts'
import { writeUpdate } from '../../shared/wire/update.ts'
import { Device } from '../../tests/world/device.ts'
import { House, settled } from '../../tests/world/house.ts'
import { Pen } from '../../tests/world/pen.ts'

const stage = async (relayLimits = {}) => {
  const house = new House(relayLimits)
  const owner = await house.person('olga')
  const member = await house.person('milo')
  const room = await house.room(owner)
  await member.act({ do: 'join', room })
  const document = segmentName(room, 1)
  return {
    house,
    owner,
    member,
    room,
    document,
    ears: { owner: await owner.hear(document), member: await member.hear(document) },
  }
}

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

  it('admits an identical repeat under another clock, and readers hold one record', async () => {
    const { ears, member, room } = await stage()
    const post = member.device.post(room, 'twice')
    await ears.member.write(post)
    await ears.member.update(new Pen().update(post))
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
  it('ignores a block above a gap, keeps nothing of it and asks for a full sync', async () => {
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

  it("tells a device that its Yjs client id is another device's, and keeps nothing", async () => {
    const { ears, owner, member, room } = await stage()
    await ears.member.write(member.device.post(room, 'mine'))
    const squatter = new Pen()
    squatter.client = ears.member.pen.client
    squatter.clock = 1
    await ears.owner.update(squatter.update(owner.device.post(room, 'not mine')))
    expect(ears.owner.results).toEqual([{ kind: 'client-taken', client: squatter.client }])
    expect(ears.member.structs).toBe(0)
  })

  it('binds a client id at presence, before its first record', async () => {
    const { ears, owner, room } = await stage()
    await ears.member.present(77, 1, {})
    const squatter = new Pen()
    squatter.client = 77
    await ears.owner.update(squatter.update(owner.device.post(room, 'mine now')))
    expect(ears.owner.results).toEqual([{ kind: 'client-taken', client: 77 }])
  })

  it('passes over in silence what another device has written', async () => {
    const { ears, owner, room } = await stage()
    await ears.member.update(new Pen().update(owner.device.post(room, 'never sent by olga')))
    expect(ears.member.results).toEqual([])
    expect(ears.member.closedWith).toBeNull()
    expect(ears.owner.structs).toBe(0)
  })

  it('passes over in silence what a guest writes, and never closes for an update that brings nothing', async () => {
    const { house, member, room, document, ears } = await stage()
    const guest = house.guest(document)
    await guest.update(new Pen().update(member.device.post(room, 'by a guest')))
    await guest.say({ type: 'sync-step-2', update: Y.encodeStateAsUpdate(new Y.Doc()) })
    expect(guest.closedWith).toBeNull()
    expect(ears.owner.structs).toBe(0)
  })
})

describe('what ends the connection', () => {
  it('closes 4400 for an update of another shape', async () => {
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

describe('what is refused', () => {
  const refused = async (
    code: string,
    write: (scene: Awaited<ReturnType<typeof stage>>) => Promise<{ name: string; bytes: Uint8Array }>,
  ) => {
    const scene = await stage()
    const { ears, member, room } = scene
    const wrong = await write(scene)
    const after = member.device.post(room, 'after')
    await ears.member.write(wrong, after)
    expect(ears.member.results).toContainEqual({ kind: 'refused', name: wrong.name, code })
    expect(ears.member.results).toContainEqual({ kind: 'acked', name: after.name })
    await scene.house.clock.pass(2_000)
    await ears.owner.sync()
    expect(ears.member.names.filter((name) => name !== after.name)).toEqual(
      ears.owner.names.filter((name) => name !== after.name),
    )
    expect(ears.member.names).not.toContain(wrong.name)
    expect(ears.member.names).toContain(after.name)
    expect(Y.encodeStateVector(ears.owner.doc)).toEqual(Y.encodeStateVector(ears.member.doc))
  }

  it('leaves an empty place for a kind it does not know', () =>
    refused('bad-body', async ({ member, room }) =>
      member.device.write(room, { kind: 'post', text: 'x' }, '', { kind: 99 }),
    ))
  it('leaves an empty place for a body that does not fit its kind', () =>
    refused('bad-body', async ({ member, room }) =>
      member.device.write(room, { kind: 'edit', text: 'x' }, '', { kind: 1, body: new Uint8Array([123]) }),
    ))
  it('leaves an empty place for a time of more than two minutes ahead', () =>
    refused('too-early', async ({ member, room, house }) =>
      member.device.write(room, { kind: 'post', text: 'x' }, '', { time: house.clock.now() + limits.aheadMs + 1 }),
    ))
  it('leaves an empty place for an edit of what is not there', () =>
    refused('no-such-target', async ({ member, room, owner }) =>
      member.device.write(room, { kind: 'edit', text: 'x' }, owner.device.post(room, 'never sent').name),
    ))
  it("leaves an empty place for an edit of what is not one's own", () =>
    refused('not-yours', async ({ member, room, owner, ears }) => {
      const post = owner.device.post(room, 'mine')
      await ears.owner.write(post)
      return member.device.write(room, { kind: 'edit', text: 'x' }, post.name)
    }))
  it('leaves an empty place for a pin by a member, as the rules say', () =>
    refused('not-allowed', async ({ member, room, owner, ears }) => {
      const post = owner.device.post(room, 'mine')
      await ears.owner.write(post)
      return member.device.write(room, { kind: 'pin', on: true }, post.name)
    }))
  it('leaves an empty place for a setting outside the own room', () =>
    refused('not-allowed', async ({ member, room }) => member.device.write(room, { kind: 'set', key: 'a', value: 1 })))
  it('leaves an empty place for other bytes under a used name, and logs it as misbehaviour', async () => {
    const { ears, member, room, house } = await stage()
    const first = member.device.post(room, 'first')
    await ears.member.update(ears.member.pen.update(first))
    const second = member.device.write(room, { kind: 'post', text: 'second' }, '', { seq: 1 })
    await ears.member.update(ears.member.pen.update(second))
    expect(ears.member.results.at(-1)).toEqual({ kind: 'refused', name: first.name, code: 'name-used' })
    expect(ears.owner.doc.getMap('log').get(first.name)).toEqual(first.bytes)
    expect(house.events).toContainEqual(expect.objectContaining({ how: 'name-used', name: first.name }))
  })
  it("leaves an empty place for another device's record under a client id of one's own", () =>
    refused('not-yours', async ({ member, room, owner, ears }) => {
      await ears.member.write(member.device.post(room, 'binds the id'))
      return owner.device.post(room, 'taken along')
    }))
})

describe('erasing', () => {
  it('blanks the target for everybody, and for those who come later', async () => {
    const { ears, member, room, document, owner, house } = await stage()
    const post = member.device.post(room, 'oops')
    await ears.member.write(post)
    const erase = member.device.write(room, { kind: 'erase' }, post.name)
    await ears.member.write(erase)
    expect(ears.owner.names).toEqual([erase.name])
    expect(ears.member.names).toEqual([erase.name])
    const later = await owner.hear(document)
    await later.sync()
    expect(later.names).toEqual([erase.name])
    expect((await house.store.record(room, member.device.idText, 1))?.bytes).toBeNull()
  })

  it('blanks every copy of the target', async () => {
    const { ears, member, room } = await stage()
    const post = member.device.post(room, 'oops')
    await ears.member.write(post)
    await ears.member.update(new Pen().update(post))
    await ears.member.write(member.device.write(room, { kind: 'erase' }, post.name))
    expect(ears.owner.names).not.toContain(post.name)
  })

  it('never shows a record that was erased in the same update', async () => {
    const { ears, member, room } = await stage()
    const post = member.device.post(room, 'oops')
    await ears.member.write(post, member.device.write(room, { kind: 'erase' }, post.name))
    const shown = ears.owner.heard.some(
      (message) => message.type === 'update' && Buffer.from(message.update).includes('oops'),
    )
    expect(shown).toBe(false)
  })

  it('refuses what refers to an erased record, and the erased record itself', async () => {
    const { ears, member, room } = await stage()
    const post = member.device.post(room, 'oops')
    await ears.member.write(post, member.device.write(room, { kind: 'erase' }, post.name))
    const edit = member.device.write(room, { kind: 'edit', text: 'x' }, post.name)
    await ears.member.write(edit)
    await ears.member.update(new Pen().update(post))
    expect(ears.member.results).toContainEqual({ kind: 'refused', name: edit.name, code: 'erased' })
    expect(ears.member.results).toContainEqual({ kind: 'refused', name: post.name, code: 'erased' })
  })
})

describe('settings of the own room', () => {
  it('keeps the newest of a key by time, blanks the older, and acks one that is older than what is kept', async () => {
    const house = new House()
    const milo = await house.person('milo')
    const ear = await milo.hear(selfName(milo.id, 1))
    const now = house.clock.now()
    const set = (value: number, time: number) =>
      milo.device.write(milo.id, { kind: 'set', key: 'read', value }, '', { time })
    const [first, second, stale] = [set(1, now), set(2, now + 10), set(0, now - 10)]
    await ear.write(first)
    await ear.write(second, stale)
    expect(ear.names).toEqual([second.name])
    await ear.update(new Pen().update(second))
    const newest = set(3, now + 20)
    await ear.write(newest)
    expect(ear.names).toEqual([newest.name])
    expect(ear.results.map(({ kind }) => kind)).toEqual(['acked', 'acked', 'acked', 'acked', 'acked'])
  })
})

describe('segments', () => {
  it('moves head on when it is full, seals it and tells the roster', async () => {
    const { ears, member, room, owner } = await stage({ segmentRecords: 3 })
    const roster = await owner.hear(rosterName(room))
    await roster.sync()
    for (const text of ['one', 'two', 'three']) await ears.member.write(member.device.post(room, text))
    expect(roster.doc.getMap('roster').get('head')).toBe(2)
    expect(roster.doc.getMap('roster').get('segment/1')).toEqual([expect.any(Number), expect.any(Number), 3])
    expect((await member.hear(segmentName(room, 2))).closedWith).toBeNull()
    expect((await member.hear(segmentName(room, 3))).closedWith).toBe(4404)
  })

  it('tells the roster of a late post in a sealed segment, so that devices know to fetch it', async () => {
    const { ears, member, room, owner, house } = await stage({ segmentRecords: 1 })
    await ears.member.write(member.device.post(room, 'one'))
    const roster = await owner.hear(rosterName(room))
    await roster.sync()
    await ears.member.write(member.device.post(room, 'written while away'))
    await house.clock.pass(3_000)
    expect(roster.doc.getMap('roster').get('segment/1')).toEqual([expect.any(Number), expect.any(Number), 2])
  })

  it('takes late posts into an older segment up to its cap, and erasures beyond', async () => {
    const { ears, member, room } = await stage({ segmentRecords: 2, segmentCap: 3 })
    const posts = ['one', 'two', 'three', 'four'].map((text) => member.device.post(room, text))
    for (const post of posts) await ears.member.write(post)
    expect(ears.member.results.at(-1)).toEqual({ kind: 'refused', name: posts[3]!.name, code: 'segment-full' })
    const erase = member.device.write(room, { kind: 'erase' }, posts[0]!.name)
    await ears.member.write(erase)
    expect(ears.member.results.at(-1)).toEqual({ kind: 'acked', name: erase.name })
  })

  it('takes a record that it has in another segment for known: acked, and not kept twice', async () => {
    const { ears, member, room } = await stage({ segmentRecords: 1 })
    const post = member.device.post(room, 'written in two tabs')
    await ears.member.write(post)
    const second = await member.hear(segmentName(room, 2))
    await second.write(post)
    expect(second.results).toEqual([{ kind: 'acked', name: post.name }])
    expect(second.names).toEqual([])
    expect(ears.owner.names).toEqual([post.name])
  })

  it('refuses a record whose target lies in another segment', async () => {
    const { ears, member, room } = await stage({ segmentRecords: 1 })
    const post = member.device.post(room, 'in the first')
    await ears.member.write(post)
    const second = await member.hear(segmentName(room, 2))
    const edit = member.device.write(room, { kind: 'edit', text: 'x' }, post.name)
    await second.write(edit)
    expect(second.results).toEqual([{ kind: 'refused', name: edit.name, code: 'no-such-target' }])
  })
})

describe('what a reader can take', () => {
  const withdrawn = (client: number) => Object.assign(new Pen(), { client }).structs({ empty: 1 })

  it('moves the head on before a segment has too many Yjs clients', async () => {
    const { ears, member, room } = await stage({ segmentClients: 8 })
    const roster = await member.hear(rosterName(room))
    for (let client = 1; client <= 4; client++) await ears.member.update(withdrawn(client))
    await roster.sync()
    expect(roster.doc.getMap('roster').get('head')).toBe(2)
  })

  it('moves the head on where there are many empty places and few records', async () => {
    const { ears, member, room } = await stage({ segmentRecords: 2 })
    const roster = await member.hear(rosterName(room))
    for (let n = 0; n < 8; n++) await ears.member.update(ears.member.pen.structs({ empty: 1 }))
    await roster.sync()
    expect(roster.doc.getMap('roster').get('head')).toBe(2)
  })

  it('takes no new Yjs client above the most that readers take, and all of those it has', async () => {
    const { ears, member, owner, room } = await stage({ segmentClients: 4 })
    for (let client = 1; client <= 9; client++) await ears.member.update(withdrawn(client))
    const [mine, theirs] = [member.device.post(room, 'new client'), owner.device.post(room, 'new client')]
    await ears.member.write(mine)
    await ears.owner.write(theirs)
    expect(ears.member.results).toContainEqual({ kind: 'refused', name: mine.name, code: 'segment-full' })
    expect(ears.owner.results).toContainEqual({ kind: 'refused', name: theirs.name, code: 'segment-full' })
    const reader = await owner.hear(segmentName(room, 1))
    expect(Y.decodeStateVector(Y.encodeStateVector(reader.doc)).size).toBe(4)
  })

  it('takes no more places at all above the most that readers take', async () => {
    const { ears, member, room } = await stage({ segmentRows: 3 })
    for (let n = 0; n < 3; n++) await ears.member.update(ears.member.pen.structs({ empty: 1 }))
    const post = member.device.post(room, 'beyond')
    await ears.member.write(post)
    expect(ears.member.results).toEqual([{ kind: 'refused', name: post.name, code: 'segment-full' }])
  })
})

describe('rates', () => {
  it('leaves what exceeds the tokens and asks for it when they are back, so that nothing is lost', async () => {
    const { ears, member, room, house } = await stage({ recordsPerSecond: 10, recordsBurst: 20 })
    const posts = Array.from({ length: 50 }, (_, n) => member.device.post(room, `${n}`))
    await ears.member.write(...posts)
    expect(ears.owner.names).toHaveLength(20)
    for (let asked = ears.member.asked, rounds = 0; rounds < 20 && ears.owner.names.length < 50; rounds++) {
      await house.clock.pass(1_000)
      if (ears.member.asked > asked) {
        asked = ears.member.asked
        await ears.member.say({ type: 'sync-step-2', update: Y.encodeStateAsUpdate(ears.member.doc) })
      }
    }
    expect(ears.owner.names).toHaveLength(50)
    expect(ears.member.results.every(({ kind }) => kind === 'acked')).toBe(true)
  })

  it('closes 4429 who keeps pushing what is not taken', async () => {
    const { ears, owner, room } = await stage()
    const foreign = new Pen().update(owner.device.post(room, 'not mine'))
    for (let frame = 0; frame < 10_000 && ears.member.closedWith === null; frame++)
      ears.member.connection.receive(writeMessage({ type: 'update', update: foreign }))
    await settled()
    expect(ears.member.closedWith).toBe(4429)
  })
})

describe('a full disk', () => {
  it('says full, keeps nothing, and asks again until it is kept', async () => {
    const { ears, member, room, house } = await stage()
    house.store.isFull = true
    const post = member.device.post(room, 'patience')
    await ears.member.write(post)
    expect(ears.member.results).toEqual([{ kind: 'refused', name: post.name, code: 'full' }])
    house.store.isFull = false
    const asked = ears.member.asked
    await house.clock.pass(6_000)
    expect(ears.member.asked).toBe(asked + 1)
    await ears.member.say({ type: 'sync-step-2', update: Y.encodeStateAsUpdate(ears.member.doc) })
    expect(ears.owner.names).toEqual([post.name])
  })
})

describe('who may', () => {
  it('takes nothing of a removed member, whatever date it bears, and closes 4403', async () => {
    const { ears, member, owner, room } = await stage()
    const old = member.device.write(room, { kind: 'post', text: 'late' }, '', { time: 1 })
    const removal = owner.act({ do: 'remove', room, user: member.id })
    for (let turn = 0; turn < 8; turn++) await Promise.resolve() // the removal is in the room's queue, and not done
    ears.member.connection.receive(writeMessage({ type: 'update', update: ears.member.pen.update(old) }))
    expect(ears.member.closedWith).toBeNull()
    await removal
    await settled()
    expect(ears.member.closedWith).toBe(4403)
    expect(ears.owner.names).toEqual([])
  })

  it("takes nothing of a device that is not the user's", async () => {
    const { house, member, document, room, ears } = await stage()
    const stranger = new Device()
    const socket = { send: () => {}, close: () => {}, bufferedBytes: 0 }
    const connection = house.core.accept(socket, { session: 's', user: member.id, device: stranger.idText }, document)
    await settled()
    const update = new Pen().update(stranger.post(room, 'x'))
    connection.receive(writeMessage({ type: 'update', update }))
    await settled()
    expect(ears.owner.structs).toBe(0)
  })
})
