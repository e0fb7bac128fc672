import { sha256 } from '@noble/hashes/sha2.js'
import { utf8, Writer } from '../bytes.ts'
import { deviceBytes, prevBytes } from './record.ts'

const recordContext = utf8('yabber/1\0')
const deviceContext = utf8('yabber/1 device\0')
export const publicKeyBytes = 32

/** What Ed25519 signs: `"yabber/1\0" • room id 16 B • everything before the signature`. */
export const signedBytes = (room: Uint8Array, unsigned: Uint8Array): Uint8Array =>
  new Writer(recordContext.length + room.length + unsigned.length).raw(recordContext).raw(room).raw(unsigned).done()

/** The `prev` of this device's next record in the room. */
export const chainHash = (room: Uint8Array, unsigned: Uint8Array): Uint8Array =>
  sha256(signedBytes(room, unsigned)).slice(0, prevBytes)

/** A device's id: first 16 bytes of SHA-256 of its raw 32-byte public key. */
export const deviceId = (publicKey: Uint8Array): Uint8Array => sha256(publicKey).slice(0, deviceBytes)

/**
 * A device signs these bytes once when it is registered to a user. This prevents anyone from registering a key that is
 * not theirs.
 */
export const deviceProofBytes = (user: Uint8Array, publicKey: Uint8Array): Uint8Array =>
  new Writer(96).raw(deviceContext).raw(user).raw(publicKey).done()
