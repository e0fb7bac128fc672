import { between, happens } from './odds.ts'
import { act, isHere, makeSideRoom, owns, type Person, part, peopleIn, posts } from './people.ts'
import type { World } from './world.ts'

/** As plots.ts: a backup is made, something happens, and the backup is put back. */

const startsAfterMs = ({ chance }: World): number => (happens(chance, 0.5) ? 0 : between(chance, 1, 8_000))

/** Of now; not once the story has come to its end. */
const putBackIn = (world: World, least: number, most: number): void => {
  world.backUp()
  world.time.after(between(world.chance, least, most), () => putBackNow(world))
}
const putBackNow = (world: World): void => {
  if (world.backup && !world.isHealed) world.putBack(world.backup, startsAfterMs(world))
}

const somebodyHere = (world: World): Person | null => {
  const people = peopleIn(world, world.room).filter(isHere)
  return people.length === 0 ? null : world.chance.pick(people)
}

export const restorePlots = {
  /** What one of them writes goes nowhere until the backup is back. */
  putBackWhileAway: (world: World) => {
    const who = somebodyHere(world)
    if (!who) return null
    putBackIn(world, 500, 8_000)
    for (const person of peopleIn(world, world.room)) if (happens(world.chance, 0.5)) posts(world, person, 2)
    part(world, [who.device])
    posts(world, who, between(world.chance, 1, 4))
    return `${who.tab.label} is away while a backup is put back`
  },

  putBackAfterFlood: (world: World) => {
    const who = somebodyHere(world)
    if (!who) return null
    putBackIn(world, 1_000, 8_000)
    for (const person of peopleIn(world, world.room)) posts(world, person, 5)
    return 'a backup is put back after a flood'
  },

  putBackAfterChanges: (world: World) => {
    const made = makeSideRoom(world)
    if (!made) return null
    putBackIn(world, 500, 15_000)
    world.time.after(300, () => comeAndGo(world))
    return `${made}, and a backup of before is put back`
  },

  /** Only the devices of others still hold what it wrote. */
  putBackWithoutAuthor: (world: World) => {
    const who = somebodyHere(world)
    const others = world.devices.filter(({ honest, user }) => honest && user !== who?.user)
    if (!who || others.length < 2) return null
    putBackIn(world, 2_500, 8_000)
    posts(world, who, between(world.chance, 2, 5))
    world.time.after(2_000, () => {
      if (!world.isHealed && world.devices.includes(who.device)) world.loseDevice(who.device)
    })
    return `${who.tab.label} writes, is lost for good, and a backup of before is put back`
  },

  putBackTwice: (world: World) => {
    const who = somebodyHere(world)
    if (!who) return null
    putBackIn(world, 500, 5_000)
    posts(world, who, 3)
    world.time.after(between(world.chance, 5_000, 9_000), () => {
      for (const person of peopleIn(world, world.room)) posts(world, person, 1)
      world.time.after(between(world.chance, 10, 4_000), () => putBackNow(world))
    })
    return 'a backup is put back twice'
  },
}

/** One is let in, another is put out, where there is somebody who may. */
const comeAndGo = (world: World): void => {
  const owner = peopleIn(world, world.room).find((person) => isHere(person) && owns(person))
  if (!owner) return
  const { tab, room } = owner
  const { members } = tab.rooms.roster(room)
  const roleOf = (user: string) => members.get(user)?.role ?? null
  const users = [...world.users.keys()]
  const outside = users.find((user) => roleOf(user) === null)
  const inside = users.find((user) => roleOf(user) === 'member')
  if (outside) act(world, owner, { do: 'add', room, user: outside })
  if (inside) act(world, owner, { do: 'ban', room, user: inside, erase: happens(world.chance, 0.5) })
}
