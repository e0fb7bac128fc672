import type { CheckSignature } from './verify.ts'

const keys = new Map<string, Promise<CryptoKey>>()

const keyOf = async (publicKey: Uint8Array): Promise<CryptoKey> => {
  const name = publicKey.join()
  const key = keys.get(name) ?? importKey(publicKey)
  keys.set(name, key)
  return key
}

/** Rejects where WebCrypto has no Ed25519, or is not there at all. */
const importKey = async (publicKey: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', publicKey as Uint8Array<ArrayBuffer>, 'Ed25519', false, ['verify'])

/** Ed25519 by the browser, or by a library where it cannot. */
export const checkSignature: CheckSignature = async (publicKey, signature, bytes) => {
  const native = await keyOf(publicKey).catch(() => null)
  if (native)
    return crypto.subtle.verify(
      'Ed25519',
      native,
      signature as Uint8Array<ArrayBuffer>,
      bytes as Uint8Array<ArrayBuffer>,
    )
  const { ed25519 } = await import('@noble/curves/ed25519.js')
  return ed25519.verify(signature, bytes, publicKey, { zip215: false })
}
