import { deviceId } from '../../shared/record/signing.ts'
import type { Table } from './table.ts'

/** What signs for this device. */
export interface Signer {
  /** 16 bytes. */
  device: Uint8Array
  /** Raw Ed25519, 32 bytes. */
  publicKey: Uint8Array
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/** `key` cannot be read out by anyone, this app included; `secret` is for browsers that cannot do that. */
export type KeptIdentity = { publicKey: Uint8Array } & ({ key: CryptoKey } | { secret: Uint8Array })

const only = 'device'

const findIdentity = async (table: Table<KeptIdentity>): Promise<Signer | null> => {
  const kept = await table.get(only)
  return kept ? signerOf(kept) : null
}

/** This device's identity under the account, made on first need. Two tabs that make one at once end with the same. */
export const needIdentity = async (table: Table<KeptIdentity>): Promise<Signer> =>
  (await findIdentity(table)) ?? signerOf(await table.putIfFree(only, await makeIdentity()))

const makeIdentity = async (): Promise<KeptIdentity> => {
  try {
    const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
    if (!('privateKey' in pair)) throw new TypeError('not a key pair')
    return {
      publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)),
      key: pair.privateKey,
    }
  } catch {
    // No Ed25519 in this browser's WebCrypto, or no WebCrypto outside of https.
    const { ed25519 } = await import('@noble/curves/ed25519.js')
    const { secretKey, publicKey } = ed25519.keygen()
    return { publicKey, secret: secretKey }
  }
}

const signerOf = (kept: KeptIdentity): Signer => ({
  device: deviceId(kept.publicKey),
  publicKey: kept.publicKey,
  sign: (bytes) => ('key' in kept ? signWithKey(kept.key, bytes) : signWithSecret(kept.secret, bytes)),
})

const signWithKey = async (key: CryptoKey, bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.sign('Ed25519', key, bytes as Uint8Array<ArrayBuffer>))

const signWithSecret = async (secret: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> => {
  const { ed25519 } = await import('@noble/curves/ed25519.js')
  return ed25519.sign(bytes, secret)
}
