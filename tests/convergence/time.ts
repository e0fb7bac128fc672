import type { Clock } from '../../relay/base/surroundings.ts'

interface Task {
  at: number
  order: number
  run: () => void
  off: boolean
}

/** The most events in one story. A run that needs more is in an endless loop. */
const mostEvents = 150_000

/**
 * The only clock of a simulation. Events run in order, one at a time, and all promises of an event settle before the
 * next event. So a seed always gives the same story.
 */
export class Time implements Clock {
  #now: number
  #order = 0
  /** Latest first, since the next task is popped from the end. */
  readonly #tasks: Task[] = []
  events = 0

  constructor(startMs: number) {
    this.#now = startMs
  }

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): () => void {
    const task: Task = { at: this.#now + Math.max(0, ms), order: this.#order++, run, off: false }
    this.#tasks.splice(this.#placeOf(task), 0, task)
    return () => {
      task.off = true
    }
  }

  async pass(ms: number): Promise<void> {
    const until = this.#now + ms
    await settled()
    for (let task = this.#tasks.at(-1); task && task.at <= until; task = this.#tasks.at(-1)) {
      this.#tasks.pop()
      if (task.off) continue
      this.#now = Math.max(this.#now, task.at)
      if (++this.events > mostEvents)
        throw new Error('the simulation has too many events: it may be in an endless loop')
      task.run()
      await settled()
    }
    this.#now = until
  }

  /** All machines sleep. Whatever is due in this time runs late. */
  sleep(ms: number): void {
    this.#now += ms
  }

  #placeOf(task: Task): number {
    let low = 0
    let high = this.#tasks.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const other = this.#tasks[middle]!
      if (other.at > task.at || (other.at === task.at && other.order > task.order)) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Waits until all promises that can settle have settled: `setImmediate` runs only when no microtask is left. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A clock that ends with its process: tasks that were planned on it do not run after that. */
export const mortal = (clock: Clock, isAlive: () => boolean): Clock => ({
  now: () => clock.now(),
  after: (ms, run) => clock.after(ms, () => isAlive() && run()),
})
