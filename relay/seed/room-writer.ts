import type { Core } from '../core/core.ts'
import type { Store } from '../store/store.ts'
import type { Device, NamedRecord, RecordDraft } from './device.ts'
import { OpenSegment } from './segment.ts'

export interface RoomWriterParts {
  core: Core
  store: Store
  device: Device
  user: string
  room: string
  /** How many records fit into a segment before the relay starts a new one. */
  segmentRecords: number
}

/** A device of one user that writes to one room, always in its newest segment. */
export class RoomWriter {
  readonly #parts: RoomWriterParts
  #open: { number: number; segment: OpenSegment } | null = null

  constructor(parts: RoomWriterParts) {
    this.#parts = parts
  }

  /**
   * Resolves with the names in the same order when all records are on disk. Moves on to the next segment when one is
   * full.
   */
  async write(entries: readonly RecordDraft[]): Promise<string[]> {
    const names: string[] = []
    while (names.length < entries.length) {
      const { segment, free } = await this.#head()
      const records = await this.#sign(entries.slice(names.length, names.length + free))
      await segment.put(records)
      names.push(...records.map(({ name }) => name))
    }
    return names
  }

  close(): void {
    this.#open?.segment.close()
    this.#open = null
  }

  #sign(entries: readonly RecordDraft[]): Promise<NamedRecord[]> {
    return Promise.all(entries.map((entry) => this.#parts.device.write(this.#parts.room, entry)))
  }

  async #head(): Promise<{ segment: OpenSegment; free: number }> {
    const { store, room, segmentRecords } = this.#parts
    const number = (await store.rooms.byId(room))?.head ?? 1
    const { posts } = await store.records.segment(room, number)
    return { segment: this.#openAt(number), free: Math.max(1, segmentRecords - posts) }
  }

  #openAt(number: number): OpenSegment {
    if (this.#open?.number === number) return this.#open.segment
    this.close()
    const { core, device, user, room } = this.#parts
    const segment = new OpenSegment(core, { session: 'seed', user, device: device.id }, room, number)
    this.#open = { number, segment }
    return segment
  }
}
