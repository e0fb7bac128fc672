import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { toBase64url } from '../../shared/base64url.ts'
import type { Verify } from '../base/surroundings.ts'

const keysKept = 4_096

/**
 * Verifies Ed25519 on the thread pool, so that the event loop stays free. Parsed keys are kept, because parsing one
 * costs as much as a check.
 */
export const makeVerify = (): Verify => {
  const keys = new Map<string, KeyObject>()
  const keyOf = (publicKey: Uint8Array): KeyObject => {
    const x = toBase64url(publicKey)
    const key = keys.get(x) ?? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    keys.delete(x)
    keys.set(x, key)
    if (keys.size > keysKept) keys.delete(keys.keys().next().value ?? '')
    return key
  }
  return (publicKey, message, signature) =>
    new Promise<boolean>((resolve) => {
      verify(null, message, keyOf(publicKey), signature, (error, right) => resolve(!error && right))
    })
      // Bytes that are not a key verify nothing.
      .catch(() => false)
}
