import { expect, test } from 'vitest'
import { rosterName, segmentName } from '../../../shared/wire/documents.ts'
import { Shared } from '../../base/shared.ts'
import type { Segment } from '../../segments/segment.ts'
import type { LiveRoom } from './liveRoom.ts'
import { WarmRooms } from './warmRooms.ts'

/** Rooms whose newest segment is the third and has this many records. */
const poolsWith = (records: number, { hasLoaded = true } = {}) => {
  const loaded = { loaded: Promise.resolve(), hasLoaded }
  const open = new Set<string>()
  const segment = (name: string) => ({
    number: Number(name.split('/')[2]),
    document: { name, ...loaded },
    entries: { size: records },
  })
  const noting = <T>(make: (key: string) => T, nameOf: (key: string) => string) =>
    new Shared<T>(
      (key) => {
        open.add(nameOf(key))
        return make(key)
      },
      (thing) => {
        for (const name of [...open]) if (name === (thing as { name?: string }).name) open.delete(name)
      },
    )
  const segments = noting(
    (name) => ({ name, ...segment(name) }),
    (name) => name,
  ) as unknown as Shared<Segment>
  const live = noting(
    (room) => ({ name: rosterName(room), rosterDocument: loaded, head: segment(segmentName(room, 3)) }),
    rosterName,
  ) as unknown as Shared<LiveRoom>
  return { open, segments, live, warm: new WarmRooms({ segments, live }) }
}
const id = (letter: string) => letter.repeat(22)
const turn = () => new Promise((resolve) => setTimeout(resolve))

test('a warm room holds what it opens with: with a nearly empty newest segment, the one before it too', async () => {
  for (const [records, expected] of [
    [3, [rosterName(id('A')), segmentName(id('A'), 2)]],
    [900, [rosterName(id('A'))]],
  ] as const) {
    const { open, warm } = poolsWith(records)
    warm.warm(id('A'))
    await turn()
    expect([...open]).toEqual(expected)
    warm.close()
    expect([...open]).toEqual([])
  }
})

test('ten rooms stay warm, and the one that was left longest ago cools down', async () => {
  const { open, warm } = poolsWith(3)
  const rooms = [...'ABCDEFGHIJK'].map(id)
  for (const room of rooms.slice(0, 10)) warm.warm(room)
  await turn()
  warm.warm(id('A'))
  warm.warm(id('K'))
  await turn()
  const isWarm = (room: string) => open.has(rosterName(room)) && open.has(segmentName(room, 2))
  expect(rooms.filter((room) => !isWarm(room))).toEqual([id('B')])
  expect(open.size).toBe(20)
})

test('what a room shows stays in memory when the room is left, and when it is warmed again', async () => {
  const { segments, warm } = poolsWith(3)
  const shown = segmentName(id('A'), 2)
  const segment = segments.open(shown)
  warm.warm(id('A'))
  void segments.close(shown, segment)
  await turn()
  warm.warm(id('A'))
  await turn()
  expect(segments.find(shown)).toBe(segment)
  warm.close()
  expect(segments.find(shown)).toBeUndefined()
})

test('a room that cools down while it is read holds nothing', async () => {
  const { open, warm } = poolsWith(3, { hasLoaded: false })
  warm.warm(id('A'))
  warm.close()
  await turn()
  expect([...open]).toEqual([])
})

test('nothing is warmed once the session has closed, as when the room on screen closes after it', async () => {
  const { open, warm } = poolsWith(3)
  warm.close()
  warm.warm(id('A'))
  await turn()
  expect([...open]).toEqual([])
})
