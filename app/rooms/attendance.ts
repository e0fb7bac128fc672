import type { LiveRoom } from '../room/liveRoom.ts'
import { presentIn } from '../room/presence.ts'
import type { ReadMarks } from '../room/readMarks.ts'
import { Keyed } from '../store/keyed.ts'
import type { Clock } from '../sync/clock.ts'
import type { Shared } from '../sync/shared.ts'
import type { Summaries } from './summaries.ts'
import { summarize } from './summarize.ts'

export interface AttendanceParts {
  me: string
  summaries: Summaries
  live: Shared<LiveRoom>
  readMarks: ReadMarks
  clock: Clock
}

/** So many rooms stay open; the others are looked into in turn. */
const liveRooms = 50
const visitForMs = 5_000
const nextAfterMs = 20
/** The room on screen comes first: what one reads there as it comes is never counted here. */
const refreshAfterMs = 60

/** Keeps the rooms of the list up to date: the most recent all the time, the others one after another. */
export class Attendance {
  readonly #parts: AttendanceParts
  readonly #open = new Map<string, { room: LiveRoom; stop: () => void }>()
  readonly #here = new Keyed<readonly string[]>()
  readonly #stale = new Set<string>()
  readonly #stop: () => void
  #cancel: () => void = () => {}
  #cancelRefresh: (() => void) | null = null
  #visited: string[] = []

  constructor(parts: AttendanceParts) {
    this.#parts = parts
    const stopMarks = parts.readMarks.changed.add(() => {
      for (const room of this.#open.keys()) this.#stale.add(room)
      this.#refreshSoon()
    })
    const stopRooms = parts.summaries.changed.add(() => this.#later(nextAfterMs))
    this.#stop = () => {
      stopMarks()
      stopRooms()
    }
    this.#next()
  }

  /** Tracked: user names of the others who are there. */
  here(room: string): readonly string[] {
    return this.#here.get(room) ?? []
  }

  close(): void {
    this.#stop()
    this.#cancelRefresh?.()
    this.#cancel()
    for (const room of [...this.#open.keys()]) this.leave(room)
  }

  leave(room: string): void {
    const open = this.#open.get(room)
    this.#open.delete(room)
    open?.stop()
    if (open) void this.#parts.live.close(room, open.room)
  }

  /** One room at a time, so that what is on screen comes first. */
  #next(): void {
    const all = this.#parts.summaries.all().map(({ id }) => id)
    const wanted = all.slice(0, liveRooms)
    for (const room of this.#open.keys()) if (!all.includes(room)) this.leave(room)
    const missing = wanted.find((room) => !this.#open.has(room))
    if (missing) this.#attend(missing)
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
    for (const [open] of this.#open) if (this.#visited.includes(open) && open !== room) this.leave(open)
    if (!this.#open.has(room)) this.#attend(room)
  }

  #attend(id: string): void {
    const room = this.#parts.live.open(id)
    const stop = room.changed.add(() => {
      this.#stale.add(id)
      this.#refreshSoon()
    })
    this.#open.set(id, { room, stop })
    this.#stale.add(id)
    this.#refreshSoon()
  }

  #refreshSoon(): void {
    this.#cancelRefresh ??= this.#parts.clock.after(refreshAfterMs, () => this.#refresh())
  }

  #refresh(): void {
    this.#cancelRefresh = null
    const { me, summaries, readMarks } = this.#parts
    for (const id of this.#stale) {
      const live = this.#open.get(id)?.room
      const before = summaries.find(id)
      if (!live || !before) continue
      summaries.put(summarize(before, live, me, readMarks.of(id)))
      this.#here.set(id, userNames(live, me))
    }
    this.#stale.clear()
  }
}

const userNames = (live: LiveRoom, me: string): string[] =>
  [...presentIn(live.rosterDocument.awareness).keys()].flatMap((user) => {
    const name = user === me ? undefined : live.roster.members.get(user)?.username
    return name === undefined ? [] : [name]
  })
