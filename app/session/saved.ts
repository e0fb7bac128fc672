import type { Clock } from '../base/clock.ts'
import type { AboveHead } from '../lobby/model/aboveHead.ts'
import type { KeptSummary, Summaries } from '../lobby/model/summaries.ts'
import type { Erasing } from '../outgoing/erasing.ts'
import type { KeptPictures } from '../outgoing/keptPictures.ts'
import type { Outbox } from '../outgoing/outbox.ts'
import type { QueuedAct } from '../outgoing/queuedActs.ts'
import type { UnsentBook } from '../outgoing/unsent.ts'
import type { Write } from '../outgoing/write.ts'
import type { KnownKeysOfRoom } from '../people/model/compareKeys.ts'
import type { KnownKeys } from '../people/model/knownKeys.ts'
import { type DueErasure, entryId, type NotSent, type Unsent } from '../store/journal.ts'
import type { LocalStore } from '../store/localStore.ts'
import type { Documents } from '../sync/documents.ts'

/**
 * What a tab holds in memory when its disk data is deleted. Documents are not included, because they write themselves
 * to the disk again.
 */
export interface Saved {
  unsent: readonly Unsent[]
  notSent: readonly NotSent[]
  acts: readonly QueuedAct[]
  pictures: readonly (readonly [string, Uint8Array])[]
  summaries: readonly KeptSummary[]
  knownKeys: readonly (readonly [string, KnownKeysOfRoom])[]
  aboveHead: readonly (readonly [string, number])[]
  erasing: readonly DueErasure[]
  /** Runs the writes that were asked for meanwhile, and all later writes to the old session. */
  goOn(write: Write): void
}

/** Runs before the new session reads anything. Values that another tab already put back stay as they are. */
export const putBack = async (saved: Saved, store: LocalStore): Promise<void> => {
  await store.journal.restore(saved.unsent, saved.notSent)
  const [outbox, pictures] = [store.table<QueuedAct>('outbox'), store.table<Uint8Array>('pictures')]
  for (const act of saved.acts) await outbox.putIfFree(act.id, act)
  for (const [hash, bytes] of saved.pictures) await pictures.putIfFree(hash, bytes)
  const [summaries, knownKeys] = [store.table<KeptSummary>('summaries'), store.table<KnownKeysOfRoom>('knownKeys')]
  for (const summary of saved.summaries) await summaries.putIfFree(summary.id, summary)
  for (const [room, pinned] of saved.knownKeys) await knownKeys.putIfFree(room, pinned)
  const aboveHead = store.table<number>('aboveHead')
  for (const [room, number] of saved.aboveHead) await aboveHead.putIfFree(room, number)
  const erasing = store.table<DueErasure>('erasing')
  for (const due of saved.erasing) await erasing.putIfFree(entryId(due), due)
}

/** If another tab signs this account out, it does so within this time, and then nothing is put back. */
const waitMs = 500

interface Watched {
  book: Pick<UnsentBook, 'all' | 'notSent'>
  outbox: Pick<Outbox, 'acts' | 'refused'>
  pictures: Pick<KeptPictures, 'all'>
  summaries: Pick<Summaries, 'all'>
  knownKeys: Pick<KnownKeys, 'all'>
  aboveHead: Pick<AboveHead, 'all'>
  erasing: Pick<Erasing, 'all'>
  documents: Pick<Documents, 'keepAnew'>
}

/** Reopens a session whose disk data was deleted, with everything that it holds in memory. */
export class Rescue {
  readonly #clock: Clock
  readonly #openAgain: (saved: Saved) => void
  #watched: Watched | null = null
  #isLost = false
  #isOver = false
  /** Starts the reopening. Null before it is needed and after it has begun. */
  #reopen: (() => void) | null = null
  #cancel: () => void = () => {}
  /** The write function of the next session. Null until that session can write; until then, writes wait. */
  #next: Write | null = null
  readonly #waiting: ((write: Write) => void)[] = []

  constructor(clock: Clock, openAgain: (saved: Saved) => void) {
    this.#clock = clock
    this.#openAgain = openAgain
  }

  watch(watched: Watched): void {
    this.#watched = watched
  }

  /** Wraps `write` so that it survives the loss: the next session does the writes that come after it. */
  writes(write: Write): Write {
    return async (...what) => {
      if (this.#isLost) return this.#later(what)
      try {
        return await write(...what)
      } catch (error) {
        if (!this.#isLost) throw error
        return this.#later(what)
      }
    }
  }

  begin(): void {
    if (this.#isLost || this.#isOver) return
    this.#isLost = true
    const before = this.#hold()
    this.#reopen = () => {
      this.#reopen = null
      this.#cancel()
      void this.#openWith(before)
    }
    this.#cancel = this.#clock.after(waitMs, () => this.#reopen?.())
  }

  /**
   * Another tab has already put back what all tabs held. This tab reopens at once, because timers in a hidden tab may
   * be slow, and a late write could restore something that the user has dismissed by then.
   */
  putBackElsewhere(): void {
    this.#reopen?.()
  }

  async #openWith(before: Held | null): Promise<void> {
    await this.#watched?.documents.keepAnew()
    if (this.#isOver) return
    this.#openAgain({ ...(this.#hold() ?? before ?? nothing), goOn: (write) => this.#goOn(write) })
  }

  close(): void {
    this.#isOver = true
    this.#cancel()
  }

  #hold(): Held | null {
    if (!this.#watched) return null
    const { book, outbox, pictures, summaries, knownKeys, aboveHead, erasing } = this.#watched
    return {
      unsent: book.all(),
      notSent: [...book.notSent()],
      acts: [...outbox.acts(), ...outbox.refused()],
      pictures: pictures.all(),
      summaries: summaries.all(),
      knownKeys: knownKeys.all(),
      aboveHead: aboveHead.all(),
      erasing: erasing.all(),
    }
  }

  #later(what: Parameters<Write>): Promise<null> {
    const next = this.#next
    if (next) return next(...what).then(() => null)
    return new Promise((resolve, reject) => {
      this.#waiting.push((write) => void write(...what).then(() => resolve(null), reject))
    })
  }

  #goOn(write: Write): void {
    this.#next = write
    for (const one of this.#waiting.splice(0)) one(write)
  }
}

type Held = Omit<Saved, 'goOn'>
const nothing: Held = {
  unsent: [],
  notSent: [],
  acts: [],
  pictures: [],
  summaries: [],
  knownKeys: [],
  aboveHead: [],
  erasing: [],
}
