import { translate } from './language.ts'

/** Words for the list of passkeys in the settings. */
export const t = translate('passkeys', {
  title: 'Passkeys',
  about: 'Sign in with your fingerprint, face or screen lock instead of a password.',
  loading: 'Loading your passkeys…',
  none: 'You don’t have any passkeys yet.',
  added: (time: string) => `Added ${time}, not used yet`,
  used: (time: string) => `Last used ${time}`,

  add: 'Add a passkey',
  newName: 'Passkey name (optional)',
  unnamed: 'Passkey',
  newNameHint: 'Helps you recognise it. Without one, it gets the name of this device.',
  renameThis: (name: string) => `Rename ${name}`,
  renameTitle: 'Rename passkey',
  name: 'Name',
  removeThis: (name: string) => `Remove ${name}`,
  removeTitle: 'Remove passkey?',
  removeText:
    'You won’t be able to sign in with “{{ name }}”. Your device may keep offering it until you delete it there too.',

  failed: {
    offline: 'Couldn’t reach the server. Try again when you’re back online.',
    cancelled: 'No passkey was created.',
    missing: 'Passkeys couldn’t be loaded. Try again in a moment.',
    who: 'Enter your password first. If you don’t have one, sign in again.',
    failed: 'Something went wrong. Nothing was changed.',
    'too-many': 'Too many attempts. Wait a moment, then try again.',
  },
})
