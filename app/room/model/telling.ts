import { untrack } from 'solid-js'
import { comparePositions } from '../../../shared/record/name.ts'
import type { Roster } from '../../../shared/room/roster.ts'
import { isFewEnough, type Seen, seenKey } from '../../../shared/room/seen.ts'
import { joinTold, nothingTold, seenOf, type Told } from '../../../shared/room/seen-fold.ts'
import type { Clock } from '../../base/clock.ts'
import { followed } from '../../base/followed.ts'
import type { Shared } from '../../base/shared.ts'
import type { Table } from '../../base/table.ts'
import type { Write } from '../../outgoing/write.ts'
import type { OwnRoom } from '../../own/ownRoom.ts'
import type { ReadMarks } from '../../own/readMarks.ts'
import type { Attention } from '../../presence/attention.ts'
import type { OwnPresence } from '../../presence/presence.ts'
import { newestIn } from '../../segments/newestIn.ts'
import type { LiveRoom } from './liveRoom.ts'

export interface TellingParts {
  me: string
  /** Tracked. Whether this person tells others how far they have read. */
  shows(): boolean
  live: Pick<Shared<LiveRoom>, 'find' | 'all' | 'each'>
  own: Pick<OwnRoom, 'isInStep'>
  marks: Pick<ReadMarks, 'of' | 'isReady'>
  presence: Pick<OwnPresence, 'readTo'>
  attention: Pick<Attention, 'isShown' | 'changed'>
  isBlocked(user: string): boolean
  /** The relay does not know the room yet. */
  isWaiting(room: string): boolean
  write: Write
  /** Whether this tab does what others of this device left undone. */
  leads(): boolean
  /** The rooms that were read on this device and in which that is not told yet, as `seen/<room>`. */
  untold: Table<true>
  clock: Clock
  /** The relay's time. */
  now(): number
}

export const quarterMs = 15 * 60_000
export const restMs = 20_000
export const soonMs = 2_000
/** A person who comes and goes is told of so often, then a quarter of an hour apart. */
const mostInARow = 3

/** A room on screen. */
interface Shown {
  live: LiveRoom
  times: number
  cancelRest(): void
}

/**
 * Tells the others in a room how far this person has read (P77): by presence while they are here, and by one record when
 * they leave or rest. Without a connection nothing is told, because other devices of this person may have said that
 * they don't tell. It is told once this device is in step again, also if the app was closed in between.
 */
export class Telling {
  readonly #parts: TellingParts
  readonly #shown = new Map<string, Shown>()
  readonly #due = new Set<string>()
  /** What this tab has written; the fold may not know it yet, or the relay may have refused it. */
  readonly #written = new Map<string, Told>()
  /** When, by room. */
  readonly #times = new Map<string, number[]>()
  readonly #stops: (() => void)[]
  #cancel = () => {}
  #nextAt = Number.POSITIVE_INFINITY

  constructor(parts: TellingParts) {
    this.#parts = parts
    const { attention, live, own, shows } = parts
    globalThis.addEventListener?.('pagehide', this.#leaveAll)
    this.#stops = [
      attention.changed.subscribe(() => {
        if (!attention.isShown()) this.#leaveAll()
      }),
      followed(() => [own.isInStep(), shows()], this.#begin),
      live.each(() => this.#later(soonMs)),
    ]
  }

  /** The room is on screen until `close` is called. `readOn`: the read mark has moved here. */
  show(live: LiveRoom): { readOn(): void; close(): void } {
    const { id } = live
    const shown = this.#shown.get(id) ?? { live, times: 0, cancelRest: () => {} }
    shown.times++
    this.#shown.set(id, shown)
    this.#present(live)
    return {
      readOn: () => this.#readOn(shown),
      close: () => {
        if (--shown.times > 0) return
        shown.cancelRest()
        this.#shown.delete(id)
        if (this.#due.has(id)) this.#tell(live, 'left')
      },
    }
  }

  close(): void {
    this.#leaveAll()
    this.#cancel()
    globalThis.removeEventListener?.('pagehide', this.#leaveAll)
    for (const { cancelRest } of this.#shown.values()) cancelRest()
    for (const stop of this.#stops) stop()
  }

  #readOn(shown: Shown): void {
    const { live } = shown
    const { untold, clock } = this.#parts
    if (!this.#due.has(live.id)) untold.put(keyOf(live.id), true).catch(() => {}) // told at the next reading then
    this.#due.add(live.id)
    this.#present(live)
    shown.cancelRest()
    shown.cancelRest = clock.after(restMs, () => this.#tell(live, 'rests'))
  }

  readonly #begin = (): void => {
    for (const { live } of this.#shown.values()) this.#present(live)
    this.#later(soonMs)
  }

  readonly #leaveAll = (): void => {
    for (const [id, { live }] of this.#shown) if (this.#due.has(id)) this.#tell(live, 'left')
  }

  #isReady(): boolean {
    const { own, marks } = this.#parts
    return untrack(() => marks.isReady() && own.isInStep())
  }

  #present(live: LiveRoom): void {
    const { marks, presence, me, isBlocked } = this.#parts
    const mark = untrack(() => marks.of(live.id))
    const tells = mark !== null && this.#isReady() && untrack(() => this.#parts.shows()) && isToldIn(live.roster, me)
    presence.readTo(live.id, tells ? lastRead(live, { me, mark, told: null, isBlocked }) : null)
  }

  #tell(live: LiveRoom, how: 'left' | 'rests'): void {
    const { me, isWaiting } = this.#parts
    if (!this.#isReady() || untrack(() => isWaiting(live.id))) return
    if (!isToldIn(live.roster, me)) this.#settle(live.id)
    else if (untrack(() => this.#parts.shows())) this.#tellPlace(live, how)
    else this.#fallSilent(live)
  }

  #tellPlace(live: LiveRoom, how: 'left' | 'rests'): void {
    const { me, marks, isBlocked } = this.#parts
    const said = this.#saidIn(live)
    const [mark, told] = [untrack(() => marks.of(live.id)), seenOf(said)]
    const place = mark && lastRead(live, { me, mark, told: told === 'silent' ? null : told, isBlocked })
    if (!place) this.#settle(live.id)
    else if (this.#may(live.id, how, said.set?.at.time ?? 0)) this.#write(live, place)
    else this.#later(quarterMs)
  }

  /** Others are to see nothing, also not by what was posted or is told in an older segment. */
  #fallSilent(live: LiveRoom): void {
    const { post, set } = this.#saidIn(live)
    const isSilent = set ? set.seen === null : post === null && (live.head?.number ?? 1) === 1
    if (isSilent) this.#settle(live.id)
    else this.#write(live, null)
  }

  #saidIn(live: LiveRoom): Told {
    const told = live.recent.map((segment) => segment.folding(live.whoIs).told().get(this.#parts.me) ?? nothingTold)
    return [...told, this.#written.get(live.id) ?? nothingTold].reduce(joinTold)
  }

  /** `last`: when a device of this person told it last in this room. */
  #may(room: string, how: 'left' | 'rests', last: number): boolean {
    const now = this.#parts.now()
    const times = (this.#times.get(room) ?? []).filter((time) => time > now - mostInARow * quarterMs)
    this.#times.set(room, times)
    return how === 'left' ? times.length < mostInARow : Math.max(last, ...times) <= now - quarterMs
  }

  #write(live: LiveRoom, value: Seen | null): void {
    const { me, write, now } = this.#parts
    const { id, head } = live
    if (!head) return
    const at = now()
    this.#times.set(id, [...(this.#times.get(id) ?? []), at])
    this.#written.set(id, { post: null, set: { at: { time: at, name: '' }, seen: value } })
    const where = { room: id, segment: head.number, newest: newestIn(live.roster, live.recent) }
    write(where, { kind: 'set', key: seenKey(me), value }).then(
      () => this.#settle(id),
      () => {}, // the journal reports the failure
    )
  }

  #settle(room: string): void {
    this.#due.delete(room)
    this.#parts.untold.delete(keyOf(room)).catch(() => {}) // looked at once more after the next start
  }

  #later(ms: number): void {
    const { clock } = this.#parts
    if (clock.now() + ms >= this.#nextAt) return
    this.#cancel()
    this.#nextAt = clock.now() + ms
    this.#cancel = clock.after(ms, () => {
      this.#nextAt = Number.POSITIVE_INFINITY
      void this.#catchUp()
    })
  }

  /** Tells what was read before and not told: offline, in a tab that died, or too soon after the last time. */
  async #catchUp(): Promise<void> {
    const { live, untold, leads, me } = this.#parts
    if (!leads() || !this.#isReady()) return
    if (!untrack(() => this.#parts.shows()))
      for (const room of live.all()) if (isInStep(room) && isToldIn(room.roster, me)) this.#fallSilent(room)
    const rooms = await untold.entries().catch(() => [])
    for (const [key] of rooms) {
      const id = key.startsWith('seen/') ? key.slice('seen/'.length) : ''
      const room = live.find(id)
      if (room && isInStep(room) && !this.#shown.has(id)) this.#tell(room, 'rests')
    }
  }
}

const keyOf = (room: string): string => `seen/${room}`

const isInStep = ({ head }: LiveRoom): boolean => untrack(() => head?.document.state().name === 'synced')

/** Whether people in this room tell each other, and this person is one of them. */
const isToldIn = ({ members, archived }: Pick<Roster, 'members' | 'archived'>, me: string): boolean => {
  const role = members.get(me)?.role ?? null
  return role !== null && archived === null && isFewEnough(members.values())
}

/** The last message of others that this person has read, if it comes after what is told. */
const lastRead = (
  live: LiveRoom,
  { me, mark, told, isBlocked }: { me: string; mark: Seen; told: Seen | null; isBlocked(user: string): boolean },
): Seen | null => {
  const messages = live.head?.messages(live.whoIs) ?? []
  for (let at = messages.length - 1; at >= 0; at--) {
    const message = messages[at]
    if (!message || comparePositions(message, mark) > 0) continue
    if (told && comparePositions(message, told) <= 0) return null
    const isTheirs = message.user !== me && !message.imported && !untrack(() => isBlocked(message.user))
    if (isTheirs) return { time: message.time, name: message.name }
  }
  return null
}
