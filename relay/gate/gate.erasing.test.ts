import { describe, expect, it } from 'vitest'
import { selfName } from '../../shared/wire/documents.ts'
import { Device } from '../../tests/world/device.ts'
import { stage } from '../../tests/world/gate-stage.ts'
import { House, Resident } from '../../tests/world/house.ts'
import { UpdateWriter } from '../../tests/world/update-writer.ts'

describe('erasing', () => {
  it('blanks the message for everybody, also for people who come later', async () => {
    const { peers, member, room, document, owner, house } = await stage()
    const post = member.device.post(room, 'oops')
    await peers.member.write(post)
    const erase = member.device.write(room, { kind: 'erase' }, post.name)
    await peers.member.write(erase)
    expect(peers.owner.names).toEqual([erase.name])
    expect(peers.member.names).toEqual([erase.name])
    const later = await owner.hear(document)
    await later.sync()
    expect(later.names).toEqual([erase.name])
    expect((await house.store.records.byName(room, member.device.idText, 1))?.bytes).toBeNull()
  })

  it('blanks every copy of the message', async () => {
    const { peers, member, room } = await stage()
    const post = member.device.post(room, 'oops')
    await peers.member.write(post)
    await peers.member.update(new UpdateWriter().update(post))
    await peers.member.write(member.device.write(room, { kind: 'erase' }, post.name))
    expect(peers.owner.names).not.toContain(post.name)
  })

  it('P64: blanks the edits of the message with it, and no other edits', async () => {
    const { peers, member, room } = await stage()
    const [post, other] = [member.device.post(room, 'oops'), member.device.post(room, 'fine')]
    const edit = (text: string, ref: string) => member.device.write(room, { kind: 'edit', text }, ref)
    const [first, second, kept] = [edit('ouch', post.name), edit('oh', post.name), edit('well', other.name)]
    await peers.member.write(post, other, first, kept)
    await peers.member.update(new UpdateWriter().update(first)) // the same record under another clock
    const react = member.device.write(room, { kind: 'react', emoji: '👍', on: true }, post.name)
    const erase = member.device.write(room, { kind: 'erase' }, post.name)
    await peers.member.write(second, react, erase)
    expect(peers.owner.names).toEqual([other.name, kept.name, react.name, erase.name].sort())
    const shown = peers.owner.heard.slice(-3)
    expect(shown.some((message) => message.type === 'update' && Buffer.from(message.update).includes('"oh"'))).toBe(
      false,
    )
  })

  it('P64: an edit that was erased by itself before is not blanked twice', async () => {
    const { peers, member, room, house } = await stage()
    const post = member.device.post(room, 'oops')
    const edit = member.device.write(room, { kind: 'edit', text: 'ouch' }, post.name)
    const erase = (ref: string) => member.device.write(room, { kind: 'erase' }, ref)
    await peers.member.write(post, edit)
    const [ofEdit, ofPost] = [erase(edit.name), erase(post.name)]
    await peers.member.write(ofEdit, ofPost)
    expect(peers.owner.names).toEqual([ofEdit.name, ofPost.name].sort())
    expect(house.events).toEqual([])
  })

  it('never shows a record that was erased in the same update', async () => {
    const { peers, member, room } = await stage()
    const post = member.device.post(room, 'oops')
    await peers.member.write(post, member.device.write(room, { kind: 'erase' }, post.name))
    const shown = peers.owner.heard.some(
      (message) => message.type === 'update' && Buffer.from(message.update).includes('oops'),
    )
    expect(shown).toBe(false)
  })

  it('P78: refuses the erased record as erased, and records that refer to it otherwise', async () => {
    const { peers, member, room } = await stage()
    const post = member.device.post(room, 'oops')
    await peers.member.write(post, member.device.write(room, { kind: 'erase' }, post.name))
    const edit = member.device.write(room, { kind: 'edit', text: 'x' }, post.name)
    await peers.member.write(edit)
    await peers.member.update(new UpdateWriter().update(post))
    expect(peers.member.results).toContainEqual({ kind: 'refused', name: edit.name, code: 'target-erased' })
    expect(peers.member.results).toContainEqual({ kind: 'refused', name: post.name, code: 'erased' })
  })
})

describe("settings in a person's own room", () => {
  it('keeps the newest value of a key by time, blanks older ones, and still acks them', async () => {
    const house = new House()
    const milo = await house.person('milo')
    const peer = await milo.hear(selfName(milo.id, 1))
    const now = house.clock.now()
    const set = (value: number, time: number) =>
      milo.device.write(milo.id, { kind: 'set', key: 'read', value }, '', { time })
    const [first, second, stale] = [set(1, now), set(2, now + 10), set(0, now - 10)]
    await peer.write(first)
    await peer.write(second, stale)
    expect(peer.names).toEqual([second.name])
    await peer.update(new UpdateWriter().update(second))
    const newest = set(3, now + 20)
    await peer.write(newest)
    expect(peer.names).toEqual([newest.name])
    expect(peer.results.map(({ kind }) => kind)).toEqual(['acked', 'acked', 'acked', 'acked', 'acked'])
  })

  it('P67: accepts one erasure of a setting, of whichever device is first, and refuses those of the others', async () => {
    const house = new House()
    const milo = await house.person('milo')
    const second = new Device()
    await house.core.people.putDevice(milo.id, second.publicKey)
    const other = new Resident(house, milo.id, second)
    const [here, there] = [await milo.hear(selfName(milo.id, 1)), await other.hear(selfName(milo.id, 1))]
    const turn = milo.device.write(milo.id, { kind: 'set', key: 'turn/a', value: true })
    await here.write(turn)
    const [mine, theirs] = [milo, other].map(({ device }) => device.write(milo.id, { kind: 'erase' }, turn.name))
    await there.write(theirs!)
    await here.write(mine!)
    expect(there.results).toContainEqual({ kind: 'acked', name: theirs!.name })
    expect(here.results).toContainEqual({ kind: 'refused', name: mine!.name, code: 'target-erased' })
    expect(here.names).toEqual([theirs!.name])
    expect(there.names).toEqual([theirs!.name])
  })

  it('P67: refuses the erasure of a setting that a newer one has replaced', async () => {
    const house = new House()
    const milo = await house.person('milo')
    const peer = await milo.hear(selfName(milo.id, 1))
    const turn = milo.device.write(milo.id, { kind: 'set', key: 'turn/a', value: true })
    await peer.write(turn, milo.device.write(milo.id, { kind: 'set', key: 'turn/a', value: null }))
    const late = milo.device.write(milo.id, { kind: 'erase' }, turn.name)
    await peer.write(late)
    expect(peer.results).toContainEqual({ kind: 'refused', name: late.name, code: 'target-erased' })
  })
})
