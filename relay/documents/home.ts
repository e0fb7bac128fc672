import type { Home, HomeRoom } from '../../shared/room/home.ts'
import type { UserRow } from '../store/people.ts'
import type { MemberRow, RoomRow } from '../store/rooms.ts'
import { faceOf, profileOf } from './profile.ts'
import type { StoreAfter } from './store-after.ts'

/**
 * How long a home shows a room that was taken from its user. A ban is shown as long as it stands, after this time
 * without a name.
 */
export const goneShowsMs = 30 * 24 * 3_600_000

export const homeOf = async (after: StoreAfter, user: string, now: number): Promise<Home> => {
  const own = await after.room(user)
  const [me] = await after.users([user])
  return {
    rooms: await roomsOf(after, user),
    requests: await requestsOf(after, user),
    gone: await goneOf(after, user, now),
    self: own?.head ?? 1,
    me: me ? ownProfile(me) : null,
    blocked: await after.blocksOf(user),
  }
}

const ownProfile = (user: UserRow): NonNullable<Home['me']> => ({
  ...profileOf(user),
  showsSeen: user.showsSeen,
  strangersInvite: user.strangersInvite,
})

const roomsOf = async (after: StoreAfter, user: string): Promise<Home['rooms']> => {
  const rooms: Home['rooms'] = new Map()
  for (const { room, member } of await after.roomsOf(user)) {
    const entry = homeRoom(room, member)
    if (entry === null) continue
    rooms.set(room.id, room.kind === 'direct' ? { ...entry, people: await othersIn(after, room.id, user) } : entry)
  }
  return rooms
}

const homeRoom = ({ name, kind, visibility, picture, archived, made }: RoomRow, member: MemberRow): HomeRoom | null => {
  if (kind === 'self' || member.role === null) return null
  return {
    name,
    role: member.role,
    visibility,
    joined: member.spans.at(-1)?.[0] ?? made,
    kind,
    ...(picture !== null && { picture }),
    ...(archived !== null && { archived }),
  }
}

const othersIn = async (after: StoreAfter, room: string, user: string): Promise<NonNullable<HomeRoom['people']>> => {
  const others = (await after.members(room)).map((member) => member.user).filter((other) => other !== user)
  return Object.fromEntries((await after.users(others)).map((row) => [row.id, faceOf(row)]))
}

const requestsOf = async (after: StoreAfter, user: string): Promise<Home['requests']> => {
  const requests: Home['requests'] = new Map()
  for (const { room, name, at, refused } of await after.requestsOf(user))
    requests.set(room, { name, at, ...(refused !== null && { refused }) })
  return requests
}

const goneOf = async (after: StoreAfter, user: string, now: number): Promise<Home['gone']> => {
  const rows = await after.goneOf(user, 0)
  const shown = rows.filter(({ why, at }) => why === 'banned' || at >= now - goneShowsMs)
  return new Map(shown.map(({ room, name, why, at }) => [room, { name, why, at }]))
}
