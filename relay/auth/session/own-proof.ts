import { longestPassword } from '../fields.ts'
import type { Passwords } from '../password/passwords.ts'
import type { SessionUse } from './session-use.ts'
import type { SignedIn } from './sessions.ts'

const freshMs = 10 * 60_000

/**
 * Whether the account's owner asks, not somebody who found their device unlocked. The proof is the password or, if none
 * is given, a session opened in the last ten minutes with a passkey or at the provider.
 */
export const makeOwnProof =
  (passwords: Passwords, use: SessionUse, now: () => number) =>
  async (me: SignedIn, password: string): Promise<boolean> => {
    if (password.length > longestPassword) return false
    if (password !== '') return passwords.isRight(me.user, password)
    const proved = await use.proved(me.session)
    return proved !== null && now() - proved < freshMs
  }
