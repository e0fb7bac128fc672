import { createHmac, timingSafeEqual } from 'node:crypto'

/** Signed text that only this relay can have written. It is valid for one purpose and until it expires. */
export const signToken = (secret: string, purpose: string, text: string, expires: number): string => {
  const content = Buffer.from(JSON.stringify([expires, text])).toString('base64url')
  return `${content}.${sign(secret, purpose, content).toString('base64url')}`
}

/** Null if it is not ours, for another purpose, or expired. */
export const readToken = (secret: string, purpose: string, sealed: string, now: number): string | null => {
  const [content = '', signature = ''] = sealed.split('.')
  const given = Buffer.from(signature, 'base64url')
  const expected = sign(secret, purpose, content)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  const [expires, text] = JSON.parse(Buffer.from(content, 'base64url').toString()) as [number, string]
  return expires > now ? text : null
}

const sign = (secret: string, purpose: string, content: string): Buffer =>
  createHmac('sha256', secret).update(`${purpose}\0${content}`).digest()
