import type { CheckSignature } from './verify.ts'

const keys = new Map<string, Promise<CryptoKey>>()

const keyOf = async (publicKey: Uint8Array): Promise<CryptoKey> => {
  const name = publicKey.join()
  const key = keys.get(name) ?? importKey(publicKey)
  keys.set(name, key)
  return key
}

/** Rejects if the browser has no WebCrypto or its WebCrypto has no Ed25519. */
const importKey = async (publicKey: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', publicKey as Uint8Array<ArrayBuffer>, 'Ed25519', false, ['verify'])

/** Checks Ed25519 in the browser, or with a library if the browser cannot. */
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
