/** Why the relay does not know a sign-in session any more: it says so with the 401 of `/api/me`. */
export const signedOutReasons = [
  /** It ran out, or the relay cannot tell. */
  'over',
  /** Its user ended it from another device, alone or with all others. */
  'elsewhere',
  /** The password was changed or made anew elsewhere. */
  'password',
  /** Its user took this device off the account. */
  'device',
  /** An admin ended the account. */
  'ended',
  /** The account was deleted. */
  'deleted',
  /** The relay has never heard of the account: a backup from before it was put back, or its data are new. */
  'unknown',
] as const
export type SignedOutReason = (typeof signedOutReasons)[number]
