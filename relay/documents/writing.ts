import { Serial } from '../pace/serial.ts'
import type { Store } from '../store/store.ts'
import type { WithDocuments } from './documents.ts'

type Updates = WithDocuments['updates']

/** How all that the relay itself writes comes to be kept and told: one after the other, and kept before it is told. */
export class Writing {
  readonly #store: Pick<Store, 'commit'>
  readonly #queue = new Serial()
  /** Tells those who have a document open what was written into it. */
  readonly tell: (updates: Updates) => void

  constructor(store: Pick<Store, 'commit'>, tell: (updates: Updates) => void) {
    this.#store = store
    this.tell = tell
  }

  /** Whatever plans documents does so in its turn, and keeps them before it is over. */
  inTurn<T>(job: () => Promise<T>): Promise<T> {
    return this.#queue.run(job)
  }

  async keep({ change, updates }: WithDocuments): Promise<void> {
    await this.#store.commit(change)
    this.tell(updates)
  }

  /** Resolves when all that was asked for so far is done. */
  settled(): Promise<void> {
    return this.#queue.settled()
  }
}
