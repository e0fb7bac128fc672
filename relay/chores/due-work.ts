import type { Clock, Log } from '../base/surroundings.ts'
import { type Store, StoreFull } from '../store/store.ts'
import type { DueErasures } from './due-erasures.ts'
import type { Notices } from './notices.ts'

interface DueWorkParts {
  store: Store
  clock: Clock
  log: Log
  erasing: DueErasures
  notices: Notices
}

const everyMs = 10_000
/** How many records of a deleted room are dropped at once, and the pause after it, in which others can use the disk. */
const dropAtOnce = 200
const betweenDropsMs = 20
const picturesEveryMs = 3_600_000
/** Unused pictures stay for so long, because a picture is uploaded before the act that shows it. */
const unusedPicturesStayMs = 24 * 3_600_000

/** The relay's own work, at its start and then every ten seconds. Work that was interrupted goes on from there. */
export class DueWork {
  readonly #parts: DueWorkParts
  #running: Promise<void> | null = null
  #cancel = () => {}
  #wake = () => {}
  #isOver = false
  #picturesAt = Number.NEGATIVE_INFINITY

  constructor(parts: DueWorkParts) {
    this.#parts = parts
    this.#again(0)
  }

  async stop(): Promise<void> {
    this.#isOver = true
    this.#cancel()
    this.#wake()
    await this.#running
  }

  #again(afterMs: number): void {
    this.#cancel = this.#parts.clock.after(afterMs, () => {
      this.#running = this.#doAll().then(() => {
        this.#running = null
        if (!this.#isOver) this.#again(everyMs)
      })
    })
  }

  async #doAll(): Promise<void> {
    await this.#try('erasing', () => this.#parts.erasing.eraseAllDue(() => this.#isOver))
    await this.#try('dropping deleted rooms', () => this.#dropRooms())
    await this.#try('deleting old notices', () => this.#parts.notices.forgetDue(() => this.#isOver))
    await this.#try('deleting unused pictures', () => this.#forgetPictures())
  }

  /** A chore that fails is tried again in the next round. */
  async #try(where: string, chore: () => Promise<void>): Promise<void> {
    try {
      if (!this.#isOver) await chore()
    } catch (error) {
      if (!(error instanceof StoreFull)) this.#parts.log({ what: 'fault', where, error })
    }
  }

  async #dropRooms(): Promise<void> {
    const { store } = this.#parts
    for (const room of await store.upkeep.deletedRooms())
      while (!this.#isOver && (await store.upkeep.dropSome(room, dropAtOnce))) await this.#pause(betweenDropsMs)
  }

  #pause(ms: number): Promise<void> {
    return new Promise((go) => {
      const cancel = this.#parts.clock.after(ms, go)
      this.#wake = () => {
        cancel()
        go()
      }
    })
  }

  async #forgetPictures(): Promise<void> {
    const { store, clock } = this.#parts
    if (clock.now() < this.#picturesAt + picturesEveryMs) return
    this.#picturesAt = clock.now()
    await store.pictures.dropUnused(clock.now() - unusedPicturesStayMs)
  }
}
