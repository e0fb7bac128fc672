import type { ActAnswer } from '../../relay/acts/acts-in-turn.ts'
import type { Act } from '../../shared/room/acts.ts'
import type { Chance } from '../world/chance.ts'
import { between, happens } from './odds.ts'
import type { OutboxItem } from './storage.ts'
import type { Time } from './time.ts'

export interface OutboxParts {
  time: Time
  chance: Chance
  items: OutboxItem[]
  isReachable(): boolean
  act(id: string, act: Act): Promise<ActAnswer | 'signed-out'>
  answered(): void
  complain(what: string): void
}

const patienceMs = 8_000

/** Sends acts one after another. Each keeps its id until an answer is heard, and now and then it is sent twice. */
export class Outbox {
  readonly #parts: OutboxParts
  readonly #answers = new Map<string, string>()
  #sending = false

  constructor(parts: OutboxParts) {
    this.#parts = parts
  }

  get isEmpty(): boolean {
    return this.#next() === undefined
  }

  add(id: string, act: Act): void {
    this.#parts.items.push({ id, act, offline: !this.#parts.isReachable(), outcome: 'open' })
    this.flush()
  }

  /** After a restore the relay may not remember what it answered. */
  forgetAnswers(): void {
    this.#answers.clear()
  }

  flush(): void {
    const item = this.#next()
    if (this.#sending || !item) return
    this.#sending = true
    const { time, chance } = this.#parts
    if (happens(chance, 0.1)) time.after(between(chance, 1, 400), () => this.#send(item))
    time.after(between(chance, 1, 60), () => this.#send(item))
    time.after(patienceMs, () => this.#goOn())
  }

  #goOn(): void {
    this.#sending = false
    this.flush()
  }

  #next(): OutboxItem | undefined {
    return this.#parts.items.find(({ outcome }) => outcome === 'open')
  }

  #send(item: OutboxItem): void {
    const { time, chance, isReachable, act, complain } = this.#parts
    if (!isReachable()) return
    act(item.id, item.act).then(
      (answer) => time.after(between(chance, 1, 60), () => this.#hear(item, answer)),
      (error) => complain(`an act failed: ${error}`),
    )
  }

  #hear(item: OutboxItem, answer: ActAnswer | 'signed-out'): void {
    const { isReachable, complain, answered } = this.#parts
    if (!isReachable() || answer === 'signed-out') return
    const refusal = 'error' in answer ? answer.error : null
    if (refusal === 'full' || refusal === 'signed-out') return
    const text = JSON.stringify(answer)
    if ((this.#answers.get(item.id) ?? text) !== text) complain(`the act ${item.id} got a second answer`)
    this.#answers.set(item.id, text)
    if (item.outcome !== 'open') return
    item.outcome = refusal ?? 'done'
    answered()
    this.#goOn()
  }
}
