import type { Act } from '../../shared/room/acts.ts'
import type { Device } from './device.ts'
import { between } from './odds.ts'
import type { Speaker } from './talk.ts'
import type { World } from './world.ts'

/** Somebody at an open tab, in a room that the tab shows. */
export interface Person extends Speaker {
  device: Device
}

export const peopleIn = (world: World, room: string): Person[] =>
  world.devices.flatMap((device) =>
    device.tabs
      .filter((tab) => device.honest && tab.canWrite && tab.rooms.rooms().includes(room))
      .map((tab) => ({ device, tab, user: device.user, room })),
  )

export const mayModerate = ({ tab, room }: Person): boolean => ['owner', 'moderator'].includes(tab.rooms.standing(room))
export const owns = ({ tab, room }: Person): boolean => tab.rooms.standing(room) === 'owner'
export const isHere = ({ device }: Person): boolean => device.isReachable && device.isSignedIn

export const act = (world: World, { device }: Person, wanted: Act): void => device.outbox.add(world.id(), wanted)

export const posts = (world: World, { tab, room }: Person, count: number): void => {
  for (let i = 0; i < count; i++) {
    const body = { kind: 'post' as const, text: `word ${world.chance.below(1_000_000)}` }
    tab.write({ room, segment: tab.rooms.head(room), ref: '', body })
  }
}

/** Cuts all devices of a user off the network, and connects them again some time later. */
export const part = (world: World, devices: readonly Device[]): void => {
  for (const device of devices) {
    if (!device.isReachable) continue
    device.lose()
    world.time.after(between(world.chance, 10_000, 60_000), () => device.isReachable || device.reach())
  }
}

export const makeSideRoom = (world: World): string | null => {
  const people = peopleIn(world, world.room).filter(isHere)
  if (people.length === 0) return null
  const by = world.chance.pick(people)
  const room = world.id()
  const members = [...world.users.keys()].filter((user) => user !== by.user)
  act(world, by, { do: 'make', room, name: `Side ${room}`, topic: '', visibility: 'private', members })
  return `${by.tab.label} makes a room with everybody`
}
