/** One end of a WebSocket. `close` may be called twice; nothing is sent after it. */
export interface Socket {
  send(bytes: Uint8Array): void
  close(code: number, reason: string): void
  /** Bytes that were passed to `send` and are not on the network yet. */
  readonly bufferedBytes: number
}

/** What a socket reports to the core. */
export interface Connection {
  receive(bytes: Uint8Array): void
  closed(): void
}

/**
 * Who a connection belongs to, looked up at the upgrade. For a guest, session, user and device are null. Ids are
 * base64url.
 */
export interface Identity {
  session: string | null
  user: string | null
  device: string | null
  /** The network that it comes from, for rate limits. */
  network?: string
}
