import { barred } from './barred.ts'
import { translate } from './language.ts'

/** Labels and hints of fields that several forms of the account have, and what is wrong with what was typed. */
export const t = translate('fields', {
  username: 'Username',
  login: 'Username or e-mail',
  email: 'E-mail',
  password: 'Password',
  yourPassword: 'Your password',
  newPassword: 'New password',
  newPasswordHint: 'At least 10 characters. Try a few unrelated words.',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  missing: 'Please fill this in.',
  wrong: {
    taken: 'That name is taken. Try another.',
    reserved: 'That name is reserved. Try another.',
    'look-alike': 'That name looks too much like someone else’s. Try another.',
    malformed: 'Check this and try again.',
    'too-short': 'This is too short.',
    'too-long': 'This is too long.',
    weak: 'This password is too easy to guess.',
    closed: 'Sign-up is closed on this server.',
    invitation: 'This code doesn’t work, or was already used.',
    'too-many': 'Too many attempts. Wait a moment, then try again.',
    offline: 'Couldn’t reach the server. Try again when you’re back online.',
    ...barred,
    wrong: 'That’s not your password.',
  },
  /** More exact words for some fields. The general ones above serve for the rest. */
  wrongIn: {
    username: {
      malformed: 'Use only letters, digits, dots, dashes and underscores.',
      'too-short': 'A username needs at least 2 characters.',
      'too-long': 'A username can have at most 32 characters.',
    },
    email: { malformed: 'Enter a complete e-mail address.' },
    password: {
      'too-short': 'A password needs at least 10 characters.',
      'too-long': 'This password is too long.',
    },
  },
})
