import { withDocuments } from '../documents/documents.ts'
import type { DraftSegment, StagedCommit } from '../gate/staged-commit.ts'
import type { Change } from '../store/store.ts'
import type { Entrance } from './entrance.ts'
import type { SharedParts } from './room-parts.ts'
import { SealedIndex } from './sealed-index.ts'

/**
 * The segment that a room's new posts go to. Once it has enough, it is sealed and the next segment becomes the head.
 */
export class Head {
  readonly #parts: SharedParts
  readonly #entrance: Entrance
  readonly #sealedIndex: SealedIndex

  constructor(parts: SharedParts, entrance: Entrance) {
    this.#parts = parts
    this.#entrance = entrance
    this.#sealedIndex = new SealedIndex(entrance.row.id, parts)
  }

  /** Commits what was admitted. If this fills the head, the same commit seals it and moves to the next segment. */
  async commit(draft: StagedCommit): Promise<void> {
    const { id: room, kind, head: segment } = this.#entrance.row
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
    const { row: before } = this.#entrance
    const row = { ...before, head: before.head + 1 }
    const planned = await withDocuments(store, { ...change, rooms: [row] }, clock.now())
    await store.commit(planned.change)
    this.#entrance.apply({ rooms: [row] })
    writing.tell(planned.updates)
  }
}
