import { fromBase64url } from '../../../shared/base64url.ts'
import { deviceId } from '../../../shared/record/signing.ts'

/** Of a public key: the beginning of its device id, in groups that one reads out. */
export const fingerprint = (key: string): string =>
  [...deviceId(fromBase64url(key)).subarray(0, 8)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/.{4}(?=.)/g, '$& ')
