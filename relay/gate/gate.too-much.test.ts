import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { writeMessage } from '../../shared/wire/messages.ts'
import { stage } from '../../tests/world/gate-stage.ts'
import { settled } from '../../tests/world/house.ts'
import { UpdateWriter } from '../../tests/world/update-writer.ts'

describe('rates', () => {
  it('P38: skips what exceeds the rate and asks for it later, so that nothing is lost', async () => {
    const { peers, member, room, house } = await stage({ recordsPerSecond: 10, recordsBurst: 20 })
    const posts = Array.from({ length: 50 }, (_, n) => member.device.post(room, `${n}`))
    await peers.member.write(...posts)
    expect(peers.owner.names).toHaveLength(20)
    for (let asked = peers.member.asked, rounds = 0; rounds < 20 && peers.owner.names.length < 50; rounds++) {
      await house.clock.pass(1_000)
      if (peers.member.asked > asked) {
        asked = peers.member.asked
        await peers.member.say({ type: 'sync-step-2', update: Y.encodeStateAsUpdate(peers.member.doc) })
      }
    }
    expect(peers.owner.names).toHaveLength(50)
    expect(peers.member.results.filter(({ kind }) => kind === 'refused')).toEqual([])
  })

  it("closes with 4429 if a client keeps pushing what isn't accepted", async () => {
    const { peers, owner, room } = await stage()
    const foreign = new UpdateWriter().update(owner.device.post(room, 'not mine'))
    for (let frame = 0; frame < 10_000 && peers.member.closedWith === null; frame++)
      peers.member.connection.receive(writeMessage({ type: 'update', update: foreign }))
    await settled()
    expect(peers.member.closedWith).toBe(4429)
  })
})

describe('a full disk', () => {
  it('P37: says that it is full, keeps nothing, and asks again until it can keep it', async () => {
    const { peers, member, room, house } = await stage()
    house.store.isFull = true
    const post = member.device.post(room, 'patience')
    await peers.member.write(post)
    expect(peers.member.results).toEqual([{ kind: 'refused', name: post.name, code: 'full' }])
    house.store.isFull = false
    const asked = peers.member.asked
    await house.clock.pass(6_000)
    expect(peers.member.asked).toBe(asked + 1)
    await peers.member.say({ type: 'sync-step-2', update: Y.encodeStateAsUpdate(peers.member.doc) })
    expect(peers.owner.names).toEqual([post.name])
  })
})
