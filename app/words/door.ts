import { barred } from './barred.ts'
import { translate } from './language.ts'

/** Words for signing in and creating an account. They are part of the first frame. */
export const t = translate('door', {
  home: 'Yabber, home',
  forgotPassword: 'Forgot your password?',
  newHere: 'New here? {{ createAccount }}',
  haveAccount: 'Already have an account? {{ signIn }}',
  usernameHint: 'Others will see this name.',
  emailHint: 'Only you can see it.',
  inviteCode: 'Invite code',
  inviteCodeHint: 'The code from the person who invited you.',
  closed: 'Sign-up is closed on this server.',

  signInWith: 'Sign in with {{ provider }}',
  signUpWith: 'Sign up with {{ provider }}',
  signInWithPasskey: 'Sign in with a passkey',
  tryDemo: 'Try it',
  /** Why this browser has no passkeys. */
  noPasskeys: {
    address: 'Passkeys need a host name, such as localhost. They don’t work with an IP address.',
    insecure: 'Passkeys need an address that starts with https.',
    browser: 'This browser doesn’t support passkeys.',
  },

  /** Why nobody was signed in. */
  failed: {
    wrong: 'Incorrect username or password.',
    offline: 'Couldn’t reach the server. Sign in when you’re back online.',
    'too-many': (wait: string) =>
      `Too many attempts. Try again in ${wait}. You can also use a passkey, or reset your password below.`,
    ...barred,
    cancelled: 'No passkey was chosen.',
    missing: 'Passkeys couldn’t be loaded. Try again, or sign in with your password.',
    passkey: 'That passkey doesn’t belong to an account here. It may have been removed.',
  },
  /** Why signing in with a provider did not work. */
  provider: {
    down: 'The provider can’t be reached right now. Sign in another way, or try again in a moment.',
    refused: 'The provider didn’t sign you in, or you cancelled.',
    expired: 'That took too long. Please try again.',
    closed: 'Sign-up is closed on this server.',
    invitation: 'This server is invite-only. Use the link you were sent.',
  },
})
