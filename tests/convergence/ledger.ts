import type { RecordRow } from '../../relay/store/records.ts'
import type { MemberRow, RoomRow } from '../../relay/store/rooms.ts'
import type { Change } from '../../relay/store/store.ts'
import { toBase64url } from '../../shared/base64url.ts'
import { sameBytes } from '../../shared/bytes.ts'
import { type Kind, readBody } from '../../shared/record/kinds.ts'
import { limits } from '../../shared/record/limits.ts'
import { recordName } from '../../shared/record/name.ts'
import { readRecord } from '../../shared/record/record.ts'
import { judgeRecord } from '../../shared/room/record-rules.ts'
import type { Standing } from '../../shared/room/roles.ts'
import { pollTerms } from './poll-terms.ts'

/** What an admitted record became on the relay's disk. */
export interface Kept {
  room: string
  name: string
  segment: number
  user: string
  kind: Kind
  time: number
  ref: string
  key: string | null
  /** The bytes stay here after the relay has erased them. */
  bytes: Uint8Array
  blank: boolean
}
/** When a device ends, a record that is just being written may still be kept. This is how long that may take. */
const underWayMs = 200
/** A copy of the ledger at one moment. */
export interface LedgerCopy {
  rooms: ReadonlyMap<string, Map<string, Kept>>
  members: ReadonlyMap<string, Map<string, MemberRow>>
  rows: ReadonlyMap<string, RoomRow & { visibleSince: number }>
  places: ReadonlyMap<string, string>
  endedAt: ReadonlyMap<string, number>
}
type Full = RecordRow & { state: 'record' }

/**
 * A second account of what was written to the relay's disk. It takes the changes in the order of their commits, and
 * judges each by the rules that held at that time. It shares no state with the relay. Where the two disagree, it calls
 * `complain`.
 */
export class Ledger {
  readonly complain: (what: string) => void
  readonly #tell: (what: string) => void
  #rooms = new Map<string, Map<string, Kept>>()
  #members = new Map<string, Map<string, MemberRow>>()
  #rows = new Map<string, RoomRow & { visibleSince: number }>()
  #places = new Map<string, string>()
  /** Device → when its end was on disk. */
  #endedAt = new Map<string, number>()
  /** By room and name: records that were kept once, and that a restored backup lacks. */
  readonly #takenBack = new Map<string, Kept>()
  readonly #now: () => number
  readonly #settingKeyOf: (room: string, name: string) => string | null

  constructor(parts: {
    now(): number
    /** The key that a record sets, whether or not it is kept. Null if it sets nothing. */
    settingKeyOf(room: string, name: string): string | null
    complain(what: string): void
    tell(what: string): void
  }) {
    this.#now = parts.now
    this.#settingKeyOf = parts.settingKeyOf
    this.#tell = parts.tell
    this.complain = parts.complain
  }

  rooms(): string[] {
    return [...this.#rooms.keys()]
  }

  /** By name, including blank ones. */
  kept(room: string): ReadonlyMap<string, Kept> {
    return this.#rooms.get(room) ?? new Map()
  }

  standing(room: string, user: string): Standing {
    return room === user ? 'owner' : (this.member(room, user)?.role ?? 'guest')
  }

  /**
   * Whether the relay may acknowledge a record: it was kept, or it is a setting that a newer one had already replaced.
   */
  wasTaken(room: string, name: string): boolean {
    return this.kept(room).has(name) || this.#rows.get(room)?.kind === 'self' || this.#wasReplaced(room, name)
  }

  #wasReplaced(room: string, name: string): boolean {
    const key = this.#settingKeyOf(room, name)
    return key !== null && [...this.kept(room).values()].some((other) => other.key === key)
  }

  /** Like `wasTaken`, but also true if a restored backup has lost the record since. */
  wasEverTaken(room: string, name: string): boolean {
    return this.wasTaken(room, name) || this.#takenBack.has(`${room}/${name}`)
  }

  /** Whether a restored backup lacks the record and nobody has brought it back since. */
  isLost(room: string, name: string): boolean {
    return this.#takenBack.has(`${room}/${name}`) && !this.kept(room).has(name)
  }

  /** The record as it was when a backup without it was restored. */
  lostRecord(room: string, name: string): Kept | null {
    return this.#takenBack.get(`${room}/${name}`) ?? null
  }

  head(room: string): number {
    return this.#rows.get(room)?.head ?? 0
  }

  copy(): LedgerCopy {
    return structuredClone({
      rooms: this.#rooms,
      members: this.#members,
      rows: this.#rows,
      places: this.#places,
      endedAt: this.#endedAt,
    })
  }

  /** Goes back to a copy, and remembers which records are lost by that. */
  putBack(copy: LedgerCopy): void {
    for (const [room, records] of this.#rooms)
      for (const [name, kept] of records)
        if (!copy.rooms.get(room)?.has(name)) this.#takenBack.set(`${room}/${name}`, kept)
    const { rooms, members, rows, places, endedAt } = structuredClone(copy)
    this.#rooms = new Map(rooms)
    this.#members = new Map(members)
    this.#rows = new Map(rows)
    this.#places = new Map(places)
    this.#endedAt = new Map(endedAt)
  }

  hasEnded(device: string): boolean {
    return this.#endedAt.has(device)
  }

  isArchived(room: string): boolean {
    return (this.#rows.get(room)?.archived ?? null) !== null
  }

  isDeleted(room: string): boolean {
    return (this.#rows.get(room)?.deleted ?? null) !== null
  }

  /** When the last erasure after a ban is due. Null if none is. */
  get lastErasureAt(): number | null {
    const due = [...this.#members.values()].flatMap((members) =>
      [...members.values()].flatMap(({ erasing }) => erasing ?? []),
    )
    return due.length === 0 ? null : Math.max(...due)
  }

  /** Since when the user may see nothing of the room. Null while they may see it. */
  hiddenSince(room: string, user: string): number | null {
    const row = this.#rows.get(room)
    const banned = this.member(room, user)?.banned ?? null
    return row?.deleted ?? banned ?? this.#outsideSince(room, user)
  }

  /**
   * Since when the room has been private without the user in it. Null if the room is public, or the user is in it or
   * never was.
   */
  #outsideSince(room: string, user: string): number | null {
    const left = this.member(room, user)?.spans.at(-1)?.[1] ?? null
    const row = this.#rows.get(room)
    return left === null || row?.visibility !== 'private' ? null : Math.max(left, row.visibleSince)
  }

  /** Rooms that the user is a member of now, without their own room. */
  roomsOf(user: string): string[] {
    return [...this.#members.keys()].filter((room) => room !== user && this.standing(room, user) !== 'guest')
  }

  member(room: string, user: string): MemberRow | null {
    return this.#members.get(room)?.get(user) ?? null
  }

  members(room: string): MemberRow[] {
    return [...(this.#members.get(room)?.values() ?? [])]
  }

  /** Takes in one change at the moment when it is on disk. */
  write(change: Change): void {
    for (const row of change.rooms ?? []) this.#writeRoom(row)
    for (const row of change.records ?? []) this.#writeRow(row)
    for (const { room, device, seq } of change.blank ?? []) this.#blank(room, `${device}.${seq.toString(36)}`)
    for (const member of change.members ?? []) this.#writeMember(member)
    for (const { id } of change.endDevices ?? []) this.#endedAt.set(id, this.#now())
  }

  #writeMember(member: MemberRow): void {
    const { room, user, role, banned } = member
    const members = this.#members.get(room) ?? new Map<string, MemberRow>()
    if (role !== null && banned !== null) this.complain(`${user} is banned from ${room} but still a member`)
    this.#checkErasure(members.get(user), member)
    this.#members.set(room, members.set(user, member))
  }

  /** When an erasure is marked as done, every record of that user must already be blank. */
  #checkErasure(before: MemberRow | undefined, { room, user, erasing }: MemberRow): void {
    const due = before?.erasing ?? null
    if (due === null || erasing !== null || due > this.#now()) return
    for (const kept of this.kept(room).values())
      if (kept.user === user && !kept.blank)
        this.complain(`${kept.name} was not erased with the rest of ${user} in ${room}`)
  }

  /** `visibleSince`: since when the room has its current visibility. */
  #writeRoom(row: RoomRow): void {
    const before = this.#rows.get(row.id)
    const visibleSince = before?.visibility === row.visibility ? before.visibleSince : this.#now()
    this.#rows.set(row.id, { ...row, visibleSince })
  }

  #writeRow(row: RecordRow): void {
    this.#takePlace(row)
    if (row.state === 'record') this.#writeRecord(row)
    if (row.state === 'repeat') this.#checkRepeat(row)
  }

  #takePlace(row: RecordRow): void {
    for (let i = 0; i < (row.state === 'empty' ? row.length : 1); i++) {
      const place = `${row.room}/${row.segment} ${row.client}:${row.clock + i}`
      if (this.#places.has(place)) this.complain(`two rows at ${place}`)
      this.#places.set(place, row.device)
    }
  }

  #writeRecord(row: Full): void {
    const record = readRecord(row.bytes)
    const name = recordName(record.device, record.seq)
    const inRoom = this.#rooms.get(row.room) ?? new Map<string, Kept>()
    this.#rooms.set(row.room, inRoom)
    if (inRoom.has(name)) this.complain(`${name} was kept twice in ${row.room}`)
    if (toBase64url(record.device) !== row.device) this.complain(`${name} was kept under the id of another device`)
    if (row.time > row.at + limits.aheadMs) this.complain(`${name} has a time in the future`)
    if (this.isDeleted(row.room)) this.complain(`${name} was kept in a room that is deleted`)
    if (
      (row.carried ? row.time : this.#now() - underWayMs) > (this.#endedAt.get(row.device) ?? Number.MAX_SAFE_INTEGER)
    )
      this.complain(`${name} was kept after its device had ended`)
    const { room, segment, user, kind, time, ref, key, bytes } = row
    const kept = { room, name, segment, user, kind, time, ref, key, bytes, blank: false }
    this.#judge(kept, row.carried ? this.#standingAt(room, user, row.time) : this.standing(room, user))
    inRoom.set(name, kept)
    this.#tell(`  kept: ${kind} ${name} in ${row.room}/${segment}`)
  }

  /** `standing`: the author's. */
  #judge({ room, name, user, kind, ref, segment, time, bytes }: Kept, standing: Standing): void {
    const target = ref === '' ? undefined : this.kept(room).get(ref)
    const body = kind === 'vote' ? readBody(kind, readRecord(bytes).body) : null
    const poll =
      target && !target.blank ? pollTerms(target, this.kept(room).values(), Math.max(this.#now(), time)) : null
    if (target && target.segment !== segment) this.complain(`${name} is in another segment than its target`)
    const refusal = judgeRecord({
      kind,
      author: user,
      standing,
      ownRoom: room === user,
      archived: this.isArchived(room),
      blocked: false,
      called: 0,
      choices: body?.kind === 'vote' ? body.choices : [],
      target: target ? { author: target.user, kind: target.kind, erased: target.blank, poll } : null,
      ...(kind === 'set' && {
        set: { ...settingIn(bytes), members: this.members(room).filter(({ role }) => role !== null).length },
      }),
    })
    if (refusal !== null) this.complain(`${kind} ${name} was kept against the rules: ${refusal}`)
  }

  /** Whose words somebody else may bring: a member's, and those of somebody who left since and was not put out. */
  #standingAt(room: string, user: string, time: number): Standing {
    const member = this.member(room, user)
    if (!member || member.banned !== null || member.erasing !== null) return 'guest'
    if (member.role !== null) return member.role
    const left = member.spans.at(-1)
    const wasIn = member.spans.some(([from, to]) => from <= time && time <= (to ?? time))
    return wasIn && !left?.[2] ? 'member' : 'guest'
  }

  #checkRepeat({ room, device, seq, bytes }: RecordRow & { state: 'repeat' }): void {
    const first = this.kept(room).get(`${device}.${seq.toString(36)}`)
    if (!first || !sameBytes(first.bytes, bytes)) this.complain(`a repeat of ${device}.${seq} has other bytes`)
  }

  #blank(room: string, name: string): void {
    const kept = this.kept(room).get(name)
    if (!kept) throw new Error(`${name} was blanked before it was kept`)
    if (!this.#mayGo(kept)) this.complain(`${kept.kind} ${name} was blanked without a reason`)
    kept.blank = true
    this.#tell(`  blank: ${name} in ${room}`)
  }

  /**
   * Whether a record may be blanked. Records are judged before they are kept, so every erasure in the ledger was
   * allowed.
   */
  #mayGo({ room, name, user, kind, key, time, ref }: Kept): boolean {
    if ((this.member(room, user)?.erasing ?? Number.POSITIVE_INFINITY) <= this.#now()) return true
    const all = [...this.kept(room).values()]
    if (all.some((other) => other.kind === 'erase' && other.ref === name)) return true
    if (kind === 'set') return all.some((other) => other.key === key && other.name !== name && other.time >= time)
    return ref !== '' && this.kept(room).get(ref)?.blank === true
  }
}

const settingIn = (bytes: Uint8Array): { key: string; value: unknown } => {
  const body = readBody('set', readRecord(bytes).body)
  if (body.kind !== 'set') throw new Error('a set has no key')
  return body
}
