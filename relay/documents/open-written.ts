import { writeMessage } from '../../shared/wire/messages.ts'
import { type StateVector, writeUpdate } from '../../shared/wire/update.ts'
import type { Clock } from '../base/surroundings.ts'
import { Audience } from '../open-document/audience.ts'
import type { Listener } from '../open-document/listener.ts'
import type { OpenDocument } from '../open-document/open-document.ts'
import type { AnswerPart } from '../open-document/sync-answer.ts'
import { Presence } from '../presence/presence.ts'
import { type Store, StoreFull } from '../store/store.ts'
import type { Writing } from './writing.ts'
import { begunAnew, clocksIn, withoutOthers } from './written-document.ts'

interface WrittenParts {
  store: Store
  clock: Clock
  writing: Writing
  name: string
  left(listener: Listener): void
  isMember(listener: Listener): boolean
}

/** Clients write no record here. */
const noDevices: ReadonlyMap<number, string> = new Map()

const nothing = writeUpdate({ blocks: [], deleted: [] })

/** A document that only the relay writes: a roster or a home. Small, so it is always sent whole. */
export class OpenWritten implements OpenDocument {
  readonly #parts: WrittenParts
  readonly audience = new Audience()
  readonly presence: Presence

  constructor(parts: WrittenParts) {
    this.#parts = parts
    const { clock, isMember } = parts
    this.presence = new Presence({
      clock,
      isMember,
      audience: this.audience,
      devices: noDevices,
      countsGuests: true,
    })
  }

  clocks(): null {
    return null
  }

  /** The whole; and gone is what a reader holds of runs of the relay that this document does not go on from. */
  async answer(asked: StateVector): Promise<Iterable<AnswerPart>> {
    const before = asked.size === 0 ? null : await this.#read()
    if (before !== null && this.#isBehind(before, asked)) await this.#beginAnew(asked)
    const state = await this.#read()
    return [{ update: state ? answerFor(state, asked) : nothing, last: true, from: asked, late: [] }]
  }

  #read(): Promise<Uint8Array | null> {
    const { store, name } = this.#parts
    return store.document(name)
  }

  /** A backup was put back, and the reader has seen what came after it; or there is another copy of our data. */
  #isBehind(state: Uint8Array, asked: StateVector): boolean {
    const { store, clock } = this.#parts
    const ours = clocksIn(state)
    const newest = Math.max(...ours.keys())
    return [...asked].some(
      ([client, known]) =>
        client >= newest &&
        client !== store.life.client &&
        known > (ours.get(client) ?? 0) &&
        store.life.isPlausible(client, clock.now()),
    )
  }

  async #beginAnew(asked: StateVector): Promise<void> {
    const { store, clock, writing, name } = this.#parts
    if (!store.life.mayBeginAnew(name, clock.now())) return
    try {
      await writing.inTurn(async () => {
        const state = await this.#read()
        if (state === null || !this.#isBehind(state, asked)) return
        for (const client of asked.keys()) if (store.life.isPlausible(client, clock.now())) store.life.passes(client)
        const written = begunAnew(state, store.life)
        await writing.keep({
          change: { documents: [{ name, state: written.state }] },
          updates: [{ name, update: written.update }],
        })
      })
    } catch (error) {
      if (!(error instanceof StoreFull)) throw error // it is told as it is until there is room
    }
  }

  /** What clients say here is passed over in silence: stock ones always answer. */
  offer(): void {}

  carry(): void {}

  /** What was written, as a Yjs update. */
  tell(update: Uint8Array): void {
    this.audience.tell(writeMessage({ type: 'update', update }), () => new Map())
    this.presence.recountGuests()
  }

  leave(listener: Listener): void {
    this.audience.remove(listener)
    this.presence.leave(listener)
    this.#parts.left(listener)
  }
}

/** What is later than ours stays: deleted, it would hide what we say. */
const answerFor = (state: Uint8Array, asked: StateVector): Uint8Array => {
  if (asked.size === 0) return state
  const ours = clocksIn(state)
  const newest = Math.max(...ours.keys())
  return withoutOthers(state, new Map([...asked].filter(([client]) => !ours.has(client) && client < newest)))
}
