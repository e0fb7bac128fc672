import { longestPassword } from '../fields.ts'
import type { Passwords } from '../password/passwords.ts'
import type { SessionUse } from './session-use.ts'
import type { SignedIn } from './sessions.ts'

const freshMs = 10 * 60_000

/**
 * Whether it is the person themselves who asks, and not whoever found their device open: by their password, or, where they
 * give none, by a session that they opened just now with a passkey or at their provider.
 */
export const makeOwnProof =
  (passwords: Passwords, use: SessionUse, now: () => number) =>
  async (me: SignedIn, password: string): Promise<boolean> => {
    if (password.length > longestPassword) return false
    if (password !== '') return passwords.isRight(me.user, password)
    const proved = await use.proved(me.session)
    return proved !== null && now() - proved < freshMs
  }
