import { type Act, longestName, roomNameKey } from '../../shared/room/acts.ts'
import type { Role } from '../../shared/room/roles.ts'
import { type ActCase, judgeAct } from '../../shared/room/act-rules.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import type { Change, MemberRow, RoomRow, Store } from '../store/store.ts'
import { type Stale, withDocuments } from './roster.ts'

export interface PlannedAct {
  /** All that the act does, documents included; kept as one commit. */
  change: Change
  answer: { room: string; name: string }
  /** Once committed: documents to pass on, and whose connections to the room's documents must end. */
  updates: { name: string; update: Uint8Array }[]
  closeMembers: { room: string; user: string }[]
  /** Rooms that those who are not in may no longer read. */
  closeGuests: string[]
}
type Refused = { refusal: RefusalCode }

/** What an act does to the rows, before the documents that show them. */
interface Outcome extends Partial<Stale> {
  rooms?: RoomRow[]
  members?: MemberRow[]
  /** The room's name where it is not as before. */
  name?: string
  closeMembers?: { room: string; user: string }[]
  closeGuests?: string[]
}

/**
 * Judges an act of a user by the rules and says what it will do. Reads only: nothing is done until the change commits. The
 * next act is planned after that.
 */
export const planAct = async (store: Store, actor: string, act: Act, now: number): Promise<PlannedAct | Refused> => {
  const outcome = act.do === 'make' ? await make(store, actor, act, now) : await actOnRoom(store, actor, act, now)
  if ('refusal' in outcome) return outcome
  const { rooms, members, rosters = [], homes = [], closeMembers = [], closeGuests = [] } = outcome
  const change: Change = { ...(rooms && { rooms }), ...(members && { members }) }
  const name = outcome.name ?? (await store.room(act.room))?.name ?? ''
  const written = await withDocuments(store, change, { rosters, homes })
  return { ...written, answer: { room: act.room, name }, closeMembers, closeGuests }
}

const make = async (
  store: Store,
  actor: string,
  { room: id, name: asked, topic, visibility }: Act & { do: 'make' },
  now: number,
): Promise<Outcome | Refused> => {
  const there = await store.room(id)
  if (there) return (await wasMadeBy(store, there, actor)) ? {} : { refusal: 'already' }
  const name = await freeName(store, asked)
  if (name === null) return { refusal: 'name-taken' }
  const room: RoomRow = { id, kind: 'room', name, nameKey: roomNameKey(name), topic, visibility, made: now, head: 1 }
  const owner: MemberRow = { room: id, user: actor, role: 'owner', spans: [[now, null]], removed: false }
  return { rooms: [room], members: [owner], name, rosters: [id], homes: [actor] }
}

/** The room's maker was in from its first moment. */
const wasMadeBy = async (store: Store, room: RoomRow, actor: string): Promise<boolean> => {
  const member = (await store.members(room.id)).find(({ user }) => user === actor)
  return room.kind === 'room' && member?.spans[0]?.[0] === room.made
}

const mostOfOneName = 100

/** "name", or else "name 2", "name 3", …; null where all of them are taken. */
const freeName = async (store: Store, name: string): Promise<string | null> => {
  for (let n = 1; n <= mostOfOneName; n++) {
    const candidate = n === 1 ? name : numbered(name, n)
    if ((await store.roomByNameKey(roomNameKey(candidate))) === null) return candidate
  }
  return null
}

const numbered = (name: string, n: number): string => {
  const ending = ` ${n}`
  const start = name.slice(0, longestName - ending.length).replace(/[\uD800-\uDBFF]$/, '')
  return start.trimEnd() + ending
}

/** An act on a room that is there, with all that the rules ask about it. */
interface Scene {
  store: Store
  now: number
  room: RoomRow
  actor: string
  /** Rows by user, past members as well. */
  members: ReadonlyMap<string, MemberRow>
}
type ActOnRoom = Exclude<Act, { do: 'make' }>

const actOnRoom = async (store: Store, actor: string, act: ActOnRoom, now: number): Promise<Outcome | Refused> => {
  const room = await store.room(act.room)
  if (room === null || room.kind === 'self') return { refusal: 'no-such-room' }
  const rows = await store.members(room.id)
  const scene: Scene = { store, now, room, actor, members: new Map(rows.map((row) => [row.user, row])) }
  if (current(scene).length === 0) return { refusal: 'closed' }
  const refusal = judgeAct(caseOf(scene, act))
  if (refusal !== null) return { refusal }
  return perform(scene, act)
}

const current = ({ members }: Scene): MemberRow[] => [...members.values()].filter(({ role }) => role !== null)

const roleOf = ({ members }: Scene, user: string): Role | 'guest' => members.get(user)?.role ?? 'guest'

const caseOf = (scene: Scene, act: ActOnRoom): ActCase => ({
  do: act.do,
  actor: scene.actor,
  standing: roleOf(scene, scene.actor),
  visibility: scene.room.visibility,
  subject: 'user' in act ? { user: act.user, standing: roleOf(scene, act.user) } : null,
  members: current(scene).length,
})

const perform = async (scene: Scene, act: ActOnRoom): Promise<Outcome | Refused> => {
  switch (act.do) {
    case 'join':
      return changeMembers(scene, [enter(scene, scene.actor)])
    case 'add':
      if ((await scene.store.user(act.user)) === null) return { refusal: 'no-such-user' }
      return changeMembers(scene, [enter(scene, act.user)])
    case 'leave':
      return leave(scene)
    case 'remove':
      return endMembership(scene, act.user, true)
    case 'role':
      return changeMembers(scene, [withRole(scene, act.user, act.role)])
    case 'hand-over':
      return changeMembers(scene, [withRole(scene, act.user, 'owner'), withRole(scene, scene.actor, 'moderator')])
    case 'change':
      return change(scene, act)
  }
}

const changeMembers = ({ room }: Scene, members: MemberRow[]): Outcome => ({
  members,
  rosters: [room.id],
  homes: members.map(({ user }) => user),
})

const enter = ({ room, now, members }: Scene, user: string): MemberRow => {
  const before = members.get(user)?.spans ?? []
  return { room: room.id, user, role: 'member', spans: [...before, [now, null]], removed: false }
}

const rowOf = ({ members }: Scene, user: string): MemberRow => {
  const row = members.get(user)
  if (row === undefined) throw new Error('the rules let an act through on someone who was never in')
  return row
}

const withRole = (scene: Scene, user: string, role: Role): MemberRow => ({ ...rowOf(scene, user), role })

const endMembership = (scene: Scene, user: string, removed: boolean): Outcome => {
  const { room, now } = scene
  const row = rowOf(scene, user)
  const spans = row.spans.map(([joined, left]): [number, number | null] => [joined, left ?? now])
  const closeMembers = [{ room: room.id, user }]
  return { ...changeMembers(scene, [{ ...row, role: null, spans, removed }]), closeMembers }
}

/** The last one out closes the room, and its name is free again. */
const leave = (scene: Scene): Outcome => {
  const outcome = endMembership(scene, scene.actor, false)
  return current(scene).length > 1 ? outcome : { ...outcome, rooms: [{ ...scene.room, nameKey: null }] }
}

const change = async (
  scene: Scene,
  { name = scene.room.name, topic = scene.room.topic, visibility = scene.room.visibility }: Act & { do: 'change' },
): Promise<Outcome | Refused> => {
  const { store, room } = scene
  const nameKey = roomNameKey(name)
  const holder = await store.roomByNameKey(nameKey)
  if (holder && holder.id !== room.id) return { refusal: 'name-taken' }
  const showsAtHome = name !== room.name || visibility !== room.visibility
  return {
    rooms: [{ ...room, name, nameKey, topic, visibility }],
    name,
    rosters: [room.id],
    homes: showsAtHome ? current(scene).map(({ user }) => user) : [],
    closeGuests: room.visibility === 'public' && visibility === 'private' ? [room.id] : [],
  }
}
