/** What a challenge was given out for: nothing else may be answered with it. */
export interface Purpose {
  what: 'register' | 'sign-in'
  /** Of whom it was asked; null before anybody is known. */
  user: string | null
  /** Host of the page that asked. */
  site: string
}

const lastsMs = 5 * 60_000
/** More are never open; the oldest is forgotten first. */
const atMost = 10_000

/** Challenges that were given out and not answered yet. Each is good once, for a few minutes. */
export const makeChallenges = (now: () => number) => {
  const open = new Map<string, Purpose & { expires: number }>()
  return {
    open(challenge: string, purpose: Purpose): void {
      open.set(challenge, { ...purpose, expires: now() + lastsMs })
      const [oldest] = open.keys()
      if (open.size > atMost && oldest !== undefined) open.delete(oldest)
    },

    /** Whether it was open for this; from now on it is not, whatever it was open for. */
    spend(challenge: string, { what, user, site }: Purpose): boolean {
      const found = open.get(challenge)
      open.delete(challenge)
      return (
        found !== undefined &&
        found.expires > now() &&
        found.what === what &&
        found.user === user &&
        found.site === site
      )
    },
  }
}
export type Challenges = ReturnType<typeof makeChallenges>
