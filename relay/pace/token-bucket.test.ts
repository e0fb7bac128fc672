import { expect, it } from 'vitest'
import { segmentName } from '../../shared/wire/documents.ts'
import { House, settled } from '../../tests/world/house.ts'

it('counts everything that a device writes in several rooms at once', async () => {
  const house = new House({ recordsPerSecond: 1, recordsBurst: 10 })
  const olga = await house.person('olga')
  const rooms = await Promise.all([1, 2, 3].map(() => house.room(olga)))
  const peers = await Promise.all(rooms.map((room) => olga.hear(segmentName(room, 1))))
  const write = (count: number) => {
    for (const [n, room] of rooms.entries())
      void peers[n]!.write(...Array.from({ length: count }, () => olga.device.post(room, 'x')))
    return settled()
  }
  await write(10)
  await house.clock.pass(10_000)
  await write(1)
  const kept = peers.flatMap(({ results }) => results.filter(({ kind }) => kind === 'acked'))
  expect(kept).toHaveLength(30)
})
