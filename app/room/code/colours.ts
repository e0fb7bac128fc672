import { oneByOne } from '../../base/oneByOne.ts'
import type { Answer, Code, Token } from './tokens.ts'

type Colours = readonly Token[] | null

/** The part of a worker that is used here. */
export interface ColourWorker {
  onmessage: ((event: { data: Answer }) => void) | null
  onerror: ((event: Event) => void) | null
  postMessage(code: Code): void
  terminate(): void
}

/** Real code takes a few milliseconds. A worker that takes longer is ended, and its code stays without colours. */
const patienceMs = 2_000
const keptAtMost = 200

/**
 * Colours code in a worker, one piece after another. The worker and the library load with the first piece. No piece can
 * hold up the page, even one that somebody wrote to take the library very long.
 */
export class ColourList {
  readonly #begin: () => ColourWorker
  readonly #kept = new Map<string, Colours>()
  #worker: Promise<ColourWorker> | null = null
  readonly #inTurn = oneByOne()

  constructor(begin: () => ColourWorker) {
    this.#begin = begin
  }

  /** What is known already, so that a block that scrolls back is drawn in colour at once. Undefined: ask. */
  known(code: Code): Colours | undefined {
    return this.#kept.get(keyOf(code))
  }

  /** Null if the code has no colours, or the worker could not be loaded. */
  ask(code: Code): Promise<Colours> {
    return this.#inTurn(async () => {
      const known = this.known(code)
      return known !== undefined ? known : this.#askWorker(code).catch(() => null) // the code is read without colours too
    })
  }

  async #askWorker(code: Code): Promise<Colours> {
    this.#worker ??= started(this.#begin())
    const worker = await this.#worker.catch((error) => {
      this.#worker = null
      throw error
    })
    const colours = await answerOf(worker, code)
    if (colours === 'too long') {
      worker.terminate()
      this.#worker = null
    }
    return this.#keep(code, colours === 'too long' ? null : colours)
  }

  #keep(code: Code, colours: Colours): Colours {
    if (this.#kept.size >= keptAtMost) this.#kept.delete(this.#kept.keys().next().value as string)
    this.#kept.set(keyOf(code), colours)
    return colours
  }
}

const keyOf = ({ text, language }: Code): string => `${language}\n${text}`

const started = (worker: ColourWorker): Promise<ColourWorker> =>
  new Promise((resolve, reject) => {
    worker.onmessage = () => resolve(worker)
    worker.onerror = reject
  })

const answerOf = (worker: ColourWorker, code: Code): Promise<Colours | 'too long'> =>
  new Promise((resolve) => {
    const end = (answer: Colours | 'too long') => {
      clearTimeout(timer)
      resolve(answer)
    }
    const timer = setTimeout(() => end('too long'), patienceMs)
    worker.onmessage = ({ data }) => end(data === 'started' ? null : data)
    worker.onerror = () => end(null)
    worker.postMessage(code)
  })
