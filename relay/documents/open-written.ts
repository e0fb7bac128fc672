import { writeMessage } from '../../shared/wire/messages.ts'
import { type StateVector, writeUpdate } from '../../shared/wire/update.ts'
import type { Clock } from '../base/surroundings.ts'
import { Audience } from '../open-document/audience.ts'
import type { Listener } from '../open-document/listener.ts'
import type { OpenDocument } from '../open-document/open-document.ts'
import type { AnswerPart, SyncAnswer } from '../open-document/sync-answer.ts'
import { Presence } from '../presence/presence.ts'
import { type Store, StoreFull } from '../store/store.ts'
import type { Writing } from './writing.ts'
import { begunAnew, clocksIn, reachOf, withoutOthers } from './written-document.ts'

interface WrittenParts {
  store: Store
  clock: Clock
  writing: Writing
  name: string
  left(listener: Listener): void
  isMember(listener: Listener): boolean
}

/** No device writes records here. */
const noDevices: ReadonlyMap<number, string> = new Map()

const nothing = writeUpdate({ blocks: [], deleted: [] })

/** A document that only the relay writes: a roster or a home. It is small, so it is always sent whole. */
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

  /**
   * Answers with the whole document. The answer also deletes what the reader holds from runs of the relay that this
   * document does not continue.
   */
  answer(asked: StateVector): SyncAnswer {
    return { next: () => this.#whole(asked) }
  }

  async #whole(asked: StateVector): Promise<AnswerPart> {
    const before = asked.size === 0 ? null : await this.#read()
    if (before !== null && this.#isBehind(before, asked)) await this.#beginAnew(asked)
    const state = await this.#read()
    return { update: state ? answerFor(state, asked) : nothing, last: true, to: asked, late: [] }
  }

  #read(): Promise<Uint8Array | null> {
    const { store, name } = this.#parts
    return store.documents.byName(name)
  }

  /**
   * True if a backup was restored and the reader has seen what came after it, or if there is another copy of our data.
   */
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
      if (!(error instanceof StoreFull)) throw error // it is sent as it is until the disk has space
    }
  }

  /** Updates of clients are ignored without an answer, because stock clients always send some. */
  offer(): void {}

  carry(): void {}

  /** Sends listeners what was written, as a Yjs update. */
  tell(update: Uint8Array): void {
    this.audience.tell(writeMessage({ type: 'update', update }), () => reachOf(update))
    this.presence.recountGuests()
  }

  leave(listener: Listener): void {
    this.audience.remove(listener)
    this.presence.leave(listener)
    this.#parts.left(listener)
  }
}

/**
 * Deletes what the reader holds under earlier ids than ours. Later ids stay, because deleting them would hide what we
 * write.
 */
const answerFor = (state: Uint8Array, asked: StateVector): Uint8Array => {
  if (asked.size === 0) return state
  const ours = clocksIn(state)
  const newest = Math.max(...ours.keys())
  return withoutOthers(state, new Map([...asked].filter(([client]) => !ours.has(client) && client < newest)))
}
