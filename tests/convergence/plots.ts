import type { Role } from '../../shared/room/roles.ts'
import { between, happens } from './odds.ts'
import { act, isHere, makeSideRoom, mayModerate, owns, type Person, part, peopleIn, posts } from './people.ts'
import { offered, seen, text } from './talk.ts'
import type { World } from './world.ts'

/**
 * Events that belong together and that would rarely meet by chance. Each plot sets a scene and leaves it to chance what
 * happens first. mixes.ts counts the results.
 */

/**
 * Somebody with power who is connected, and another member whose role, as the first one's tab has it, `isMeant`
 * accepts.
 */
const pair = (
  world: World,
  room: string,
  hasPower: (person: Person) => boolean,
  isMeant: (role: Role) => boolean,
): [by: Person, other: Person] | null => {
  const people = peopleIn(world, room)
  const by = people.filter((person) => isHere(person) && hasPower(person))
  if (by.length === 0) return null
  const first = world.chance.pick(by)
  const { members } = first.tab.rooms.roster(room)
  const others = people.filter(({ user }) => {
    const role = members.get(user)?.role ?? null
    return user !== first.user && role !== null && isMeant(role)
  })
  return others.length === 0 ? null : [first, world.chance.pick(others)]
}

/** Does something while what was just written is still on its way. */
const soon = (world: World, then: () => void): void => {
  world.time.after(between(world.chance, 0, 60), then)
}
const later = (world: World, then: () => void): void => {
  world.time.after(between(world.chance, 1_000, 30_000), then)
}

const sideRoomOf = (world: World): string | null => {
  const rooms = world.ledger.rooms().filter((room) => room !== world.room && !world.users.has(room))
  return rooms.find((room) => peopleIn(world, room).length > 1) ?? null
}

export const plots = {
  banInAFlood: (world: World) => {
    const found = pair(world, world.room, mayModerate, (role) => role !== 'owner')
    if (!found) return null
    const [by, other] = found
    const { room, user } = other
    posts(world, other, 12)
    soon(world, () => act(world, by, { do: 'ban', room, user, erase: true }))
    if (happens(world.chance, 0.5)) later(world, () => act(world, by, { do: 'unban', room, user }))
    return `${by.tab.label} bans ${other.tab.label} in a flood`
  },

  /** Somebody is removed while away. They come back to that, or after they were added again. */
  removeWhileAway: (world: World) => {
    const found = pair(world, world.room, mayModerate, (role) => role !== 'owner')
    if (!found) return null
    const [by, other] = found
    const { room, user } = other
    part(world, world.devicesOf(user))
    posts(world, other, between(world.chance, 1, 4))
    act(world, by, { do: 'remove', room, user })
    if (happens(world.chance, 0.6)) later(world, () => act(world, by, { do: 'add', room, user }))
    return `${by.tab.label} removes ${other.tab.label}, who is away`
  },

  /** Somebody is removed while what they write in a thread is on its way. */
  removeFromThread: (world: World) => {
    const found = pair(world, world.room, mayModerate, (role) => role !== 'owner')
    if (!found) return null
    const [by, other] = found
    const { room, user, tab } = other
    const root = seen(tab, room).find(({ entry }) => entry.kind === 'post')
    if (!root || tab.rooms.roster(room).archived !== null) return null
    const { entry, segment } = root
    const answer = { re: entry.name, reSegment: segment, thread: entry.name, threadSegment: segment }
    const body = { kind: 'post' as const, text: text(world), ...answer }
    tab.write({ room, segment: tab.rooms.head(room), ref: '', body })
    soon(world, () => act(world, by, { do: 'remove', room, user }))
    if (happens(world.chance, 0.6)) later(world, () => act(world, by, { do: 'add', room, user }))
    return `${by.tab.label} removes ${tab.label}, who writes in a thread`
  },

  demoteAtWork: (world: World) => {
    const found = pair(world, world.room, owns, (role) => role === 'moderator')
    if (!found) return appointSomebody(world)
    const [by, other] = found
    const { room, user } = other
    workAsModerator(world, other)
    soon(world, () => act(world, by, { do: 'role', room, user, role: 'member' }))
    return `${by.tab.label} demotes ${other.tab.label} at work`
  },

  handOverApart: (world: World) => {
    const found = pair(world, world.room, owns, () => true)
    if (!found) return null
    const [by, heir] = found
    const { room, user } = heir
    const ownOthers = world.devicesOf(by.user).filter((device) => device !== by.device)
    part(world, happens(world.chance, 0.5) ? [...ownOthers, ...world.devicesOf(user)] : ownOthers)
    for (const person of peopleIn(world, room))
      if (ownOthers.includes(person.device)) act(world, person, { do: 'archive', room, on: true })
    posts(world, heir, 2)
    act(world, by, { do: 'hand-over', room, user })
    return `${by.tab.label} hands over to ${heir.tab.label}, and not all hear of it`
  },

  archiveInTalk: (world: World) => {
    const found = pair(world, world.room, owns, () => true)
    if (!found) return null
    const [by, other] = found
    const { room } = other
    const on = by.tab.rooms.roster(room).archived === null
    posts(world, other, 3)
    soon(world, () => act(world, by, { do: 'archive', room, on }))
    return `${by.tab.label} archives while ${other.tab.label} writes`
  },

  deleteInTalk: (world: World) => {
    const side = sideRoomOf(world)
    const found = side && pair(world, side, owns, () => true)
    if (!found) return makeSideRoom(world)
    const [by, other] = found
    const { room, user } = other
    if (happens(world.chance, 0.5)) part(world, world.devicesOf(user))
    posts(world, other, 3)
    soon(world, () => act(world, by, { do: 'delete', room }))
    return `${by.tab.label} deletes a room while ${other.tab.label} writes`
  },

  endDeviceInTalk: (world: World) => {
    const people = peopleIn(world, world.room).filter(({ user }) => world.devicesOf(user).length > 1)
    if (people.length === 0) return null
    const who = world.chance.pick(people)
    posts(world, who, 6)
    soon(world, () => world.devices.includes(who.device) && world.endDevice(who.device))
    return `${who.tab.label} is taken off while it writes`
  },
}

const appointSomebody = (world: World): string | null => {
  const found = pair(world, world.room, owns, (role) => role === 'member')
  if (!found) return null
  const [by, { room, user, tab }] = found
  act(world, by, { do: 'role', room, user, role: 'moderator' })
  return `${by.tab.label} appoints ${tab.label}`
}

/** Does what only a moderator may do, if there is a record to do it to. */
const workAsModerator = (world: World, person: Person): void => {
  const { tab, room, user } = person
  const isOthers = (device: string): boolean => world.deviceOf(device).user !== user
  for (const body of [{ kind: 'pin' as const, on: true }, { kind: 'erase' as const }]) {
    const targets = offered(world, person, () => body).filter(({ entry }) => isOthers(entry.device))
    if (targets.length === 0) continue
    const { segment, entry } = world.chance.pick(targets)
    tab.write({ room, segment, ref: entry.name, body })
  }
}
