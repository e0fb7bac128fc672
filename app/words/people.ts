import { translate } from './language.ts'

/** Words about one person: their page, the sheet beside a room, their devices. */
export const t = translate('people', {
  pageTitle: 'Person · Yabber',
  sheet: 'Person',
  back: 'Back',
  /** Shown in place of a person. */
  unknown: {
    nobody: { title: 'Person not found', text: 'Check the link and try again.' },
    offline: {
      title: 'Not known on this device',
      text: 'You’re offline, and this device doesn’t know this person yet.',
    },
  },

  profile: 'Profile',
  deleted: 'This account was deleted.',
  presence: {
    online: 'Online',
    away: 'Away',
    offline: 'Offline',
    unknown: 'You’re offline, so you can’t see whether they’re here.',
  },
  lastSeenToday: (time: string) => `Last seen today at ${time}`,
  lastSeenYesterday: (time: string) => `Last seen yesterday at ${time}`,
  lastSeenOn: (day: string) => `Last seen on ${day}`,
  localTime: (time: string) => `Local time ${time}`,
  roomsInCommon: 'Rooms in common',

  whatYouCanDo: 'What you can do',
  editProfile: 'Edit your profile',
  message: 'Message',
  block: 'Block',
  unblock: 'Unblock',
  blocked: 'You blocked this person. They can’t message you, and their messages are hidden.',

  devices: 'Devices',
  today: 'today',
  yesterday: 'yesterday',
  added: (day: string) => `Added ${day}`,
  addedAndRemoved: (added: string, removed: string) => `Added ${added}, removed ${removed}`,
  compareDevices: 'To make sure it’s really them, compare these codes with the ones they see on their own profile.',
  removeDevices: 'You can remove one under {{ devices }}.',

  keysChanged: 'The server changed what it says about this person’s devices.',
  /** After the fingerprint of the device. */
  keyTrouble: {
    'taken-away': 'This device disappeared without being removed.',
    moved: 'This device now belongs to someone else.',
    'dated-anew': 'The date this device was added has changed.',
    revived: 'This device was removed, but is listed as in use again.',
    'back-dated': 'This device is new, but is listed as an old one.',
  },
  askThem:
    'This should never happen. Ask this person in another way, such as by phone, before you trust these devices.',
  trustKeys: 'I asked them. Trust these devices',
})
