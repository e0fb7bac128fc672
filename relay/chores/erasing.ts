import { withDocuments } from '../acts/documents.ts'
import type { Serial } from '../pace/serial.ts'
import type { OpenRoom } from '../room/open-room.ts'
import type { Rooms } from '../room/rooms.ts'
import type { Change, Store } from '../store/store.ts'
import type { Clock } from '../surroundings.ts'

interface ErasingParts {
  store: Store
  clock: Clock
  rooms: Rooms
  writing: Serial
  keep(planned: { change: Change; updates: { name: string; update: Uint8Array }[] }): Promise<void>
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

  /** All that a user wrote in a room, if that is due. */
  async erase(id: string, user: string, isOver = () => false): Promise<void> {
    await this.#parts.rooms.use(id, async (room) => {
      if (room === null) return
      while (await room.eraseSome(user, atOnce)) if (isOver()) return
      await room.inTurn(() => this.#parts.writing.run(() => this.#finish(id, user, room)))
    })
  }

  async #finish(id: string, user: string, room: OpenRoom): Promise<void> {
    const { store, clock, keep } = this.#parts
    const row = (await store.members(id)).find((member) => member.user === user)
    if (row?.erasing == null || row.erasing > clock.now()) return
    const change: Change = { members: [{ ...row, erasing: null }] }
    await keep(await withDocuments(store, change, { rosters: [id], homes: [] }, clock.now()))
    room.apply(change)
  }
}
