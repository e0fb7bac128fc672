/** Why the relay no longer accepts a sign-in session. It is sent with the 401 of `/api/me`. */
export const signedOutReasons = [
  /** The session expired, or the relay cannot tell why it ended. */
  'over',
  /** Its user ended it from another device, alone or with all others. */
  'elsewhere',
  /** The password was changed or reset elsewhere. */
  'password',
  /** Its user removed this device from the account. */
  'device',
  /** An admin ended the account. */
  'ended',
  /** The account was deleted. */
  'deleted',
  /** The relay does not know the account: its data were restored from an earlier backup, or are new. */
  'unknown',
] as const
export type SignedOutReason = (typeof signedOutReasons)[number]
