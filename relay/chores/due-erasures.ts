import type { Clock } from '../base/surroundings.ts'
import { withRoster } from '../documents/rewrite-stale.ts'
import type { Writing } from '../documents/writing.ts'
import type { OpenRoom } from '../room/open-room.ts'
import type { Rooms } from '../room/rooms.ts'
import type { MemberRow } from '../store/rooms.ts'
import type { Change, Store } from '../store/store.ts'

interface ErasingParts {
  store: Store
  clock: Clock
  rooms: Rooms
  writing: Writing
}

/** Few at once, so that people can write in the room in between. */
const atOnce = 200

/** Erases from the disk what banned and deleted users wrote, once it is due. Readers see it disappear. */
export class DueErasures {
  readonly #parts: ErasingParts

  constructor(parts: ErasingParts) {
    this.#parts = parts
  }

  async eraseAllDue(isOver: () => boolean): Promise<void> {
    const { store, clock } = this.#parts
    for (const { room, user } of await store.upkeep.erasuresDue(clock.now())) {
      if (isOver()) return
      await this.erase(room, user, isOver)
    }
  }

  /**
   * Erases everything that a user wrote in a room, if that is due now. If it becomes due only after the call, it is not
   * started and not marked as done.
   */
  async erase(id: string, user: string, isOver = () => false): Promise<void> {
    const now = this.#parts.clock.now()
    const isDue = () => this.isDue(id, user, now)
    await this.#parts.rooms.use(id, async (room) => {
      if (room === null) return
      while (await room.eraseSome(user, isDue, atOnce)) if (isOver()) return
      await room.inTurn(() => this.#parts.writing.inTurn(() => this.#finish(id, user, now, room)))
    })
  }

  async isDue(room: string, user: string, now: number): Promise<boolean> {
    return (await this.#dueRow(room, user, now)) !== null
  }

  async #finish(id: string, user: string, now: number, room: OpenRoom): Promise<void> {
    const { store, writing } = this.#parts
    const row = await this.#dueRow(id, user, now)
    if (row === null) return
    const change: Change = { members: [{ ...row, erasing: null }] }
    await writing.keep(await withRoster(store, change, id, now))
    room.apply(change)
  }

  async #dueRow(room: string, user: string, now: number): Promise<MemberRow | null> {
    const row = (await this.#parts.store.rooms.members(room)).find((member) => member.user === user)
    return row?.erasing != null && row.erasing <= now ? row : null
  }
}
