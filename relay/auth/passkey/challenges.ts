import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a challenge was given out for: nothing else may be answered with it. */
export interface Purpose {
  what: 'register' | 'sign-in'
  /** Of whom it was asked; null before anybody is known. */
  user: string | null
  /** Host of the page that asked. */
  site: string
}

const lastsMs = 5 * 60_000
const randomLength = 16
const timeLength = 6
const sealLength = 16

/**
 * Challenges that are good once, for a few minutes. They bear a seal of this process, so that none is remembered before it
 * was answered rightly: whoever asks for many takes nobody else's away.
 */
export const makeChallenges = (now: () => number) => {
  const key = randomBytes(32)
  const spent = new Map<string, number>()

  const sealOf = (content: Uint8Array, { what, user, site }: Purpose): Buffer =>
    createHmac('sha256', key)
      .update(content)
      .update(JSON.stringify([what, user, site]))
      .digest()
      .subarray(0, sealLength)

  const isOpen = (challenge: string, purpose: Purpose): boolean => {
    const bytes = Buffer.from(challenge, 'base64url')
    if (bytes.length !== randomLength + timeLength + sealLength) return false
    const content = bytes.subarray(0, randomLength + timeLength)
    const isOurs = timingSafeEqual(bytes.subarray(content.length), sealOf(content, purpose))
    return isOurs && content.readUIntBE(randomLength, timeLength) > now() && !spent.has(challenge)
  }

  return {
    make(purpose: Purpose): Uint8Array<ArrayBuffer> {
      const content = Buffer.alloc(randomLength + timeLength)
      randomBytes(randomLength).copy(content)
      content.writeUIntBE(now() + lastsMs, randomLength, timeLength)
      return new Uint8Array(Buffer.concat([content, sealOf(content, purpose)]))
    },

    /** Whether a challenge, in base64url, is of this purpose and was not spent. */
    isOpen,

    /** The same, and from now on it is spent. */
    spend(challenge: string, purpose: Purpose): boolean {
      if (!isOpen(challenge, purpose)) return false
      for (const [old, expires] of spent) {
        if (expires > now()) break
        spent.delete(old)
      }
      spent.set(challenge, now() + lastsMs)
      return true
    },
  }
}
export type Challenges = ReturnType<typeof makeChallenges>
