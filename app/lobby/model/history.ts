import { rosterName, segmentName } from '../../../shared/wire/documents.ts'
import type { Clock } from '../../base/clock.ts'
import type { Shared } from '../../base/shared.ts'
import type { Table } from '../../base/table.ts'
import type { LiveRoom } from '../../room/model/liveRoom.ts'
import type { Documents } from '../../sync/documents.ts'
import { followRestoredRosters } from '../../sync/followRestored.ts'
import type { OpenDocument } from '../../sync/openDocument.ts'
import type { StatusView } from '../../sync/statusView.ts'
import type { Activity } from './activity.ts'
import type { Summaries } from './summaries.ts'

export interface HistoryParts {
  summaries: Summaries
  live: Shared<LiveRoom>
  documents: Documents
  /** By document name. */
  visits: Table<Visit>
  /** Finds in each segment what is about this person. */
  activity: Pick<Activity, 'knows' | 'look'>
  clock: Clock
  /** Called with the document of each segment that arrived. */
  arrived(document: string): Promise<void>
  network: StatusView['network']
}

/** When a segment was last in step with the relay, and its record count in the roster at that time. */
export interface Visit {
  at: number
  count: number
}
interface Due extends Visit {
  name: string
}

const restMs = 60
/** After a look that found nothing. Each further one waits twice as long: soon after the start, more rooms are known. */
const firstRestMs = 1_500
const longestRestMs = 30_000
const patienceMs = 20_000
/** Sealed segments can still change. The roster's count shows most changes; a daily visit finds the others. */
const againAfterMs = 24 * 60 * 60_000

/** Downloads every segment of every room to this device, one at a time, while the app is idle. */
export class History {
  readonly #parts: HistoryParts
  #visits: Promise<Map<string, Visit>> | null = null
  readonly #stopFollowing: () => void
  #cancel: () => void = () => {}
  #isLooking = false
  #nextRestMs = firstRestMs
  #closed = false

  constructor(parts: HistoryParts) {
    this.#parts = parts
    this.#stopFollowing = followRestoredRosters(parts.documents, (room, { keepUntil }) =>
      keepUntil(this.#forgetVisits(room)),
    )
    this.#later(3_000)
  }

  close(): void {
    this.#closed = true
    this.#stopFollowing()
    this.#cancel()
  }

  #later(ms: number): void {
    if (!this.#closed) this.#cancel = this.#parts.clock.after(ms, () => void this.#next())
  }

  /** After a restore the relay may hold other records, even if its counts are the same as before. */
  async #forgetVisits(room: string): Promise<void> {
    const { visits } = this.#parts
    const isOfRoom = (name: string) => name.startsWith(`${rosterName(room)}/`)
    const known = await this.#readVisits()
    for (const name of known.keys()) if (isOfRoom(name)) known.delete(name)
    if (!this.#isLooking) {
      this.#cancel()
      this.#later(restMs)
    }
    for (const [name] of await visits.entries()) if (isOfRoom(name)) await visits.delete(name)
  }

  #readVisits(): Promise<Map<string, Visit>> {
    this.#visits ??= this.#parts.visits.entries().then(
      (kept) => new Map(kept),
      () => new Map(),
    )
    return this.#visits
  }

  async #next(): Promise<void> {
    this.#isLooking = true
    const visits = await this.#readVisits()
    const due = this.#parts.network() === 'online' ? this.#findDue(visits) : null
    if (this.#closed) return
    if (due) await leisure()
    if (due && !this.#closed) await this.#visit(due, visits)
    this.#isLooking = false
    this.#later(due ? restMs : this.#nextRestMs)
    this.#nextRestMs = due ? firstRestMs : Math.min(2 * this.#nextRestMs, longestRestMs)
  }

  #findDue(visits: ReadonlyMap<string, Visit>): Due | null {
    const { summaries, live, activity, clock } = this.#parts
    const at = clock.now()
    for (const { id } of summaries.all()) {
      const roster = live.find(id)?.roster
      for (let number = (roster?.head ?? 1) - 1; number >= 1; number--) {
        const name = segmentName(id, number)
        const count = roster?.segments.get(number)?.[2] ?? 0
        const last = visits.get(name)
        if (!last || last.count !== count || last.at < at - againAfterMs || !activity.knows(name))
          return { name, at, count }
      }
    }
    return null
  }

  /** A segment that does not arrive is not tried again for as long as one that did, but only until the app restarts. */
  async #visit({ name, ...visit }: Due, visited: Map<string, Visit>): Promise<void> {
    const { documents, visits, activity, clock } = this.#parts
    const document = documents.open(name)
    const came = document.state().name === 'synced' || (await comes(document, clock))
    await activity.look(name)
    await documents.close(document)
    if (came) await this.#parts.arrived(name).catch(() => {})
    visited.set(name, visit)
    if (came) await visits.put(name, visit).catch(() => {}) // if it is not written down, the segment is visited once more
  }
}

const comes = (document: OpenDocument, clock: Clock): Promise<boolean> =>
  new Promise((resolve) => {
    const stops = [
      document.inStep.subscribe(() => done(true)),
      document.refused.subscribe(() => done(false)),
      clock.after(patienceMs, () => done(false)),
    ]
    const done = (came: boolean) => {
      for (const stop of stops) stop()
      resolve(came)
    }
  })

/** Waits for an idle moment, so that typing and scrolling stay smooth. */
const leisure = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 1_000 })
    else resolve()
  })
