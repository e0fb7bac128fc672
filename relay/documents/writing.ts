import { Serial } from '../pace/serial.ts'
import type { Store } from '../store/store.ts'
import type { WithDocuments } from './rewrite-stale.ts'

type Updates = WithDocuments['updates']

/** Writes the documents of the relay itself, one after the other. Each is kept before it is sent. */
export class Writing {
  readonly #store: Pick<Store, 'commit'>
  readonly #queue = new Serial()
  readonly #listeners: ((updates: Updates) => void)[] = []

  constructor(store: Pick<Store, 'commit'>) {
    this.#store = store
  }

  /** Calls back with what was written, once it is kept. */
  subscribe(listener: (updates: Updates) => void): void {
    this.#listeners.push(listener)
  }

  tell(updates: Updates): void {
    for (const listener of this.#listeners) listener(updates)
  }

  /** Runs one job at a time. Everything that plans documents must run here, and keep them before its job ends. */
  inTurn<T>(job: () => Promise<T>): Promise<T> {
    return this.#queue.run(job)
  }

  async keep({ change, updates }: WithDocuments): Promise<void> {
    await this.#store.commit(change)
    this.tell(updates)
  }

  /** Resolves when all jobs so far are done. */
  settled(): Promise<void> {
    return this.#queue.settled()
  }
}
