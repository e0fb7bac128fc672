import { createHmac, timingSafeEqual } from 'node:crypto'

/** The headers of a request that say who sends it. */
export interface CredentialHeaders {
  cookie: string | undefined
  authorization: string | undefined
}

/**
 * The signed session token of a request, as `token.signature` still encoded, or null. A bearer token counts before a
 * cookie, because it is sent on purpose, while a browser sends cookies by itself.
 */
export const signedToken = ({ cookie, authorization }: CredentialHeaders, cookieName: string): string | null => {
  // Any other scheme belongs to a proxy.
  if (authorization !== undefined && /^Bearer/i.test(authorization))
    return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? null
  for (const part of (cookie ?? '').split(';')) {
    const at = part.indexOf('=')
    if (part.slice(0, at).trim() === cookieName) return part.slice(at + 1).trim()
  }
  return null
}

/** Whether the request tries to be signed in, valid or not. Cookies of other programs on this host do not count. */
export const bringsToken = (headers: CredentialHeaders, cookieName: string): boolean =>
  /^Bearer/i.test(headers.authorization ?? '') ||
  Boolean(signedToken({ ...headers, authorization: undefined }, cookieName))

/** `token.signature` as better-auth writes it: HMAC-SHA-256, base64. */
export const signToken = (token: string, secret: string): string =>
  `${token}.${signatureOf(token, secret).toString('base64')}`

/** The token without its signature, or null if the signature is not ours. */
export const checkToken = (signed: string, secret: string): string | null => {
  const plain = decode(signed)
  const at = plain.lastIndexOf('.')
  if (at < 1) return null
  const token = plain.slice(0, at)
  const expected = signatureOf(token, secret)
  const given = Buffer.from(plain.slice(at + 1), 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null
}

const signatureOf = (token: string, secret: string): Buffer => createHmac('sha256', secret).update(token).digest()

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    // Not one of our tokens, so no signature will match.
    return ''
  }
}
