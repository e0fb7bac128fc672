import { expect, test } from 'vitest'
import { House } from '../../tests/world/house.ts'
import { lineOf } from './log.ts'

test('the log has one line for each thing that moderators and owners do to others', async () => {
  const house = new House()
  const [olga, milo] = [await house.person('olga'), await house.person('milo')]
  const room = await house.room(olga)
  const key = 'AAAAAAAAAAAAAAAAAAAAAA'
  await olga.act({ do: 'add', room, user: milo.id })
  await olga.act({ do: 'role', room, user: milo.id, role: 'moderator' })
  await olga.act({ do: 'remove', room, user: milo.id })
  for (const _ of [1, 2]) await house.core.act(olga.id, key, { do: 'ban', room, user: milo.id, erase: true })
  await olga.act({ do: 'unban', room, user: milo.id })
  await olga.act({ do: 'delete', room })
  // A refused act changes nothing, so it is not logged.
  await milo.act({ do: 'delete', room })
  const lines = house.events.map(lineOf)
  expect(lines.map((line) => line?.replace(/room ".*" \(.*\)/, 'room … (ROOM)'))).toEqual([
    'olga made milo a moderator in room … (ROOM)',
    'olga removed milo in room … (ROOM)',
    'olga banned milo and is erasing everything they posted in room … (ROOM)',
    'olga lifted the ban on milo in room … (ROOM)',
    'olga deleted everything in room … (ROOM)',
  ])
})

test("the name of a room can't start a new line in the log", () => {
  const room = { id: 'AAAAAAAAAAAAAAAAAAAAAA', name: 'a\nfault in all' }
  const act = { do: 'delete', room: room.id } as const
  expect(lineOf({ what: 'act', act, by: 'olga', about: null, room })).toBe(
    'olga deleted everything in room "a\\nfault in all" (AAAAAAAAAAAAAAAAAAAAAA)',
  )
})
