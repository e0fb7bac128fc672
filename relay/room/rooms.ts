import { OpenRoom } from './open-room.ts'
import { openRoomAccess } from './room-access.ts'
import type { SharedParts } from './room-parts.ts'

interface Entry {
  loading: Promise<OpenRoom | null>
  room: OpenRoom | null
  /** The number of listeners and of running acts. */
  uses: number
}

/** The rooms in use. A room is opened when it is first needed, and forgotten when nobody uses it. */
export class Rooms {
  readonly #parts: SharedParts
  readonly #entries = new Map<string, Entry>()

  constructor(parts: SharedParts) {
    this.#parts = parts
  }

  /** Null: there is no such room. Otherwise the room stays open until it is released as often as it was taken. */
  async take(id: string): Promise<OpenRoom | null> {
    const entry = this.#entries.get(id) ?? this.#open(id)
    entry.uses++
    try {
      const room = await entry.loading
      if (room === null) this.#drop(id, entry)
      return room
    } catch (error) {
      this.#drop(id, entry)
      throw error
    }
  }

  /** Runs a job with a room, or with null if there is no such room, and keeps the room open meanwhile. */
  async use<T>(id: string, job: (room: OpenRoom | null) => Promise<T>): Promise<T> {
    const room = await this.take(id)
    try {
      return await job(room)
    } finally {
      if (room) this.release(id, room)
    }
  }

  release(id: string, room: OpenRoom): void {
    const entry = this.#entries.get(id)
    if (!entry || entry.room !== room) return // the room broke and was forgotten
    entry.uses--
    if (entry.uses === 0) this.#dropWhenSettled(id, entry, room)
  }

  /** The room if it is open now. */
  peek(id: string): OpenRoom | null {
    return this.#entries.get(id)?.room ?? null
  }

  /** The room if it is open or being opened. */
  async opened(id: string): Promise<OpenRoom | null> {
    return (await this.#entries.get(id)?.loading.catch(() => null)) ?? null
  }

  async settled(): Promise<void> {
    // A room that cannot be loaded has nothing to settle, and `take` reports the error.
    const opening = [...this.#entries.values()].map(({ loading }) => loading.catch(() => null))
    for (const room of await Promise.all(opening)) await room?.settled()
  }

  #open(id: string): Entry {
    const entry: Entry = { loading: Promise.resolve(null), room: null, uses: 0 }
    entry.loading = this.#load(id, entry)
    this.#entries.set(id, entry)
    return entry
  }

  async #load(id: string, entry: Entry): Promise<OpenRoom | null> {
    const access = await openRoomAccess(this.#parts.store, id)
    if (access === null) return null
    const room: OpenRoom = new OpenRoom(access, this.#parts, {
      left: () => this.release(id, room),
      broken: () => this.#drop(id, entry),
    })
    entry.room = room
    return room
  }

  #drop(id: string, entry: Entry): void {
    if (this.#entries.get(id) === entry) this.#entries.delete(id)
  }

  async #dropWhenSettled(id: string, entry: Entry, room: OpenRoom): Promise<void> {
    await room.settled()
    if (entry.uses === 0) this.#drop(id, entry)
  }
}
