import type { Home } from '../../shared/room/home.ts'
import { homeEntries } from '../../shared/room/home.ts'
import type { Roster, RosterMember } from '../../shared/room/roster.ts'
import { rosterEntries } from '../../shared/room/roster.ts'
import { homeName, rosterName } from '../../shared/wire/documents.ts'
import type { Change, MemberRow, Store } from '../store/store.ts'
import { StoreAfter } from './store-after.ts'
import { rewrite } from './written-document.ts'

/** Documents that a change of rows makes stale. */
export interface Stale {
  rosters: readonly string[]
  homes: readonly string[]
}

export interface WithDocuments {
  /** The change given, and the new states of the documents. */
  change: Change
  /** For those who have the documents open, once the change is committed. */
  updates: { name: string; update: Uint8Array }[]
}

/**
 * Rewrites the rosters and homes that a change makes stale, into the same change. Two that touch the same document must be
 * planned one after the other's commit, or the second overwrites the first.
 */
export const withDocuments = async (store: Store, change: Change, stale: Stale): Promise<WithDocuments> => {
  const after = new StoreAfter(store, change)
  const documents: { name: string; state: Uint8Array }[] = []
  const updates: { name: string; update: Uint8Array }[] = []
  const write = async (name: string, wanted: ReadonlyMap<string, unknown>) => {
    const written = rewrite(await store.document(name), wanted)
    if (written === null) return
    documents.push({ name, state: written.state })
    updates.push({ name, update: written.update })
  }
  for (const room of stale.rosters) await write(rosterName(room), rosterEntries(await rosterOf(after, room)))
  for (const user of stale.homes) await write(homeName(user), homeEntries(await homeOf(after, user)))
  return { change: { ...change, documents: [...(change.documents ?? []), ...documents] }, updates }
}

const rosterOf = async (after: StoreAfter, id: string): Promise<Roster> => {
  const room = await after.room(id)
  if (room === null) throw new Error('a roster without a room')
  const { name, topic, visibility, made, head } = room
  const sealed = await after.segments(id)
  return {
    name,
    topic,
    visibility,
    made,
    head,
    segments: new Map(sealed.map(({ segment, from, to, count }) => [segment, [from, to, count]])),
    members: await membersOf(after, id),
  }
}

const membersOf = async (after: StoreAfter, room: string): Promise<Map<string, RosterMember>> => {
  const rows = await after.members(room)
  const ids = rows.map(({ user }) => user)
  const people = new Map((await after.users(ids)).map((row) => [row.id, row]))
  const keys = new Map<string, string[]>(ids.map((user) => [user, []]))
  for (const { user, publicKey } of await after.devicesOf(ids)) keys.get(user)?.push(publicKey)
  return new Map(rows.map((row) => [row.user, memberOf(row, people.get(row.user), keys.get(row.user) ?? [])]))
}

const memberOf = (
  { role, spans, removed }: MemberRow,
  person: { name: string; username: string } | undefined,
  devices: string[],
): RosterMember => ({
  name: person?.name ?? '',
  username: person?.username ?? '',
  role,
  devices,
  spans,
  ...(removed ? { removed } : {}),
})

const homeOf = async (after: StoreAfter, user: string): Promise<Home> => {
  const own = await after.room(user)
  const rooms: Home['rooms'] = new Map()
  for (const { room, member } of await after.roomsOf(user)) {
    const { name, visibility } = room
    if (member.role === null) continue
    rooms.set(room.id, { name, role: member.role, visibility, joined: member.spans.at(-1)?.[0] ?? room.made })
  }
  return { rooms, self: own?.head ?? 1 }
}
