import { Life } from '../../relay/store/life.ts'
import { type Change, type Store, StoreFull } from '../../relay/store/store.ts'
import type { Chance } from '../world/chance.ts'
import { MemoryDisk } from '../world/store/memory-disk.ts'
import { MemoryStore } from '../world/store/memory-store.ts'
import { between, happens } from './odds.ts'
import type { Time } from './time.ts'

/** Is told of every change at the moment when it is on disk. */
export interface DiskListener {
  write(change: Change): void
  complain(what: string): void
}
export type DiskCopy = readonly Change[]
interface Pending {
  change: Change
  done: () => void
  failed: (error: Error) => void
}

/**
 * The relay's disk, which outlives the process. Commits take time and finish in order. After a crash the first of the
 * pending commits may be on disk, but none of their promises is ever resolved.
 */
export class Disk {
  full = false
  readonly #time: Time
  readonly #chance: Chance
  readonly #listener: DiskListener
  #kept = new MemoryStore()
  /**
   * Every change that was written. The removal of what belonged to deleted rooms is not among them, since the relay
   * does it again after a restart.
   */
  #changes: Change[] = []
  #pending: Pending[] = []
  #mount = 0

  constructor(time: Time, chance: Chance, listener: DiskListener) {
    this.#time = time
    this.#chance = chance
    this.#listener = listener
  }

  /** The data on disk now, for checks from outside. */
  get kept(): Store {
    return this.#kept
  }

  get isIdle(): boolean {
    return this.#pending.length === 0
  }

  /** The disk as one process sees it. */
  mount(): Store {
    const mount = ++this.#mount
    // Takes no number from the story's generator, so that the kept seeds still give the same stories.
    const life = new Life(this.#time.now(), () => (mount % 1_000) / 1_000)
    const kept = this.#kept
    const slow = <Noun extends object>(noun: Noun): Noun =>
      new Proxy(noun, {
        get: (reads, name: keyof Noun & string) => {
          const read = (...parts: unknown[]) => (reads[name] as (...parts: unknown[]) => Promise<unknown>)(...parts)
          // Answered at once, without a random delay, so that the kept seeds still give the same stories.
          if (name === 'newestTime') return read
          return (...parts: unknown[]) => this.#read(mount, () => read(...parts))
        },
      })
    return {
      life,
      commit: (change) => this.#commit(mount, change),
      records: slow(kept.records),
      rooms: slow(kept.rooms),
      people: slow(kept.people),
      invitations: slow(kept.invitations),
      documents: slow(kept.documents),
      pictures: slow(kept.pictures),
      acts: slow(kept.acts),
      upkeep: slow(kept.upkeep),
      close: () => kept.close(),
    }
  }

  crash(): void {
    this.#mount++
    const survivors = this.#pending.slice(0, this.#chance.below(this.#pending.length + 1))
    this.#pending = []
    for (const { change } of survivors) this.#write(change)
  }

  copy(): DiskCopy {
    return [...this.#changes]
  }

  /** Replaces the data on disk with a copy. Nothing is written during this. */
  putBack(copy: DiskCopy): void {
    this.#mount++
    this.#pending = []
    const disk = new MemoryDisk()
    for (const change of copy) disk.apply(change)
    this.#kept = new MemoryStore({ disk })
    this.#changes = [...copy]
  }

  #commit(mount: number, change: Change): Promise<void> {
    return new Promise((done, failed) => {
      if (mount !== this.#mount) return
      this.#pending.push({ change, done, failed })
      if (this.#pending.length === 1) this.#planNext(mount)
    })
  }

  #planNext(mount: number): void {
    this.#time.after(between(this.#chance, 1, 20), () => {
      if (mount !== this.#mount) return
      const group = this.#pending.splice(0, between(this.#chance, 1, 4))
      for (const pending of group) this.#settle(pending)
      if (this.#pending.length > 0) this.#planNext(mount)
    })
  }

  #settle({ change, done, failed }: Pending): void {
    const error = this.full ? new StoreFull('the disk of the simulation is full') : this.#write(change)
    if (error) failed(error)
    else done()
  }

  #write(change: Change): Error | null {
    try {
      this.#kept.disk.apply(change)
      this.#changes.push(change)
      this.#listener.write(change)
      return null
    } catch (error) {
      this.#listener.complain(`the store could not commit: ${error}`)
      return error as Error
    }
  }

  /** Now and then a read takes longer than later reads. */
  #read<T>(mount: number, read: () => Promise<T>): Promise<T> {
    if (!happens(this.#chance, 0.2)) return read()
    return new Promise((resolve, reject) => {
      this.#time.after(between(this.#chance, 0, 5), () => {
        if (mount === this.#mount) read().then(resolve, reject)
      })
    })
  }
}
