import { mayRead } from '../../shared/room/act-rules.ts'
import type { Standing } from '../../shared/room/roles.ts'
import { closeCodes, type RefusalCode } from '../../shared/wire/results.ts'
import type { StoredPeople } from '../store/people.ts'
import type { MemberRow, RoomRow } from '../store/rooms.ts'
import type { Change, Store } from '../store/store.ts'

/** Who may enter a room, and everybody's standing in it. */
export class RoomAccess {
  /** Present, past and banned members. */
  readonly #people = new Map<string, Pick<MemberRow, 'role' | 'spans' | 'banned' | 'erasing'>>()
  /** In a direct conversation: the users whom the other person has blocked. */
  #blocked: readonly string[] = []
  #row: RoomRow

  constructor(row: RoomRow, members: readonly MemberRow[], blocks: NonNullable<Change['blocks']>) {
    this.#row = row
    this.apply({ members, blocks })
  }

  get row(): RoomRow {
    return this.#row
  }

  standing(user: string | null): Standing {
    if (user === null) return 'guest'
    if (this.#row.kind === 'self') return user === this.#row.id ? 'owner' : 'guest'
    return this.#people.get(user)?.role ?? 'guest'
  }

  /** A user's standing when they wrote something, or the code with which it is refused if somebody else brings it. */
  standingThen(user: string, time: number): Standing | RefusalCode {
    if (this.#row.kind === 'self') return user === this.#row.id ? 'owner' : 'not-a-member'
    const person = this.#people.get(user)
    if (person === undefined) return 'not-a-member'
    if (person.banned !== null) return 'banned'
    if (person.erasing !== null) return 'erased'
    // Otherwise somebody who was removed could write on, with an earlier time, through a friend.
    if (person.role === null && person.spans.at(-1)?.[2]) return 'not-a-member'
    const wasIn = person.spans.some(([joined, left]) => joined <= time && time <= (left ?? Number.POSITIVE_INFINITY))
    return person.role ?? (wasIn ? 'member' : 'not-a-member')
  }

  isBlocked(user: string): boolean {
    return this.#blocked.includes(user)
  }

  countMembers(): number {
    let count = 0
    for (const { role } of this.#people.values()) if (role !== null) count++
    return count
  }

  /** The close code for somebody who may not read the room. Null: they may. `user` null: they have no account. */
  closeCodeFor(user: string | null): number | null {
    if (this.#row.deleted !== null) return closeCodes.deleted
    if (user !== null && (this.#people.get(user)?.banned ?? null) !== null) return closeCodes.banned
    if (mayRead(this.standing(user), this.#row, user !== null)) return null
    // The id of a direct conversation tells who is in it, so others must not learn whether it exists.
    if (this.#row.kind === 'direct') return closeCodes.noSuchDocument
    return this.#row.visibility === 'public' ? closeCodes.signedOut : closeCodes.notYours
  }

  /** Applies the parts of a change that are about this room. */
  apply({ rooms = [], members = [], blocks = [] }: Change): void {
    for (const row of rooms) if (row.id === this.#row.id) this.#row = row
    for (const row of members) if (row.room === this.#row.id) this.#put(row)
    for (const { user, blocked, on } of blocks) {
      if (!this.#areTheTwo(user, blocked)) continue
      const others = this.#blocked.filter((one) => one !== blocked)
      this.#blocked = on ? [...others, blocked] : others
    }
  }

  #put({ user, role, spans, banned, erasing }: MemberRow): void {
    this.#people.set(user, { role, spans, banned, erasing })
  }

  #areTheTwo(one: string, other: string): boolean {
    return this.#row.kind === 'direct' && this.#people.size === 2 && this.#people.has(one) && this.#people.has(other)
  }
}

/** Null: there is no such room. */
export const openRoomAccess = async (
  store: Pick<Store, 'people' | 'rooms'>,
  id: string,
): Promise<RoomAccess | null> => {
  const row = await store.rooms.byId(id)
  if (row === null) return null
  // Not in parallel with the row: for a room that is just being created, the row could be found and its creator not.
  const members = await store.rooms.members(id)
  return new RoomAccess(row, members, row.kind === 'direct' ? await blocksAmong(store.people, members) : [])
}

const blocksAmong = async (people: Pick<StoredPeople, 'blocksOf'>, members: readonly MemberRow[]) => {
  const blocks = await Promise.all(
    members.map(async ({ user }) => (await people.blocksOf(user)).map((blocked) => ({ user, blocked, on: true }))),
  )
  return blocks.flat()
}
