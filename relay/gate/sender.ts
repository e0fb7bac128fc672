import { fromBase64url } from '../../shared/base64url.ts'
import type { Author, Listener } from '../open-document/listener.ts'

/** A connection that writes, with what the gate and the signature checks need. */
export interface Sender extends Author {
  publicKey: Uint8Array
  listener: Listener
}

export const senderOf = (listener: Listener): Sender | null =>
  listener.author && { ...listener.author, publicKey: fromBase64url(listener.author.publicKey), listener }
