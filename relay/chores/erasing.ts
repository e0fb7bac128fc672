import type { Clock } from '../base/surroundings.ts'
import { withDocuments } from '../documents/documents.ts'
import type { Writing } from '../documents/writing.ts'
import type { OpenRoom } from '../room/open-room.ts'
import type { Rooms } from '../room/rooms.ts'
import type { Change, MemberRow, Store } from '../store/store.ts'

interface ErasingParts {
  store: Store
  clock: Clock
  rooms: Rooms
  writing: Writing
}

/** So few at once that a room's talk goes on between them. */
const atOnce = 200

/** Takes what banned and deleted users wrote off the disk once its time has come; whoever reads it sees it go. */
export class Erasing {
  readonly #parts: ErasingParts

  constructor(parts: ErasingParts) {
    this.#parts = parts
  }

  async eraseAllDue(isOver: () => boolean): Promise<void> {
    const { store, clock } = this.#parts
    for (const { room, user } of await store.erasuresDue(clock.now())) {
      if (isOver()) return
      await this.erase(room, user, isOver)
    }
  }

  /** All that a user wrote in a room, if that is due; what becomes due meanwhile is not begun, and is not called done. */
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
    await writing.keep(await withDocuments(store, change, { rosters: [id], homes: [] }, now))
    room.apply(change)
  }

  async #dueRow(room: string, user: string, now: number): Promise<MemberRow | null> {
    const row = (await this.#parts.store.members(room)).find((member) => member.user === user)
    return row?.erasing != null && row.erasing <= now ? row : null
  }
}
