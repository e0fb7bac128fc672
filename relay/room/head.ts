import { withDocuments } from '../documents/rewrite-stale.ts'
import type { DraftSegment, StagedCommit } from '../gate/staged-commit.ts'
import type { Change } from '../store/store.ts'
import type { RoomAccess } from './room-access.ts'
import type { SharedParts } from './room-parts.ts'
import { SealedIndex } from './sealed-index.ts'

/**
 * The segment that a room's new posts go to. Once it has enough, it is sealed and the next segment becomes the head.
 */
export class Head {
  readonly #parts: SharedParts
  readonly #access: RoomAccess
  readonly #sealedIndex: SealedIndex

  constructor(parts: SharedParts, access: RoomAccess) {
    this.#parts = parts
    this.#access = access
    this.#sealedIndex = new SealedIndex(access.row.id, parts)
  }

  /** Commits what was admitted. If this fills the head, the same commit seals it and moves to the next segment. */
  async commit(draft: StagedCommit): Promise<void> {
    const { id: room, kind, head: segment } = this.#access.row
    if (kind !== 'self') this.#sealedIndex.note(draft, segment)
    const head = draft.segments.get(segment)
    if (!head || !this.#isEnough(head)) return this.#parts.store.commit(draft.change)
    const { records: count, oldest: from, newest: to } = head
    const seal = [{ room, segment, from, to, count }]
    await this.#parts.writing.inTurn(() => this.#commitAndMoveOn({ ...draft.change, seal }))
  }

  /** A segment with few records but many empty places, or with many Yjs clients, is as slow to read as a long one. */
  #isEnough({ records, rows, clients }: DraftSegment): boolean {
    const { segmentRecords, segmentClients } = this.#parts.limits
    return records >= segmentRecords || rows >= 4 * segmentRecords || clients >= segmentClients / 2
  }

  async #commitAndMoveOn(change: Change): Promise<void> {
    const { store, clock, writing } = this.#parts
    const { row: before } = this.#access
    const row = { ...before, head: before.head + 1 }
    const planned = await withDocuments(store, { ...change, rooms: [row] }, clock.now())
    await store.commit(planned.change)
    this.#access.apply({ rooms: [row] })
    writing.tell(planned.updates)
  }
}
