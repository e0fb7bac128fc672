import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { utf8 } from '../../shared/bytes.ts'
import { limits } from '../../shared/record/limits.ts'
import { stage } from '../../tests/world/gate-stage.ts'

describe('the gate', () => {
  const refused = async (
    code: string,
    write: (scene: Awaited<ReturnType<typeof stage>>) => Promise<{ name: string; bytes: Uint8Array }>,
  ) => {
    const scene = await stage()
    const { peers, member, room } = scene
    const wrong = await write(scene)
    const after = member.device.post(room, 'after')
    await peers.member.write(wrong, after)
    expect(peers.member.results).toContainEqual({ kind: 'refused', name: wrong.name, code })
    expect(peers.member.results).toContainEqual({ kind: 'acked', name: after.name })
    await scene.house.clock.pass(2_000)
    await peers.owner.sync()
    expect(peers.member.names.filter((name) => name !== after.name)).toEqual(
      peers.owner.names.filter((name) => name !== after.name),
    )
    expect(peers.member.names).not.toContain(wrong.name)
    expect(peers.member.names).toContain(after.name)
    expect(Y.encodeStateVector(peers.owner.doc)).toEqual(Y.encodeStateVector(peers.member.doc))
  }

  it('P2 P32: leaves an empty place for an unknown kind', () =>
    refused('bad-body', async ({ member, room }) =>
      member.device.write(room, { kind: 'post', text: 'x' }, '', { kind: 99 }),
    ))
  it("P7: leaves an empty place for a body that doesn't fit its kind", () =>
    refused('bad-body', async ({ member, room }) =>
      member.device.write(room, { kind: 'edit', text: 'x' }, '', { kind: 1, body: new Uint8Array([123]) }),
    ))
  it('P7: leaves an empty place for a body with a key that it does not know', () =>
    refused('bad-body', async ({ member, room }) =>
      member.device.write(room, { kind: 'post', text: 'x' }, '', { body: utf8('{"text":"x","later":1}') }),
    ))
  it('P63: leaves an empty place for an erasure with another time than that of its target', () =>
    refused('bad-body', async ({ member, room, peers }) => {
      const post = member.device.post(room, 'mine')
      await peers.member.write(post)
      return member.device.write(room, { kind: 'erase', time: 1 }, post.name)
    }))
  it('R20: a member may mention everybody in a room of 50, and in one of 51 only a moderator may', async () => {
    const { peers, owner, member, room, house } = await stage()
    const add = async (from: number, to: number) => {
      for (let i = from; i < to; i++) await (await house.person(`person ${i}`)).act({ do: 'join', room })
    }
    const call = ({ device }: typeof member) => device.write(room, { kind: 'post', text: '@room', everyone: true })
    await add(2, 50)
    const [small, large, byOwner] = [call(member), call(member), call(owner)]
    await peers.member.write(small)
    await add(50, 51)
    await peers.member.write(large)
    await peers.owner.write(byOwner)
    expect(peers.member.results).toEqual([
      { kind: 'acked', name: small.name },
      { kind: 'refused', name: large.name, code: 'not-allowed' },
    ])
    expect(peers.owner.results).toEqual([{ kind: 'acked', name: byOwner.name }])
  })
  it.each([
    ['a post', { kind: 'post', text: '\u200b' }],
    ['a post of blanks', { kind: 'post', text: '\u3164\u2800 \u0301' }],
  ] as const)('P8: leaves an empty place for %s in which nothing is visible', (_, body) =>
    refused('bad-body', async ({ member, room }) => member.device.write(room, body)),
  )
  it('leaves an empty place for an edit or a reaction in which nothing is visible', async () => {
    for (const body of [
      { kind: 'edit', text: '\u2060' },
      { kind: 'react', emoji: '\ufe0f', on: true },
    ] as const)
      await refused('bad-body', async ({ member, room, peers }) => {
        const post = member.device.post(room, 'mine')
        await peers.member.write(post)
        return member.device.write(room, body, post.name)
      })
  })
  it('P5: leaves an empty place for a time more than two minutes ahead', () =>
    refused('too-early', async ({ member, room, house }) =>
      member.device.write(room, { kind: 'post', text: 'x' }, '', { time: house.clock.now() + limits.aheadMs + 1 }),
    ))
  it("leaves an empty place for an edit of a record that doesn't exist", () =>
    refused('no-such-target', async ({ member, room, owner }) =>
      member.device.write(room, { kind: 'edit', text: 'x' }, owner.device.post(room, 'never sent').name),
    ))
  it("leaves an empty place for an edit of another person's post", () =>
    refused('not-yours', async ({ member, room, owner, peers }) => {
      const post = owner.device.post(room, 'mine')
      await peers.owner.write(post)
      return member.device.write(room, { kind: 'edit', text: 'x' }, post.name)
    }))
  it("leaves an empty place for a pin by a member who isn't a moderator", () =>
    refused('not-allowed', async ({ member, room, owner, peers }) => {
      const post = owner.device.post(room, 'mine')
      await peers.owner.write(post)
      return member.device.write(room, { kind: 'pin', on: true }, post.name)
    }))
  it("leaves an empty place for a setting outside the person's own room", () =>
    refused('not-allowed', async ({ member, room }) => member.device.write(room, { kind: 'set', key: 'a', value: 1 })))
  it('P33: leaves an empty place for other bytes under a used name, and logs it as misbehaviour', async () => {
    const { peers, member, room, house } = await stage()
    const first = member.device.post(room, 'first')
    await peers.member.update(peers.member.updateWriter.update(first))
    const second = member.device.write(room, { kind: 'post', text: 'second' }, '', { seq: 1 })
    await peers.member.update(peers.member.updateWriter.update(second))
    expect(peers.member.results.at(-1)).toEqual({ kind: 'refused', name: first.name, code: 'name-used' })
    expect(peers.owner.doc.getMap('log').get(first.name)).toEqual(first.bytes)
    expect(house.events).toContainEqual(expect.objectContaining({ how: 'name-used', name: first.name }))
  })
})
