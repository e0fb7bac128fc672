/** Why a mailed or shared link no longer works, as the relay says with its 410. `over`: the relay cannot tell. */
export const linkOverReasons = ['over', 'used', 'too-old', 'password-changed', 'mail-confirmed'] as const
export type LinkOverReason = (typeof linkOverReasons)[number]
