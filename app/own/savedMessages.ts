import { createSignal } from 'solid-js'
import type { Pointer } from '../../shared/room/message.ts'
import type { Clock } from '../base/clock.ts'
import { DueTime } from './dueTime.ts'
import type { Settings } from './ownRoom.ts'

/** A message that this person keeps for later. */
export interface SavedMessage {
  room: string
  name: string
  segment: number
  /** When it was saved. */
  at: number
  /** When to remind; null if never, or if the reminder was dismissed. */
  remindAt: number | null
}

interface SavedParts {
  own: Settings
  clock: Pick<Clock, 'after'>
  /** The relay's time. */
  now(): number
}

const start = 'saved/'
const keyOf = (room: string, name: string): string => `${start}${room}/${name}`

/** What this person saved, across rooms and the same on all their devices: `set` records in their own room. */
export class SavedMessages {
  readonly #parts: SavedParts
  readonly #all = createSignal<readonly SavedMessage[]>([])
  readonly #time: DueTime
  readonly #stop: () => void

  constructor(parts: SavedParts) {
    this.#parts = parts
    this.#time = new DueTime(parts)
    this.#stop = parts.own.changed.subscribe(() => this.#fold())
    this.#fold()
  }

  /** Tracked. Newest first. */
  all(): readonly SavedMessage[] {
    return this.#all[0]()
  }

  /** Tracked. Those whose reminder is due, the first due first. */
  due(): SavedMessage[] {
    const now = this.#time.now()
    return this.all()
      .filter(({ remindAt }) => remindAt !== null && remindAt <= now)
      .sort((a, b) => (a.remindAt ?? 0) - (b.remindAt ?? 0))
  }

  /** Tracked. */
  find(room: string, name: string): SavedMessage | undefined {
    return this.all().find((one) => one.room === room && one.name === name)
  }

  async save(room: string, { name, segment }: Pointer & { segment: number }): Promise<void> {
    await this.#set({ room, name, segment, at: this.#parts.now(), remindAt: null })
  }

  async drop({ room, name }: Pick<SavedMessage, 'room' | 'name'>): Promise<void> {
    await this.#put(keyOf(room, name), null)
  }

  /** Null: no reminder, or it is dismissed, on all devices. */
  async remind(saved: SavedMessage, remindAt: number | null): Promise<void> {
    await this.#set({ ...saved, remindAt })
  }

  close(): void {
    this.#time.close()
    this.#stop()
  }

  async #set({ room, name, segment, at, remindAt }: SavedMessage): Promise<void> {
    await this.#put(keyOf(room, name), { segment, at, ...(remindAt !== null && { remindAt }) })
  }

  /** Rejects if it could not be stored. */
  async #put(key: string, value: unknown): Promise<void> {
    if ((await this.#parts.own.put(key, value)) === null) throw new Error('cannot store what was saved')
  }

  #fold(): void {
    const all = this.#parts.own.under(start).flatMap(({ key, value }) => readSaved(key, value) ?? [])
    this.#all[1](all.sort((a, b) => b.at - a.at))
    this.#time.waitFor(all.flatMap(({ remindAt }) => remindAt ?? []))
  }
}

const readSaved = (key: string, value: unknown): SavedMessage | null => {
  const [room, name] = key.slice(start.length).split('/')
  if (typeof value !== 'object' || value === null || !room || !name) return null
  const { segment, at, remindAt } = value as Partial<SavedMessage>
  if (typeof segment !== 'number' || typeof at !== 'number') return null
  return { room, name, segment, at, remindAt: typeof remindAt === 'number' ? remindAt : null }
}
