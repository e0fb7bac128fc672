import { toBase64url } from '../../shared/base64url.ts'
import { sameBytes } from '../../shared/bytes.ts'
import { deviceId } from '../../shared/record/signed-bytes.ts'
import type { Locks } from '../base/locks.ts'
import type { Table } from '../base/table.ts'

/** This device's signing identity. */
export interface Signer {
  /** 16 bytes. */
  device: Uint8Array
  /** Raw Ed25519, 32 bytes. */
  publicKey: Uint8Array
  /** The key under which its chain of records in a room is stored. */
  chainIn(room: string): string
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/** `key` cannot be exported by any code, this app's included. `secret` is for browsers without such keys. */
export type KeptIdentity = { publicKey: Uint8Array; isRenewed?: true } & ({ key: CryptoKey } | { secret: Uint8Array })

const only = 'device'

const findIdentity = async (table: Table<KeptIdentity>): Promise<Signer | null> => {
  const kept = await table.get(only)
  return kept ? signerOf(kept) : null
}

/**
 * This device's identity for the account, made when first needed. Two tabs that make one at the same time end up with
 * the same one.
 */
export const needIdentity = async (table: Table<KeptIdentity>): Promise<Signer> =>
  (await findIdentity(table)) ?? signerOf(await table.putIfFree(only, await makeIdentity()))

/** Replaces a key that is no longer valid. If two tabs do this at once, the second finds it done. */
export const renewIdentity = async (table: Table<KeptIdentity>, over: Signer, locks: Locks): Promise<void> => {
  const renew = async () => {
    const kept = await table.get(only)
    if (kept && sameBytes(kept.publicKey, over.publicKey))
      await table.put(only, { ...(await makeIdentity()), isRenewed: true })
  }
  await (locks ? locks.request(`yabber/identity/${toBase64url(over.device)}`, renew) : renew())
}

const makeIdentity = async (): Promise<KeptIdentity> => {
  try {
    const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
    if (!('privateKey' in pair)) throw new TypeError('WebCrypto returned no key pair')
    return {
      publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)),
      key: pair.privateKey,
    }
  } catch {
    // This browser's WebCrypto has no Ed25519, or there is no WebCrypto because the page is not served over https.
    const { ed25519 } = await import('@noble/curves/ed25519.js')
    const { secretKey, publicKey } = ed25519.keygen()
    return { publicKey, secret: secretKey }
  }
}

const signerOf = (kept: KeptIdentity): Signer => ({
  device: deviceId(kept.publicKey),
  publicKey: kept.publicKey,
  // Chains of the first key are stored under the room id alone. A tab that does not know of the new key yet goes on
  // with those.
  chainIn: (room) => (kept.isRenewed ? `${room}/${toBase64url(deviceId(kept.publicKey))}` : room),
  sign: (bytes) => ('key' in kept ? signWithKey(kept.key, bytes) : signWithSecret(kept.secret, bytes)),
})

const signWithKey = async (key: CryptoKey, bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.sign('Ed25519', key, bytes as Uint8Array<ArrayBuffer>))

const signWithSecret = async (secret: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> => {
  const { ed25519 } = await import('@noble/curves/ed25519.js')
  return ed25519.sign(bytes, secret)
}
