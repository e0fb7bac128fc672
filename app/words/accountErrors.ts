import { barred } from './barred.ts'
import { translate } from './language.ts'

/** Why something about an account was not done. */
export const t = translate('accountErrors', {
  offline: 'Couldn’t reach the server. Try again when you’re back online.',
  'signed-out': 'You’ve been signed out. Sign in again first.',
  'too-many': 'Too many attempts. Wait a moment, then try again.',
  'not-allowed': 'You don’t have permission to do that.',
  over: 'This link was already used or has expired.',
  used: 'This link was already used.',
  'too-old': 'This link has expired.',
  'password-changed': 'Your password was changed after this link was sent.',
  'mail-confirmed': 'Another e-mail was confirmed after this link was sent.',
  unknown: 'No one here has that name.',
  failed: 'Something went wrong. Nothing was changed.',
  ...barred,
})
