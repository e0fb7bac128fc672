import type { SignedOutReason } from '../../../shared/signed-out.ts'
import type { Me } from '../../base/me.ts'
import { viewContext } from '../../ui/viewContext.ts'
import type { PasskeyShelf } from './passkeyShelf.ts'
import type { RelayFacts } from './relayFacts.ts'

/** Who is signed in on this device, and the ways in and out. */
export interface AccountView {
  state(): AccountState
  signUp(fields: SignUpFields): Promise<readonly FieldError[]>
  signIn(fields: { login: string; password: string }): Promise<SignInError | null>
  /** By whichever passkey the person picks. */
  signInByPasskey(): Promise<SignInError | null>
  /** Whoever the relay says is signed in now, is: the answer to a sign-in that left this page. False: nobody is. */
  comeBack(): Promise<boolean>
  /** Signs in with an account that was made up just now. */
  tryDemo(): Promise<SignInError | null>
  passkeys: PasskeyShelf
  /** Ends the sign-in session here; `everywhere` ends every session of this account. */
  signOut(where: 'here' | 'everywhere'): Promise<void>
  /** How people come to have an account on this relay; null until the relay has been heard once. */
  registration(): RelayFacts['registration']
  /** What the relay last said of itself here; null: nothing yet. */
  relay(): RelayFacts | null
  /** The demo that the account here was of is over: it was signed out and forgotten just now. */
  vanished(): boolean
}

export type AccountState =
  | { name: 'loading' }
  | { name: 'signed-out' }
  /** Signed in on this device. `out`: why the relay does not know the sign-in session any more; everything local still works. */
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
