import { translate } from './language.ts'

/** Words of buttons and labels that many parts of the app share. */
export const t = translate('common', {
  back: 'Back to your rooms',
  /** Names of a browser and of a system, such as Firefox and Linux. */
  browserOn: (browser: string, system: string) => `${browser} on ${system}`,
  cancel: 'Cancel',
  close: 'Close',
  copied: 'Copied',
  copy: 'Copy',
  createAccount: 'Create account',
  createRoom: 'Create room',
  dismiss: 'Dismiss',
  doNotDisturb: 'Do not disturb',
  leaveRoom: 'Leave room',
  newConversation: 'New conversation',
  newRoom: 'New room',
  oneMoment: 'One moment…',
  /** A poll as one line of text. */
  poll: (question: string, options: readonly string[]) => `Poll: ${question} (${options.join(', ')})`,
  remove: 'Remove',
  rename: 'Rename',
  save: 'Save',
  signIn: 'Sign in',
  signOut: 'Sign out',
  /** Stands in one line of text for what a message hides until it is pressed. */
  spoiler: '(spoiler)',
  tryAgain: 'Try again',
  tryNow: 'Try now',
  presence: { online: 'online', away: 'away', offline: 'offline' },
  /** Shown in place of text with nothing visible in it. Such text is refused today, but older records have it. */
  unseen: { room: 'Unnamed room', message: 'Empty message' },
})
