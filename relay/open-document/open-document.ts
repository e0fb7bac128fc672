import type { StateVector } from '../../shared/wire/update.ts'
import type { Presence } from '../presence/presence.ts'
import type { Listener } from './listener.ts'
import type { AnswerPart } from './sync-answer.ts'

/** A document as one listener has it open. */
export interface OpenDocument {
  /** Clocks on disk; null where only the relay writes, so that nobody's state is asked for. */
  clocks(): StateVector | null
  /** What a client at `asked` lacks. */
  answer(asked: StateVector): Promise<Iterable<AnswerPart>>
  /** A Yjs update; throws `Malformed` before any of it is taken. */
  offer(listener: Listener, update: Uint8Array): void
  /** Records that other devices have signed; throws `Malformed` before any of it is taken. */
  carry(listener: Listener, records: readonly Uint8Array[]): void
  readonly presence: Presence
  leave(listener: Listener): void
}

/** Opens a document for a listener who hears it from then on, or says the close code. */
export type OpenFor = (name: string, listener: Listener) => Promise<OpenDocument | number>
