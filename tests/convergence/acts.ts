import type { Act } from '../../shared/room/acts.ts'
import type { Role } from '../../shared/room/roles.ts'
import type { Roster, RosterMember } from '../../shared/room/roster.ts'
import type { Tab } from './tab.ts'
import type { World } from './world.ts'

/**
 * Somebody at an open tab does an act that their tab allows. The relay may refuse it, as it may know about later
 * changes.
 */
const act = (world: World, make: (tab: Tab, room: string, user: string) => Act | null): string | null => {
  const devices = world.devices.filter(({ tabs, honest }) => tabs.length > 0 && honest)
  if (devices.length === 0) return null
  const device = world.chance.pick(devices)
  const tab = world.chance.pick(device.tabs)
  const wanted = make(tab, world.chance.pick([world.room, ...tab.rooms.rooms()]), device.user)
  if (!wanted) return null
  device.outbox.add(world.id(), wanted)
  return `${device.label} ${JSON.stringify(wanted)}`
}

const others = (tab: Tab, room: string, is: (role: Role | null) => boolean, user: string): string[] =>
  [...tab.rooms.roster(room).members].flatMap(([other, { role }]) => (other !== user && is(role) ? [other] : []))

const pickOf = (world: World, users: readonly string[]): string | null =>
  users.length === 0 ? null : world.chance.pick(users)

/** An act of the owner about another member. */
const governing = (world: World, make: (room: string, user: string) => Act) =>
  act(world, (tab, room, me) => {
    const user = pickOf(
      world,
      others(tab, room, (role) => role !== null, me),
    )
    return user && tab.rooms.standing(room) === 'owner' ? make(room, user) : null
  })

/** An act of the owner about the room. */
const owning = (world: World, make: (room: string, roster: Roster) => Act | null) =>
  act(world, (tab, room) => (tab.rooms.standing(room) === 'owner' ? make(room, tab.rooms.roster(room)) : null))

/** An act of an owner or moderator about somebody who is or was in the room. */
const moderating = (world: World, isMeant: (who: RosterMember) => boolean, make: (room: string, user: string) => Act) =>
  act(world, (tab, room, me) => {
    const { members } = tab.rooms.roster(room)
    const users = [...members].flatMap(([user, who]) => (user !== me && isMeant(who) ? [user] : []))
    const user = pickOf(world, users)
    const standing = tab.rooms.standing(room)
    return user && (standing === 'owner' || standing === 'moderator') ? make(room, user) : null
  })

export const acts = {
  make: (world: World) =>
    act(world, () => ({
      do: 'make',
      room: world.id(),
      name: `Room ${world.chance.below(50)}`,
      topic: '',
      visibility: world.setting.visibility,
    })),

  add: (world: World) =>
    act(world, (tab, room) => {
      const here = tab.rooms.roster(room).members
      const user = pickOf(
        world,
        [...world.users.keys()].filter((id) => !here.get(id)?.role),
      )
      return user && tab.rooms.standing(room) !== 'guest' ? { do: 'add', room, user } : null
    }),

  remove: (world: World) =>
    act(world, (tab, room, me) => {
      const user = pickOf(
        world,
        others(tab, room, (role) => role !== null && role !== 'owner', me),
      )
      const standing = tab.rooms.standing(room)
      return user && (standing === 'owner' || standing === 'moderator') ? { do: 'remove', room, user } : null
    }),

  role: (world: World) =>
    governing(world, (room, user) => ({ do: 'role', room, user, role: world.chance.pick(['moderator', 'member']) })),
  handOver: (world: World) => governing(world, (room, user) => ({ do: 'hand-over', room, user })),
  change: (world: World) =>
    governing(world, (room) => ({ do: 'change', room, visibility: world.chance.pick(['public', 'private']) })),

  /** Bans somebody, with or without erasing what they wrote. */
  ban: (world: World) =>
    moderating(
      world,
      ({ role }) => role !== 'owner',
      (room, user) => ({
        do: 'ban',
        room,
        user,
        erase: world.chance.below(3) > 0,
      }),
    ),
  unban: (world: World) =>
    moderating(
      world,
      ({ banned }) => banned !== undefined,
      (room, user) => ({ do: 'unban', room, user }),
    ),

  archive: (world: World) => owning(world, (room, { archived }) => ({ do: 'archive', room, on: archived === null })),
  /** Deletes a room. The main room is deleted less often, since everybody is in it. */
  deleteRoom: (world: World) =>
    owning(world, (room) => (room === world.room && world.chance.below(4) > 0 ? null : { do: 'delete', room })),

  leave: (world: World) =>
    act(world, (tab, room) => (tab.rooms.standing(room) === 'member' ? { do: 'leave', room } : null)),
  join: (world: World) => act(world, (tab, room) => (tab.rooms.rooms().includes(room) ? null : { do: 'join', room })),
}
