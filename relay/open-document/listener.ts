import type { Result } from '../../shared/wire/results.ts'
import type { StateVector } from '../../shared/wire/update.ts'

/** Who writes: a connection's user and device. */
export interface Author {
  user: string
  device: string
}

/** A connection's ear at one document, as the rooms see it. */
export interface Listener {
  /** Null: a guest, who is answered and never relayed. */
  readonly user: string | null
  /** Null: nothing that this connection writes is taken. */
  readonly author: (Author & { publicKey: string }) | null
  /** Set once its connection was closed for what it sent: what it has in the queue is not taken. */
  readonly condemned: boolean
  /** A whole y-websocket message, shared by all who hear it. `before`: where one stands who is not sent it. */
  hear(message: Uint8Array, before: () => StateVector): void
  /** Presence is not caught up with: who cannot be written to now is shown all of it later. */
  hearPresence(message: Uint8Array): void
  results(results: readonly Result[]): void
  /** Ask for what it holds, once `afterMs` have passed. */
  ask(afterMs: number): void
  /** It sent structures of which none was taken. */
  wasted(structs: number): void
  /** Ends this document for this connection; `condemn`: the whole connection, for what it sent. */
  close(code: number): void
  condemn(code: number, reason: string): void
}
