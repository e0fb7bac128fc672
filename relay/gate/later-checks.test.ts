import { expect, it, vi } from 'vitest'
import { segmentName } from '../../shared/wire/documents.ts'
import { House, settled, verifyNow } from '../../tests/world/house.ts'

it("goes on and can still stop when it can't remove a forged record", async () => {
  let checkLater = () => {}
  const later = new Promise<void>((resolve) => {
    checkLater = resolve
  })
  let checks = 0
  // The last record of the run is checked first, and vouches for the two before it.
  const house = new House({}, async (...check) => {
    if (++checks > 1) await later
    return verifyNow(...check)
  })
  const olga = await house.person('olga')
  const room = await house.room(olga)
  const peer = await olga.hear(segmentName(room, 1))
  const [forged, ...rest] = [1, 2, 3].map((n) => olga.device.post(room, `post ${n}`))
  const bytes = forged!.bytes.slice()
  bytes[bytes.length - 1]! ^= 1
  vi.spyOn(house.store.rooms, 'byId').mockRejectedValue(new Error('the test broke the disk'))
  void peer.write({ name: forged!.name, bytes }, ...rest)
  peer.connection.closed()
  await settled()
  checkLater()
  await house.core.stop()
  expect(house.events.filter(({ what }) => what === 'fault')).toHaveLength(1)
})
