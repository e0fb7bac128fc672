import type { Clock } from '../../base/clock.ts'
import { Keyed } from '../../base/keyed.ts'
import type { Shared } from '../../base/shared.ts'
import type { ReadMarks } from '../../own/readMarks.ts'
import type { OwnPresence } from '../../presence/presence.ts'
import { type Present, presentIn } from '../../presence/present.ts'
import type { LiveRoom } from '../../room/model/liveRoom.ts'
import type { Summaries } from './summaries.ts'
import { liesFurtherBack, type Reader, summarize } from './summarize.ts'

interface RoomWatcherParts {
  me: Reader
  summaries: Summaries
  live: Shared<LiveRoom>
  readMarks: ReadMarks
  presence: Pick<OwnPresence, 'attend'>
  clock: Clock
}

/** Who else is in the room now. */
export interface Attended {
  /** Display names of the people who have the room on screen, latest arrival first. */
  here: readonly string[]
  /** The most available status among all of them. */
  status: Present['status'] | 'offline'
}
const nobody: Attended = { here: [], status: 'offline' }

/** This many rooms stay open; the others are opened briefly, one after another. */
export const liveRooms = 50
const visitForMs = 5_000
const nextAfterMs = 20
/** Waits this long, so that messages read on arrival in the open room are never counted as unread here. */
const refreshAfterMs = 60

/** Keeps the rooms of the list up to date: the most recent ones stay open, the others are visited in turn. */
export class RoomWatcher {
  readonly #parts: RoomWatcherParts
  readonly #open = new Map<string, { room: LiveRoom; stop: () => void }>()
  readonly #present = new Keyed<Attended>()
  readonly #stale = new Set<string>()
  readonly #stop: () => void
  #cancel: () => void = () => {}
  #cancelRefresh: (() => void) | null = null
  #visited: string[] = []
  #closed = false

  constructor(parts: RoomWatcherParts) {
    this.#parts = parts
    const stopMarks = parts.readMarks.changed.subscribe(() => this.lookAgain())
    const stopRooms = parts.summaries.changed.subscribe(() => this.#later(nextAfterMs))
    const stopFollowing = parts.live.each((room) => this.#follow(room))
    this.#stop = () => {
      stopFollowing()
      stopMarks()
      stopRooms()
    }
    this.#next()
  }

  /** Tracked. */
  in(room: string): Attended {
    return this.#present.get(room) ?? nobody
  }

  /** Updates the lines of all open rooms, after a change that affects every line. */
  lookAgain(): void {
    for (const { id } of this.#parts.live.all()) this.#stale.add(id)
    this.#refreshSoon()
  }

  close(): void {
    this.#closed = true
    this.#stop()
    this.#cancelRefresh?.()
    this.#cancel()
    for (const room of [...this.#open.keys()]) this.letGo(room)
  }

  letGo(room: string): void {
    const open = this.#open.get(room)
    this.#open.delete(room)
    open?.stop()
    if (open) void this.#parts.live.close(room, open.room)
  }

  /** Opens one room at a time, so that the room on screen loads first. */
  #next(): void {
    const all = this.#parts.summaries.all().map(({ id }) => id)
    const wanted = all.slice(0, liveRooms)
    for (const room of this.#open.keys()) if (!all.includes(room)) this.letGo(room)
    const missing = wanted.find((room) => !this.#open.has(room))
    if (missing) this.#attend(missing, 'stay')
    const visit = missing ? undefined : this.#turnOf(all.slice(liveRooms))
    if (visit) this.#visit(visit)
    if (missing) this.#later(nextAfterMs)
    else if (visit) this.#later(visitForMs)
  }

  #later(ms: number): void {
    this.#cancel()
    this.#cancel = this.#parts.clock.after(ms, () => this.#next())
  }

  #turnOf(rooms: readonly string[]): string | undefined {
    const next = rooms.find((room) => !this.#visited.includes(room))
    if (!next) this.#visited = []
    return next ?? rooms[0]
  }

  #visit(room: string): void {
    this.#visited.push(room)
    for (const [open] of this.#open) if (this.#visited.includes(open) && open !== room) this.letGo(open)
    if (!this.#open.has(room)) this.#attend(room, 'visit')
  }

  #attend(id: string, how: 'stay' | 'visit'): void {
    const room = this.#parts.live.open(id)
    // A short visit does not show this person as present.
    const stop = how === 'stay' ? this.#parts.presence.attend(room) : () => {}
    this.#open.set(id, { room, stop })
    this.#stale.add(id)
    this.#refreshSoon()
  }

  /** Updates the line when the room changes, whoever opened it. The room on screen may be one that is not attended. */
  #follow(room: LiveRoom): void {
    room.changed.subscribe(() => {
      this.#stale.add(room.id)
      this.#refreshSoon()
    })
  }

  #refreshSoon(): void {
    if (this.#closed) return
    this.#cancelRefresh ??= this.#parts.clock.after(refreshAfterMs, () => this.#refresh())
  }

  #refresh(): void {
    this.#cancelRefresh = null
    const { me, summaries, readMarks } = this.#parts
    for (const id of this.#stale) {
      const live = this.#parts.live.find(id)
      const before = summaries.find(id)
      if (!live || !before) continue
      summaries.put(summarize(before, live, me, readMarks.of(id)))
      if (liesFurtherBack(live, me)) live.lookBack()
      this.#see(id, attended(live, me.user, this.#parts.clock.now()))
    }
    this.#stale.clear()
  }

  /** Keeps the old object if nothing changed, so that the line is not drawn again. */
  #see(room: string, now: Attended): void {
    const before = this.#present.peek(room)
    if (!before || JSON.stringify(before) !== JSON.stringify(now)) this.#present.set(room, now)
  }
}

const attended = (live: LiveRoom, me: string, now: number): Attended => {
  const others = [...presentIn(live.rosterDocument.awareness, now)].filter(([user]) => user !== me)
  const here = others.filter(([, { here }]) => here)
  return {
    here: here.flatMap(([user]) => live.roster.members.get(user)?.name ?? []),
    status: bestOf(others.map(([, { status }]) => status)),
  }
}

const bestOf = (all: readonly Present['status'][]): Attended['status'] =>
  all.includes('online') ? 'online' : all.includes('away') ? 'away' : 'offline'
