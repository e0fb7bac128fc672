import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a challenge was made for. It is valid for nothing else. */
export interface Purpose {
  what: 'register' | 'sign-in'
  /** The user it was made for. Null before anybody is known. */
  user: string | null
  /** Host of the page that asked for it. */
  site: string
}

const lastsMs = 5 * 60_000
const randomLength = 16
const timeLength = 6
const sealLength = 16

/**
 * Challenges that are valid once and for a few minutes. Each is signed with a key of this process, so only answered
 * ones must be remembered. Asking for many challenges cannot push out those of others.
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

    /** Whether a challenge, in base64url, is for this purpose and not spent. */
    isOpen,

    /** Spends a challenge. False if it was not open. */
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
