import { describe, expect, it } from 'vitest'
import { selfName } from '../../shared/wire/documents.ts'
import { stage } from '../../tests/world/gate-stage.ts'
import { House } from '../../tests/world/house.ts'
import { UpdateWriter } from '../../tests/world/update-writer.ts'

describe('erasing', () => {
  it('blanks the message for everybody, also for people who come later', async () => {
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
    expect((await house.store.records.byName(room, member.device.idText, 1))?.bytes).toBeNull()
  })

  it('blanks every copy of the message', async () => {
    const { ears, member, room } = await stage()
    const post = member.device.post(room, 'oops')
    await ears.member.write(post)
    await ears.member.update(new UpdateWriter().update(post))
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

  it('refuses the erased record, and records that refer to it', async () => {
    const { ears, member, room } = await stage()
    const post = member.device.post(room, 'oops')
    await ears.member.write(post, member.device.write(room, { kind: 'erase' }, post.name))
    const edit = member.device.write(room, { kind: 'edit', text: 'x' }, post.name)
    await ears.member.write(edit)
    await ears.member.update(new UpdateWriter().update(post))
    expect(ears.member.results).toContainEqual({ kind: 'refused', name: edit.name, code: 'erased' })
    expect(ears.member.results).toContainEqual({ kind: 'refused', name: post.name, code: 'erased' })
  })
})

describe("settings in a person's own room", () => {
  it('keeps the newest value of a key by time, blanks older ones, and still acks them', async () => {
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
    await ear.update(new UpdateWriter().update(second))
    const newest = set(3, now + 20)
    await ear.write(newest)
    expect(ear.names).toEqual([newest.name])
    expect(ear.results.map(({ kind }) => kind)).toEqual(['acked', 'acked', 'acked', 'acked', 'acked'])
  })
})
