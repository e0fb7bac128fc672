import { createPublicKey, verify } from 'node:crypto'
import { fromBase64url, toBase64url } from '../../../shared/base64url.ts'
import { Malformed } from '../../../shared/bytes.ts'
import { deviceProofBytes, publicKeyBytes } from '../../../shared/record/signed-bytes.ts'

/** Whether the owner of the key signed that it belongs to this user. All arguments are base64url. */
export const provesDevice = (user: string, publicKey: string, proof: string): boolean => {
  try {
    const key = fromBase64url(publicKey)
    if (key.length !== publicKeyBytes) return false
    const signed = deviceProofBytes(fromBase64url(user), key)
    return verify(null, signed, readKey(key), fromBase64url(proof))
  } catch (error) {
    if (error instanceof Malformed || isBadKey(error)) return false
    throw error
  }
}

const readKey = (key: Uint8Array) =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: toBase64url(key) }, format: 'jwk' })

const isBadKey = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_')
