import { createSignal } from 'solid-js'
import type { Clock } from '../base/clock.ts'
import { newId } from '../outgoing/planRecord.ts'
import { DueTime } from './dueTime.ts'
import type { Settings } from './ownRoom.ts'

/** What this person wants to be reminded of, in their own words. Nobody else sees it. */
export interface Note {
  id: string
  /** The room where it was written. */
  room: string
  text: string
  /** When it was written. */
  at: number
  remindAt: number
}

interface NotesParts {
  own: Settings
  clock: Pick<Clock, 'after'>
  /** The relay's time. */
  now(): number
}

/** In characters as `String.length` counts them. */
export const longestNote = 500

const start = 'note/'

/** A person's reminders, the same on all their devices: `set` records in their own room. */
export class Notes {
  readonly #parts: NotesParts
  readonly #all = createSignal<readonly Note[]>([])
  readonly #time: DueTime
  readonly #stop: () => void

  constructor(parts: NotesParts) {
    this.#parts = parts
    this.#time = new DueTime(parts)
    this.#stop = parts.own.changed.subscribe(() => this.#fold())
    this.#fold()
  }

  /** Tracked. The next one first. */
  all(): readonly Note[] {
    return this.#all[0]()
  }

  /** Tracked. Those whose time has come, the first due first. */
  due(): Note[] {
    const now = this.#time.now()
    return this.all().filter(({ remindAt }) => remindAt <= now)
  }

  /** Rejects if it could not be stored. */
  async add(note: Pick<Note, 'room' | 'text' | 'remindAt'>): Promise<void> {
    await this.#put(newId(), { ...note, at: this.#parts.now() })
  }

  async remind({ id, ...note }: Note, remindAt: number): Promise<void> {
    await this.#put(id, { ...note, remindAt })
  }

  async drop({ id }: Pick<Note, 'id'>): Promise<void> {
    await this.#put(id, null)
  }

  close(): void {
    this.#time.close()
    this.#stop()
  }

  async #put(id: string, value: Omit<Note, 'id'> | null): Promise<void> {
    if ((await this.#parts.own.put(`${start}${id}`, value)) === null) throw new Error('cannot store the reminder')
  }

  #fold(): void {
    const all = this.#parts.own.under(start).flatMap(({ key, value }) => readNote(key, value) ?? [])
    this.#all[1](all.sort((a, b) => a.remindAt - b.remindAt))
    this.#time.waitFor(all.map(({ remindAt }) => remindAt))
  }
}

const readNote = (key: string, value: unknown): Note | null => {
  const id = key.slice(start.length)
  if (typeof value !== 'object' || value === null || !id) return null
  const { room, text, at, remindAt } = value as Partial<Note>
  if (typeof room !== 'string' || typeof text !== 'string' || text === '') return null
  return Number.isFinite(at) && Number.isFinite(remindAt)
    ? { id, room, text, at: at as number, remindAt: remindAt as number }
    : null
}
