/** Why a link that was mailed or handed out works no more: the relay says so with its 410. `over`: it cannot tell. */
export const linkOverReasons = ['over', 'used', 'too-old', 'password-changed', 'mail-confirmed'] as const
export type LinkOverReason = (typeof linkOverReasons)[number]
