import type { Author, Listener } from '../document/listener.ts'

/** A connection that writes, as the gate and the checks of signatures see it. */
export interface Sender extends Author {
  publicKey: Uint8Array
  listener: Listener
}

export const senderOf = (listener: Listener): Sender | null => listener.author && { ...listener.author, listener }
