import { seenKey } from '../../shared/room/seen.ts'
import { say, seen } from './talk.ts'
import type { World } from './world.ts'

/** Apart from talk.ts, because the stories of many seeds are older. */
export const telling = {
  /** Tells the others in a room how far this person has read, or that they don't tell. */
  tellSeen: (world: World) =>
    say(world, ({ tab, room, user }) => {
      const read = seen(tab, room).at(-1)?.entry
      if (!read) return null
      const value = world.chance.below(5) > 0 ? { time: read.time, name: read.name } : null
      return { kind: 'set', key: seenKey(user), value }
    }),
}
