/** One end of a WebSocket. `close` may be called twice; nothing is sent after it. */
export interface Socket {
  send(bytes: Uint8Array): void
  close(code: number, reason: string): void
  /** Bytes that were sent and have not left for the network. */
  readonly bufferedBytes: number
}

/** What the core wants to hear from a socket. */
export interface Connection {
  receive(bytes: Uint8Array): void
  closed(): void
}

/** Whose connection it is, looked up at the upgrade. Of a guest, session, user and device are null. Ids are base64url. */
export interface Identity {
  session: string | null
  user: string | null
  device: string | null
  /** Where it comes from, as far as limits go. */
  network?: string
}
