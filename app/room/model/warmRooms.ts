import { segmentName } from '../../../shared/wire/documents.ts'
import type { Shared } from '../../base/shared.ts'
import type { Segment } from '../../segments/segment.ts'
import type { Segments } from '../../segments/segments.ts'
import type { LiveRoom } from './liveRoom.ts'
import { screenful } from './loadedSegments.ts'

/** As many as people go to and fro between. */
const mostWarm = 10

/**
 * Keeps in memory what a room opens with, for the rooms that one may go to next: those one came from, and those that
 * were pointed at. Opening one of them reads nothing from the disk, so its messages are in the first frame.
 */
export class WarmRooms {
  readonly #segments: Segments
  readonly #live: Shared<LiveRoom>
  /** By room, the one that cools down next first. */
  readonly #warm = new Map<string, WarmRoom>()
  #isClosed = false

  constructor({ segments, live }: { segments: Segments; live: Shared<LiveRoom> }) {
    this.#segments = segments
    this.#live = live
  }

  /** A room that is warm already is now the last to cool down. */
  warm(room: string): void {
    if (this.#isClosed) return
    const kept = this.#warm.get(room) ?? new WarmRoom(room, this.#segments, this.#live)
    this.#warm.delete(room)
    this.#warm.set(room, kept)
    kept.hold()
    for (const [first, warm] of this.#warm) {
      if (this.#warm.size <= mostWarm) return
      this.#warm.delete(first)
      warm.cool()
    }
  }

  close(): void {
    this.#isClosed = true
    for (const warm of this.#warm.values()) warm.cool()
    this.#warm.clear()
  }
}

class WarmRoom {
  readonly #room: string
  readonly #segments: Segments
  readonly #pool: Shared<LiveRoom>
  readonly #live: LiveRoom
  #before: Segment | null = null
  #isCold = false

  constructor(room: string, segments: Segments, pool: Shared<LiveRoom>) {
    this.#room = room
    this.#segments = segments
    this.#pool = pool
    this.#live = pool.open(room)
  }

  /**
   * Holds what the room opens with now. At once if it has loaded: the room that is on screen is about to let go of it,
   * and would otherwise have to be read from the disk again.
   */
  hold(): void {
    const { rosterDocument, head } = this.#live
    if (rosterDocument.hasLoaded && (!head || head.document.hasLoaded)) this.#holdFor(head)
    else void this.#holdWhenLoaded()
  }

  async #holdWhenLoaded(): Promise<void> {
    await this.#live.rosterDocument.loaded
    const { head } = this.#live
    await head?.document.loaded
    if (!this.#isCold) this.#holdFor(head)
  }

  /** The newest segment is the live room's. A nearly empty one is shown with the one before it. */
  #holdFor(head: Segment | null): void {
    const showsBefore = head !== null && head.number > 1 && head.entries.size < screenful
    const before = showsBefore ? this.#segments.open(segmentName(this.#room, head.number - 1)) : null
    this.#letGo()
    this.#before = before
  }

  #letGo(): void {
    if (this.#before) void this.#segments.close(this.#before.document.name, this.#before)
  }

  cool(): void {
    this.#isCold = true
    this.#letGo()
    void this.#pool.close(this.#room, this.#live)
  }
}
