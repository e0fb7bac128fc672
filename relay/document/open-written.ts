import { writeMessage } from '../../shared/wire/messages.ts'
import { type StateVector, writeUpdate } from '../../shared/wire/update.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../surroundings.ts'
import { Audience } from './audience.ts'
import type { OpenDocument } from './document.ts'
import type { Listener } from './listener.ts'
import { Presence } from './presence.ts'
import type { AnswerPart } from './sync-answer.ts'

interface WrittenParts {
  store: Store
  clock: Clock
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

  async answer(asked: StateVector): Promise<Iterable<AnswerPart>> {
    const update = (await this.#parts.store.document(this.#parts.name)) ?? nothing
    return [{ update, last: true, from: asked, late: [] }]
  }

  /** What clients say here is passed over in silence: stock ones always answer. */
  offer(): void {}

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
