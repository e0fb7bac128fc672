import { withDocuments } from '../documents/rewrite-stale.ts'
import type { StagedCommit } from '../gate/staged-commit.ts'
import type { SealedSegment } from '../store/records.ts'
import { StoreFull } from '../store/store.ts'
import type { SharedParts } from './room-parts.ts'

const gatherMs = 2_000
const whenFullMs = 10_000

/**
 * Late posts, edits and erasures go into segments that are sealed and that few people have open. The roster's index of
 * such a segment is updated a moment later, so that devices see by its count that there is something to fetch.
 */
export class SealedIndex {
  readonly #room: string
  readonly #parts: SharedParts
  readonly #stale = new Map<number, SealedSegment>()

  constructor(room: string, parts: SharedParts) {
    this.#room = room
    this.#parts = parts
  }

  /** Call it before the draft is merged. `head`: the head segment when the draft was judged. */
  note(draft: StagedCommit, head: number): void {
    for (const [segment, { records: count, base, oldest: from, newest: to }] of draft.segments)
      if (segment < head && count > base.records) this.#put({ room: this.#room, segment, from, to, count }, gatherMs)
  }

  #put(row: SealedSegment, afterMs: number): void {
    if (this.#stale.size === 0) this.#parts.clock.after(afterMs, () => this.#write())
    this.#stale.set(row.segment, row)
  }

  #write(): void {
    const seal = [...this.#stale.values()]
    this.#stale.clear()
    const { store, clock, writing, log } = this.#parts
    writing
      .inTurn(async () => {
        if ((await store.rooms.byId(this.#room))?.deleted != null) return // nothing is written about a deleted room
        await writing.keep(await withDocuments(store, { seal }, clock.now()))
      })
      .catch((error) => {
        if (!(error instanceof StoreFull))
          log({ what: 'fault', where: `updating the index of room ${this.#room}`, error })
        // The records are kept, and only the index is tried again. If a row was noted again meanwhile, that one is
        // newer.
        else for (const row of seal) if (!this.#stale.has(row.segment)) this.#put(row, whenFullMs)
      })
  }
}
