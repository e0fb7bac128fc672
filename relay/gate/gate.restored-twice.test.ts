import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { stage } from '../../tests/world/gate-stage.ts'
import { Resident } from '../../tests/world/house.ts'

/** Words of two authors, carried into one run of the relay that a second backup then undid. Devices still hold them. */
const restoredTwice = async () => {
  const { owner, member, room, document, house } = await stage()
  const third = await house.person('thea')
  await third.act({ do: 'join', room })
  const putBack = house.backUp()
  const [ofMember, ofThird] = [member.device.post(room, 'lost'), third.device.post(room, 'lost too')]
  const first = await putBack()
  const putBackAgain = first.backUp()
  const peer = await new Resident(first, owner.id, owner.device).hear(document)
  await peer.carry(ofMember, ofThird)
  const held = Y.encodeStateAsUpdate(peer.doc)
  const again = await putBackAgain()
  const hear = async ({ id, device }: Resident) => {
    const client = await new Resident(again, id, device).hear(document)
    Y.applyUpdate(client.doc, held)
    return client
  }
  return { room, again, owner, member, third, hear, held, ofMember, ofThird, document }
}

it("when one author's device comes back after two restores, other authors' messages stay on every device", async () => {
  const { hear, held, owner, member, ofMember, ofThird } = await restoredTwice()
  const holder = await hear(owner)
  expect(holder.names).toEqual([ofMember.name, ofThird.name].sort())
  const returned = await hear(member)
  await returned.update(held)
  await holder.sync()
  expect(holder.names).toEqual([ofMember.name, ofThird.name].sort())
})
