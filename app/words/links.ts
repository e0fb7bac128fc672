import { translate } from './language.ts'

/** Words for pages that a link from a mail or from another device opens, and for asking for such a link. */
export const t = translate('links', {
  over: 'This link no longer works',

  forgottenTitle: 'Reset your password',
  forgottenAct: 'Send me a link',
  forgottenHint: 'We’ll send a link to the account’s e-mail address.',
  remembered: 'Remembered it? {{ signIn }}',
  checkMail: 'Check your e-mail',
  checkMailText: 'If that account exists, we’ve sent it a link. The link works once and expires in an hour.',
  askAdmin: 'Ask the server’s administrator',
  askAdminText:
    'This server can’t send e-mail. If that account exists, ask the administrator for the link. It works once and expires in an hour.',
  backToSignIn: 'Back to sign-in',

  resetTitle: 'Choose a new password',
  resetAct: 'Set password',
  resetNote: 'You’ll be signed out on all your other devices.',
  resetOver: 'You can ask for a new link.',
  resetAgain: 'Send a new link',

  confirmTitle: 'Confirm your e-mail',
  confirmAct: 'Confirm e-mail',
  confirmAbout: 'You can use it to sign in and to reset your password.',
  confirmNote: 'If you didn’t ask for this, close this page.',
  confirmOver: 'You can ask for a new link in your settings.',
  confirmed: 'E-mail confirmed',
  confirmedText: '{{ email }} is now the e-mail of {{ username }}.',
  openApp: 'Open Yabber',

  signInTitle: (username: string) => `Sign in as ${username}?`,
  signInAct: 'Sign in on this device',
  signInNote: 'If this isn’t your account, close this page.',
  signsOut: '{{ username }} will be signed out on this device.',
  signInOver: 'Show a new code on your other device.',
  signInOtherwise: 'Sign in another way',
  notChecked: 'Couldn’t check this link',
})
