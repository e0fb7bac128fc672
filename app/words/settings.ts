import { plural } from './english.ts'
import { translate } from './language.ts'

/** Words for the pages of the settings. Passkeys have a dictionary of their own. */
export const t = translate('settings', {
  title: 'Settings',
  backToRooms: 'Back to rooms',
  backToSettings: 'Back to settings',
  signedOut: '{{ signIn }} to see your settings.',
  needsNetwork: 'You’re offline. This page needs a connection.',
  saved: 'Saved.',
  savedHere: 'Saved on this device. It will be sent when you’re back online.',
  page: {
    profile: 'Profile',
    presence: 'Status and presence',
    email: 'E-mail',
    password: 'Password',
    passkeys: 'Passkeys',
    devices: 'Devices',
    phone: 'Link a phone',
    privacy: 'Privacy',
    blocked: 'Blocked people',
    export: 'Export',
    admin: 'Admin',
    delete: 'Delete account',
  },

  picture: 'Picture',
  name: 'Name',
  nameLength: 'A name needs 1 to 64 characters.',
  about: 'About you',
  aboutHint: 'People who share a room with you can see this.',
  timeZone: 'Time zone',
  noTimeZone: 'Not shown',
  timeThere: (time: string) => `The time there is ${time}.`,
  timeZoneHint: 'If you choose one, others can see your local time.',
  preview: 'How others see you',
  usernameHint: 'You sign in with it, and others can find you by it.',
  changeUsername: 'Change username',
  usernameChanged: 'Username changed.',

  status: 'Status',
  presence: 'Presence',
  presenceNote:
    'People who share a room with you can see when you’re online. After 5 minutes without activity you’re shown as away.',
  lastSeen: 'Show when I was last seen',
  lastSeenText: 'If you turn this off, nobody can see it. You can still see it for others.',

  readBy: 'What you’ve read',
  showRead: 'Show others what I’ve read',
  showReadText:
    'They see “Read by” and your name below their messages. If you turn this off, you can’t see it for others either. In rooms with more than 50 people nobody can see it.',

  emailLoading: 'Loading your e-mail…',
  emailConfirmed: 'Confirmed. Only you can see it.',
  emailNotConfirmed: 'Not confirmed yet. Only you can see it.',
  emailCannotBeConfirmed: 'Not confirmed. Only you can see it.',
  noEmail:
    'This server can’t send e-mail, so it can’t confirm your address. If you forget your password, ask the server’s administrator for a link to set a new one.',
  emailSent: 'We sent a link to {{ email }}. Open it to confirm. Until then, your old e-mail stays in use.',
  emailNotSent: '{{ email }} isn’t confirmed yet. This server can’t send e-mail. Ask its administrator for the link.',
  newEmail: 'New e-mail',
  changeEmail: 'Change e-mail',

  passwordNote: 'Changing your password signs you out on all other devices.',
  currentPassword: 'Current password',
  changePassword: 'Change password',
  passwordChanged: 'Password changed. You’ve been signed out everywhere else.',
  forgotten: 'Forgot it? {{ reset }}',
  resetPassword: 'Reset your password',

  devicesLoading: 'Loading your devices…',
  sessions: 'Signed in',
  thisDevice: 'This device',
  inUse: 'In use now',
  lastUsed: (time: string) => `Last used ${time}`,
  added: (time: string) => `Added ${time}`,
  addedAndUsed: (added: string, used: string) => `Added ${added} · last used ${used}`,
  today: (time: string) => `today at ${time}`,
  unknownApp: 'Unknown app',
  unknownDevice: 'Unknown device',
  signOutThis: (app: string) => `Sign out ${app}`,
  signOutOthers: 'Sign out everywhere else',
  wasSignedOut: 'Signed out.',
  devicesNote: 'Each device signs your messages with its own key, so nobody else can write as you.',
  removedDevices: (count: number) =>
    plural(count, {
      one: 'One device was removed. Messages sent before that stay valid.',
      other: '# devices were removed. Messages sent before that stay valid.',
    }),
  removeThis: (device: string) => `Remove ${device}`,
  removeUnknown: 'Remove device',
  removeThisTitle: (device: string) => `Remove ${device}?`,
  removeUnknownTitle: 'Remove this device?',
  removeText:
    'This signs the device out and ends its security key for good. Messages already sent from it stay valid. Signing in on it again creates a new key.',
  removeOwn: 'This is the device you’re using. Messages that aren’t sent yet stay here as text.',

  qrCode: 'QR code to link a phone',
  scan: 'Scan the code with your phone’s camera and open the link.',
  scanNote: 'It signs in one device as you and changes every two minutes. Don’t show it to anyone else.',
  codeUsed: 'A device was signed in with this code.',
  codeUsedNote: 'If that wasn’t you, remove it under {{ devices }} and change your password.',
  phoneAbout: 'Scan a code on this screen to sign in on your phone, without typing your password.',
  showCode: 'Show code',
  showAnother: 'Show another code',

  onlyKnown: 'Only people who share a private room with me can add me',
  onlyKnownText:
    'Others can send you an invite link, but can’t add you to a room or start a conversation. People you’ve blocked never can.',

  blockedNote:
    'They can’t message you or add you to rooms, and their messages in shared rooms are hidden. They aren’t notified. You can block someone from their profile.',
  nobodyBlocked: 'You haven’t blocked anyone.',
  someone: 'Someone',
  unblock: 'Unblock',
  unblockThis: (name: string) => `Unblock ${name}`,

  exportAbout: 'All your data in one file: your profile, your rooms, your messages and your pictures.',
  exportData: 'Export my data',
  packing: 'Packing…',
  exported: 'Saved to your downloads.',

  health: 'Server health',
  healthUnknown: 'Not known right now.',
  checking: 'Checking…',
  healthy: 'No problems found.',
  clock: {
    records: {
      ahead: (by: string) =>
        `The server’s clock is ${by} ahead of the newest message. Messages stay in order, but show wrong times until you set it right.`,
      behind: (by: string) =>
        `The server’s clock is ${by} behind the newest message. Messages stay in order, but show wrong times until you set it right.`,
    },
    clients: {
      ahead: (by: string) =>
        `The server’s clock is ${by} ahead of most connected devices. Messages stay in order, but show wrong times until you set it right.`,
      behind: (by: string) =>
        `The server’s clock is ${by} behind most connected devices. Messages stay in order, but show wrong times until you set it right.`,
    },
    itself: (by: string) =>
      `The server’s clock was put back by ${by} while the server was running. Messages stay in order. Restart the server to use the new time at once.`,
  },
  resetSomeone: 'Reset someone’s password',
  createLink: 'Create link',
  resetLink: 'Give this link only to them',
  resetLinkNote: 'It works once and expires in an hour. Anyone who opens it can set a new password.',
  closeTitle: 'Close an account',
  closeWhose: 'Username of the account',
  closeAsk: 'Close account…',
  closeDialog: (username: string) => `Close the account of ${username}?`,
  closeText: 'They’ll be signed out everywhere and can’t sign in again. Their messages stay.',
  closeAct: 'Close account',
  closed: 'Account closed.',

  exportFirst: 'Export your data',
  deleteAbout:
    'This deletes your account and removes you from every room. It can’t be undone. Download your data first.',
  yourMessages: 'What happens to your messages',
  keep: { name: 'Keep my messages', text: 'They stay, under the name “Deleted user”.' },
  erase: { name: 'Delete all my messages', text: 'In every room, for everyone.' },
  ownedRooms:
    'A room you own goes to the moderator who has been there longest, or to another member if there is no moderator. A room where you’re alone is closed.',
  typeUsername: (username: string) => `Type your username, ${username}`,
  notTyped: (username: string) => `Type ${username} to confirm.`,
  noPassword: 'Leave it empty if you don’t have a password and have just signed in.',
  deleteAct: 'Delete my account',
})
