import { Serial } from '../pace/serial.ts'
import type { Store } from '../store/store.ts'
import type { WithDocuments } from './documents.ts'

type Updates = WithDocuments['updates']

/** Writes the documents of the relay itself, one after the other. Each is kept before it is sent. */
export class Writing {
  readonly #store: Pick<Store, 'commit'>
  readonly #queue = new Serial()
  /** Tells a document's listeners what was written into it. */
  readonly tell: (updates: Updates) => void

  constructor(store: Pick<Store, 'commit'>, tell: (updates: Updates) => void) {
    this.#store = store
    this.tell = tell
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
