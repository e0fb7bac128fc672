import type { Log } from '../base/surroundings.ts'
import { nextTurn } from '../pace/next-turn.ts'
import type { RecordRow } from '../store/records.ts'

/** The records that one commit added to a room. They are on disk. */
export interface CommittedBatch {
  room: string
  rows: readonly RecordRow[]
}

/** Something that wants to know of new records, such as search, notifications or metrics. */
export interface CommitListener {
  /** Names the listener in the log. */
  name: string
  /** Batches of one room come in the order of their commits. The next batch comes when this promise resolves. */
  committed(batch: CommittedBatch): void | Promise<void>
  /**
   * Reads from the store what this listener has not heard of. It is called when the listener subscribes, because the
   * relay may have stopped between a commit and this event, and when batches were dropped because too many waited.
   * Batches that are committed from now on come afterwards, so a record may be both read and heard of.
   */
  catchUp(): void | Promise<void>
}

/** How many rows wait for one listener. */
const mostRows = 4_096

/**
 * The one place to hear of committed records. Nothing waits for a listener: each has its own queue and its own turns of
 * the event loop, and its errors end in the log.
 */
export class CommittedRecords {
  readonly #log: Log
  readonly #mostRows: number
  readonly #queues = new Set<ListenerQueue>()

  constructor(log: Log, limits = { rows: mostRows }) {
    this.#log = log
    this.#mostRows = limits.rows
  }

  /** Returns a function that unsubscribes. */
  subscribe(listener: CommitListener): () => void {
    const queue = new ListenerQueue(listener, this.#mostRows, this.#log)
    this.#queues.add(queue)
    return () => {
      queue.close()
      this.#queues.delete(queue)
    }
  }

  /** Call it after the commit. It returns at once. */
  emit(batch: CommittedBatch): void {
    for (const queue of this.#queues) queue.put(batch)
  }

  /** Nobody is told anything more. A call that is running is not waited for. */
  close(): void {
    for (const queue of this.#queues) queue.close()
    this.#queues.clear()
  }
}

class ListenerQueue {
  readonly #listener: CommitListener
  readonly #mostRows: number
  readonly #log: Log
  #waiting: CommittedBatch[] = []
  #rows = 0
  /** True: the listener must read the store first. Until it begins to, new batches need not wait here. */
  #isBehind = true
  #isRunning = false
  #isClosed = false
  #failures = 0

  constructor(listener: CommitListener, mostRows: number, log: Log) {
    this.#listener = listener
    this.#mostRows = mostRows
    this.#log = log
    this.#run()
  }

  put(batch: CommittedBatch): void {
    if (!this.#isBehind && this.#rows + batch.rows.length <= this.#mostRows) {
      this.#waiting.push(batch)
      this.#rows += batch.rows.length
    } else this.#fallBehind()
    if (!this.#isRunning) this.#run()
  }

  close(): void {
    this.#isClosed = true
    this.#fallBehind()
  }

  #fallBehind(): void {
    this.#isBehind = true
    this.#waiting = []
    this.#rows = 0
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    do await nextTurn()
    while ((await this.#tellNext()) && this.#hasMore)
    this.#isRunning = false
  }

  get #hasMore(): boolean {
    return this.#isBehind || this.#waiting.length > 0
  }

  /** Resolves to false if there is nothing to do until the next commit. */
  async #tellNext(): Promise<boolean> {
    if (this.#isClosed) return false
    if (this.#isBehind) return this.#catchUp()
    const batch = this.#waiting.shift()
    if (batch === undefined) return false
    this.#rows -= batch.rows.length
    await this.#try(() => this.#listener.committed(batch))
    return true
  }

  async #catchUp(): Promise<boolean> {
    this.#isBehind = false
    const isDone = await this.#try(() => this.#listener.catchUp())
    if (!isDone) this.#fallBehind() // tried again at the next commit
    return isDone
  }

  /** A batch that its listener fails on is not told again. */
  async #try(call: () => void | Promise<void>): Promise<boolean> {
    try {
      await call()
      return true
    } catch (error) {
      this.#failures++
      // Only the 1st, 2nd, 4th, 8th … error is logged, because a listener may fail at every record.
      const isLogged = Number.isInteger(Math.log2(this.#failures))
      const where = `the listener "${this.#listener.name}" of committed records, ${this.#failures} times so far`
      if (isLogged && !this.#isClosed) this.#log({ what: 'fault', where, error })
      return false
    }
  }
}
