import { readBody } from '../../shared/record/kinds.ts'
import { readRecord } from '../../shared/record/record.ts'
import type { Clock } from '../base/surroundings.ts'
import { goneShowsMs } from '../documents/home.ts'
import { withDocuments } from '../documents/rewrite-stale.ts'
import type { Writing } from '../documents/writing.ts'
import type { GoneRow } from '../store/rooms.ts'
import type { Change, Store } from '../store/store.ts'

interface NoticesParts {
  store: Store
  clock: Clock
  writing: Writing
}

const everyMs = 3_600_000

/**
 * Forgets notices about rooms that were taken from people. A notice goes after a while. The name of a deleted room goes
 * as soon as the user has noted it, but their other devices are still told that the room was deleted. A ban is told as
 * long as it stands and the room exists, after a while without the room's name.
 */
export class Notices {
  readonly #parts: NoticesParts
  #lookedAt = Number.NEGATIVE_INFINITY

  constructor(parts: NoticesParts) {
    this.#parts = parts
  }

  async forgetDue(isOver: () => boolean): Promise<void> {
    const { store, clock, writing } = this.#parts
    if (clock.now() < this.#lookedAt + everyMs) return
    this.#lookedAt = clock.now()
    for (const row of await store.upkeep.goneDue(clock.now() - goneShowsMs)) {
      if (isOver()) return
      await writing.inTurn(() => this.#forget(row))
    }
  }

  async #forget(row: GoneRow): Promise<void> {
    const { store, clock, writing } = this.#parts
    const isAsBefore = (await store.rooms.goneOf(row.user, row.at)).some(
      ({ room, at }) => room === row.room && at === row.at,
    )
    const change = isAsBefore ? await this.#changeOf(row) : null
    if (change) await writing.keep(await withDocuments(store, change, clock.now()))
  }

  async #changeOf(row: GoneRow): Promise<Change | null> {
    const nameless: Change = { gone: [{ ...row, name: '' }] }
    if (row.at < this.#parts.clock.now() - goneShowsMs)
      return row.why === 'banned' && row.name !== '' ? nameless : { dropGone: [row] }
    return (await this.#isNoted(row)) ? nameless : null
  }

  async #isNoted({ user, room, at }: GoneRow): Promise<boolean> {
    const noted = await this.#parts.store.records.setting(user, `gone/${room}`)
    if (!noted?.bytes) return false
    const body = readBody('set', readRecord(noted.bytes).body)
    return body.kind === 'set' && typeof body.value === 'number' && body.value >= at
  }
}
