import { toBase64url } from '../../shared/base64url.ts'
import { sameBytes } from '../../shared/bytes.ts'
import { deviceId } from '../../shared/record/signing.ts'
import type { Locks } from '../base/locks.ts'
import type { Table } from '../base/table.ts'

/** What signs for this device. */
export interface Signer {
  /** 16 bytes. */
  device: Uint8Array
  /** Raw Ed25519, 32 bytes. */
  publicKey: Uint8Array
  /** What its chain of records in a room is kept under. */
  chainIn(room: string): string
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/** `key` cannot be read out by anyone, this app included; `secret` is for browsers that cannot do that. */
export type KeptIdentity = { publicKey: Uint8Array; isRenewed?: true } & ({ key: CryptoKey } | { secret: Uint8Array })

const only = 'device'

const findIdentity = async (table: Table<KeptIdentity>): Promise<Signer | null> => {
  const kept = await table.get(only)
  return kept ? signerOf(kept) : null
}

/** This device's identity under the account, made on first need. Two tabs that make one at once end with the same. */
export const needIdentity = async (table: Table<KeptIdentity>): Promise<Signer> =>
  (await findIdentity(table)) ?? signerOf(await table.putIfFree(only, await makeIdentity()))

/** Another key in place of one that is over. Of two tabs at once the second finds that it was done. */
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
  // The first key's chains are under their rooms alone. A tab that does not know yet of a new key goes on with those.
  chainIn: (room) => (kept.isRenewed ? `${room}/${toBase64url(deviceId(kept.publicKey))}` : room),
  sign: (bytes) => ('key' in kept ? signWithKey(kept.key, bytes) : signWithSecret(kept.secret, bytes)),
})

const signWithKey = async (key: CryptoKey, bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.sign('Ed25519', key, bytes as Uint8Array<ArrayBuffer>))

const signWithSecret = async (secret: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> => {
  const { ed25519 } = await import('@noble/curves/ed25519.js')
  return ed25519.sign(bytes, secret)
}
