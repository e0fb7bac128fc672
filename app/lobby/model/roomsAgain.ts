import type { Act } from '../../../shared/room/acts.ts'
import { readRoster } from '../../../shared/room/roster.ts'
import { rosterName } from '../../../shared/wire/documents.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import type { Clock } from '../../base/clock.ts'
import type { Locks } from '../../base/locks.ts'
import type { Table } from '../../base/table.ts'
import type { ActAnswer, Outbox } from '../../outgoing/outbox.ts'
import type { Documents } from '../../sync/documents.ts'
import { actsToMakeAgain } from './makeAgain.ts'

interface RoomsAgainParts {
  me: string
  documents: Documents
  outbox: Pick<Outbox, 'add' | 'answered' | 'refused' | 'dismiss'>
  /** Keyed by room and step number. A finished step deletes its row. */
  table: Table<Step>
  locks: Locks
  clock: Clock
  failed(error: unknown): void
}

/** Acts sent one after another. Sending them twice does no harm. */
export interface Step {
  room: string
  nth: number
  acts: readonly Act[]
}

const actsInAStep = 50
/** The daily limit counts the last 24 hours, so it is worth another try each hour. */
export const againAfterMs = 3_600_000
/** Refusals that are shown to the person, because they can do something about them. */
const told: readonly RefusalCode[] = ['name-taken', 'invite-only']

/**
 * Recreates rooms that a restored relay lacks. The steps are stored, so the work survives reloads and can take days
 * where a daily limit applies. Only one tab does it at a time.
 */
export class RoomsAgain {
  readonly #parts: RoomsAgainParts
  readonly #running = new Set<string>()
  readonly #stops = new Set<() => void>()
  #leads = false
  #closed = false

  constructor(parts: RoomsAgainParts) {
    this.#parts = parts
    const { locks, me } = parts
    if (!locks) this.#lead()
    else
      void locks.request(`yabber/${me}/again`, () => {
        if (this.#closed) return
        this.#lead()
        return new Promise<void>((resolve) => this.#stops.add(resolve))
      })
  }

  /** Stores the steps first: the known roster is lost as soon as the relay has a new one. */
  async ask(room: string): Promise<void> {
    const { me, documents, table } = this.#parts
    const document = documents.open(rosterName(room))
    await document.loaded
    const acts = actsToMakeAgain(room, me, readRoster(document.map.entries()))
    void documents.close(document)
    await this.forget(room)
    const [first, ...rest] = acts
    if (!first) return
    const steps = [[first], ...chunks(rest)]
    for (const [nth, some] of steps.entries()) await table.put(keyOf({ room, nth }), { room, nth, acts: some })
    if (this.#leads) this.#go(room)
  }

  /** Call when the person gives the room up. */
  async forget(room: string): Promise<void> {
    for (const step of await this.#stepsOf(room)) await this.#parts.table.delete(keyOf(step))
  }

  close(): void {
    this.#closed = true
    for (const stop of this.#stops) stop()
  }

  #lead(): void {
    this.#leads = true
    void this.#parts.table.entries().then((rows) => {
      for (const [, { room }] of rows) this.#go(room)
    }, this.#parts.failed)
  }

  #go(room: string): void {
    if (this.#closed || this.#running.has(room)) return
    this.#running.add(room)
    this.#run(room)
      .catch(this.#parts.failed)
      .finally(() => this.#running.delete(room))
  }

  async #run(room: string): Promise<void> {
    for (let [step] = await this.#stepsOf(room); step && !this.#closed; [step] = await this.#stepsOf(room)) {
      for (const act of step.acts) if (!(await this.#do(act, keyOf(step)))) return this.forget(room)
      await this.#parts.table.delete(keyOf(step))
    }
  }

  /** Resolves to false if the remaining acts make no sense without this one. */
  async #do(act: Act, key: string): Promise<boolean> {
    while (!this.#closed && (await this.#parts.table.get(key))) {
      const { answer } = await this.#parts.outbox.add(act)
      const said = await answer
      if (said.ok) return true
      if (!told.includes(said.code)) await this.#dismiss(act)
      const isFirst = act.do === 'make' || act.do === 'direct'
      if (said.code === 'too-many-today') await this.#pause(againAfterMs)
      else if (said.code === 'no-such-room' && !isFirst) await this.#isMade(act.room)
      else return !isFirst || said.code === 'already' || said.code === 'name-taken'
    }
    return false
  }

  /** Waits until the person has given the room another name after `name-taken`. */
  #isMade(room: string): Promise<void> {
    const { outbox } = this.#parts
    return new Promise((resolve) => {
      const stop = outbox.answered.subscribe(({ act, answer }: { act: Act; answer: ActAnswer }) => {
        if (act.do !== 'make' || act.room !== room || !answer.ok) return
        stop()
        resolve()
      })
      this.#stops.add(stop)
    })
  }

  async #dismiss(act: Act): Promise<void> {
    const { outbox } = this.#parts
    const text = JSON.stringify(act)
    for (const { id, act: other } of outbox.refused()) if (JSON.stringify(other) === text) await outbox.dismiss(id)
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#stops.add(this.#parts.clock.after(ms, resolve))
    })
  }

  async #stepsOf(room: string): Promise<Step[]> {
    const rows = await this.#parts.table.entries()
    return rows.flatMap(([, step]) => (step.room === room ? [step] : [])).sort((a, b) => a.nth - b.nth)
  }
}

const keyOf = ({ room, nth }: Pick<Step, 'room' | 'nth'>): string => `${room}/${nth}`

const chunks = (acts: readonly Act[]): Act[][] =>
  Array.from({ length: Math.ceil(acts.length / actsInAStep) }, (_, nth) =>
    acts.slice(nth * actsInAStep, (nth + 1) * actsInAStep),
  )
