import type { StateVector } from '../../shared/wire/update.ts'
import type { Listener } from './listener.ts'
import type { SyncAnswer } from './sync-answer.ts'

/** A document while listeners have it open. */
export interface OpenDocument {
  /** The clocks on disk. Null if only the relay writes the document, so that no client is asked for its state. */
  clocks(): StateVector | null
  /** What a client with the state vector `asked` lacks. */
  answer(asked: StateVector): SyncAnswer
  /** Takes a Yjs update. Throws `Malformed` before any of it is taken. */
  offer(listener: Listener, update: Uint8Array): void
  /** Takes records that other devices signed. Throws `Malformed` before any of it is taken. */
  carry(listener: Listener, records: readonly Uint8Array[]): void
  readonly presence: {
    /** Takes a presence message of a listener. */
    speak(listener: Listener, message: Uint8Array): void
    /** Sends a listener everybody who is present. */
    tellAll(listener: Listener): void
  }
  leave(listener: Listener): void
}

/** Opens a document and adds the listener to it. Resolves to the close code if the listener may not have it. */
export type OpenFor = (name: string, listener: Listener) => Promise<OpenDocument | number>
