import type { Result } from '../../shared/wire/results.ts'
import type { StateVector } from '../../shared/wire/update.ts'

/** The user and device that write over a connection. */
export interface Author {
  user: string
  device: string
}

/** A connection that has a document open, as the rooms see it. */
export interface Listener {
  /** Null: a guest, who gets answers but whose own messages are never relayed. */
  readonly user: string | null
  /** Null: nothing that this connection writes is taken. */
  readonly author: (Author & { publicKey: string }) | null
  /** True once its connection was closed for what it sent. What it still has in the queue is dropped. */
  readonly condemned: boolean
  /**
   * A whole y-websocket message, shared by all listeners. `before`: how far this listener has read, if it is not sent
   * the message.
   */
  hear(message: Uint8Array, before: () => StateVector): void
  /** A listener that cannot be written to now gets the whole presence later, not the messages that it missed. */
  hearPresence(message: Uint8Array): void
  results(results: readonly Result[]): void
  /** Asks the client for what it holds, once `afterMs` have passed. */
  ask(afterMs: number): void
  /** It sent structs of which none was taken. */
  wasted(structs: number): void
  /** `close` ends this document for the connection. `condemn` ends the whole connection for what it sent. */
  close(code: number): void
  condemn(code: number, reason: string): void
}
