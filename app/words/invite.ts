import { number, plural } from './english.ts'
import { translate } from './language.ts'
import { isolated } from './marks.ts'

/** Words for invite links: to create and revoke them, and the page that one opens. */
export const t = translate('invite', {
  title: 'Invite by link',
  expiresAfter: 'Expires after',
  never: 'Never',
  maxUses: 'Max uses',
  uses: (uses: number) => plural(uses, { one: '# use', other: '# uses' }),
  noLimit: 'No limit',
  create: 'Create link',
  tooMany: 'You’ve reached the limit of invite links for this room. Revoke one first.',

  newLink: 'New link',
  qrCode: 'QR code of the link',
  link: 'Link',
  copyNow: 'Copy it now. You won’t see it again.',
  whatItShows: 'Anyone who has the link can see this room’s name and topic, and your name.',
  worksLater: 'This link will work once you’re back online.',
  share: 'Share',

  links: 'Invite links',
  offline: 'You need to be online to see the invite links.',
  created: (when: string, by: string) => `Created ${when} by ${isolated(by)}`,
  createdByYou: (when: string) => `Created ${when} by you`,
  createdBySomeone: (when: string) => `Created ${when} by someone`,
  used: (used: number) => plural(used, { one: 'Used # time', other: 'Used # times' }),
  usedOf: (used: number, uses: number) =>
    plural(uses, { one: `Used ${number(used)} of # time`, other: `Used ${number(used)} of # times` }),
  expiresIn: (left: string) => `expires in ${left}`,
  neverExpires: 'never expires',
  revoke: 'Revoke',
  /** For a link that has ended: it only leaves the list. */
  remove: 'Remove',
  /** Why a link no longer works, in the list of links. */
  ended: {
    removed: 'Ended because whoever created it was removed',
    banned: 'Ended because whoever created it was banned',
    left: 'Ended because whoever created it left the room',
    deleted: 'Ended because whoever created it deleted their account',
    account: 'Ended because an admin closed the account of whoever created it',
    demoted: 'Ended because whoever created it is no longer a moderator',
    setting: 'Ended because only moderators can invite now',
  },

  invited: 'You’re invited',
  invitedBy: '{{ name }} invited you to this room.',
  /** For people who are signed in. `username` begins with @. */
  invitedByUser: '{{ name }} ({{ username }}) invited you to this room.',
  publicRoom: (members: number) => plural(members, { one: 'Public room, # member', other: 'Public room, # members' }),
  privateRoom: (members: number) =>
    plural(members, { one: 'Private room, # member', other: 'Private room, # members' }),
  invitedOffline:
    'You’re offline, so we can’t show where this link leads. You can still join, and you’ll get in when you’re back online.',
  join: 'Join',
  notNow: 'Not now',
  signUpAndJoin: 'Create account and join',
  signInAndJoin: 'Sign in and join',
  joinsLater: 'You’ll join when you’re back online.',
  over: {
    'used-up': {
      title: 'This link no longer works',
      text: 'It expired, was revoked, or was used too many times. Ask for a new one.',
    },
    deleted: { title: 'The room was deleted', text: 'This invite link was for a room that was deleted.' },
    banned: { title: 'You’re banned from this room', text: 'Only a moderator can lift the ban.' },
    archived: {
      title: 'The room is archived',
      text: 'Members can still read it, but no one can join.',
    },
  },
})
