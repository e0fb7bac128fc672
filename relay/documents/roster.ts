import type { Roster, RosterDevice, RosterMember, RosterRequest } from '../../shared/room/roster.ts'
import type { DeviceRow, UserRow } from '../store/people.ts'
import type { MemberRow, RoomRow } from '../store/rooms.ts'
import { faceOf, profileOf } from './profile.ts'
import type { StoreAfter } from './store-after.ts'

/** Null: deleted rooms and users' own rooms have no roster. */
export const rosterOf = async (after: StoreAfter, id: string): Promise<Roster | null> => {
  const room = await after.room(id)
  if (room === null) throw new Error('cannot write the roster of a room that does not exist')
  if (room.kind === 'self' || room.deleted !== null) return null
  const sealed = await after.segments(id)
  return {
    ...factsOf(room, room.kind),
    segments: new Map(sealed.map(({ segment, from, to, count }) => [segment, [from, to, count]])),
    members: await membersOf(after, id),
    requests: await requestsOf(after, id),
  }
}

/** The user's entry for the roster of every room that they are or were in. */
export const membershipsOf = async (
  after: StoreAfter,
  user: string,
): Promise<{ room: string; member: RosterMember }[]> => {
  const [person] = await after.users([user])
  const devices = (await after.devicesOf([user])).map(deviceOf)
  const rows = await after.membershipsOf(user)
  return rows.map((row) => ({ room: row.room, member: memberOf(row, person, devices) }))
}

const factsOf = (
  { name, topic, visibility, picture, guests, invites, threads, archived, made, head, formerly }: RoomRow,
  kind: 'room' | 'direct',
) => ({ name, topic, kind, visibility, picture, guests, invites, threads, archived, made, head, formerly })

const membersOf = async (after: StoreAfter, room: string): Promise<Map<string, RosterMember>> => {
  const rows = await after.members(room)
  const ids = rows.map(({ user }) => user)
  const people = byId(await after.users(ids))
  const devices = new Map<string, RosterDevice[]>(ids.map((user) => [user, []]))
  for (const row of await after.devicesOf(ids)) devices.get(row.user)?.push(deviceOf(row))
  return new Map(rows.map((row) => [row.user, memberOf(row, people.get(row.user), devices.get(row.user) ?? [])]))
}

const byId = (users: readonly UserRow[]): Map<string, UserRow> => new Map(users.map((row) => [row.id, row]))

const deviceOf = ({ publicKey, added, ended }: DeviceRow): RosterDevice => ({
  key: publicKey,
  added,
  ...(ended !== null && { ended }),
})

const memberOf = (
  { role, spans, banned, erasing }: MemberRow,
  person: UserRow | undefined,
  devices: RosterDevice[],
): RosterMember => ({
  ...profileOf(person),
  role,
  devices,
  spans,
  ...(banned !== null && { banned }),
  ...(erasing !== null && { erasing }),
})

const requestsOf = async (after: StoreAfter, room: string): Promise<Map<string, RosterRequest>> => {
  const rows = await after.requests(room)
  const people = byId(await after.users(rows.map(({ user }) => user)))
  return new Map(rows.map(({ user, note, at }) => [user, { ...faceOf(people.get(user)), note, at }]))
}
