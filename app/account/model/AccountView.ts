import type { SignedOutReason } from '../../../shared/signed-out.ts'
import type { Me } from '../../base/me.ts'
import { viewContext } from '../../ui/reactive/viewContext.ts'
import type { OwnPasskeys } from './passkeys.ts'
import type { RelayFacts } from './relayFacts.ts'

/** Who is signed in on this device, and the ways to sign in and out. */
export interface AccountView {
  state(): AccountState
  signUp(fields: SignUpFields): Promise<readonly FieldError[]>
  signIn(fields: { login: string; password: string }): Promise<SignInError | null>
  /** Signs in with any passkey that the user picks. */
  signInByPasskey(): Promise<SignInError | null>
  /** Asks the relay who is signed in, after a sign-in that left this page. False if nobody is. */
  comeBack(): Promise<boolean>
  /** Signs in with a new demo account. */
  tryDemo(): Promise<SignInError | null>
  passkeys: OwnPasskeys
  /** Ends the sign-in session here; `everywhere` ends every session of this account. */
  signOut(where: 'here' | 'everywhere'): Promise<void>
  /** How people can get an account on this relay. Null until the relay has answered once. */
  registration(): RelayFacts['registration']
  /** What the relay last told about itself. Null if it has not answered yet. */
  relay(): RelayFacts | null
  /** True if the demo of this account has ended, so it was just signed out and its data deleted. */
  vanished(): boolean
}

export type AccountState =
  | { name: 'loading' }
  | { name: 'signed-out' }
  /**
   * Signed in on this device. `out` says why the relay ended the sign-in session, or null; everything local still
   * works.
   */
  | { name: 'signed-in'; me: Me; out: SignedOutReason | null }
export interface SignUpFields {
  username: string
  email: string
  password: string
  invitation: string
}
export interface FieldError {
  field: 'username' | 'email' | 'password' | 'invitation' | 'form'
  code: FieldErrorCode
}
export type FieldErrorCode =
  | 'taken'
  | 'reserved'
  | 'look-alike'
  | 'malformed'
  | 'too-short'
  | 'too-long'
  | 'weak'
  | 'closed'
  | 'invitation'
  | 'too-many'
  | 'offline'
  | 'address'
  | 'full'
export type SignInError =
  | { code: 'wrong' | 'offline' | 'cancelled' | 'missing' | 'passkey' | 'address' | 'full' }
  | { code: 'too-many'; afterMs: number }

export const [AccountContext, useAccount] = viewContext<AccountView>()
