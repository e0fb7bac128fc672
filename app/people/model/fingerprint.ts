import { fromBase64url } from '../../../shared/base64url.ts'
import { deviceId } from '../../../shared/record/signed-bytes.ts'

/** The first 8 bytes of a public key's device id as hex, in groups that are easy to read aloud. */
export const fingerprint = (key: string): string =>
  [...deviceId(fromBase64url(key)).subarray(0, 8)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/.{4}(?=.)/g, '$& ')
