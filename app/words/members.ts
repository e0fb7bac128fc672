import { translate } from './language.ts'
import { isolated } from './marks.ts'

/** Words in the list of a room's members, and for acts on them. */
export const t = translate('members', {
  title: 'Members',
  close: 'Close members',
  list: 'List of members',
  group: { here: 'Here now', online: 'Online', away: 'Away', offline: 'Offline', unknown: 'All members' },
  cannotSeeWhoIsHere: 'You’re offline, so you can’t see who’s here.',
  role: { owner: 'Owner', moderator: 'Moderator' },
  you: 'You',

  addLabel: 'Add someone by username',
  addPlaceholder: 'Add by username',
  add: 'Add',
  added: (name: string) => `${isolated(name)} is now a member.`,
  notAddedBanned: 'They are banned from this room. Someone has to lift the ban first.',
  willBeAdded: (name: string) => `${isolated(name)} will be added when you’re back online.`,

  more: (name: string) => `More about ${isolated(name)}`,
  menu: (name: string) => `About ${isolated(name)}`,
  yourProfile: 'Your profile',
  viewProfile: 'View profile',
  message: 'Message',
  makeModerator: 'Make moderator',
  dismissModerator: 'Dismiss as moderator',
  transfer: 'Transfer ownership',
  remove: 'Remove',
  ban: 'Ban',

  actTitle: { remove: 'Remove from room?', ban: 'Ban from room?', 'hand-over': 'Transfer ownership?' },
  act: { remove: 'Remove', ban: 'Ban', 'hand-over': 'Transfer' },
  removePrivate: '{{ name }} can no longer read or write here. Their messages stay.',
  removePublic:
    '{{ name }} can no longer write here. They can still read this public room and join it again. To keep them out, ban them. Their messages stay.',
  banAbout: '{{ name }} can no longer read or write here, and can’t come back until someone lifts the ban.',
  banWithGuests:
    '{{ name }} can no longer read or write here, and can’t come back until someone lifts the ban. Guests can read this room, so they can still read it when they’re signed out.',
  erase: 'Delete all their messages here',
  eraseAbout:
    'Their messages are hidden now and deleted for good in an hour. Until then you can lift the ban to restore them.',
  transferAbout: '{{ name }} will own this room, and you’ll be a moderator. Only they can transfer it back.',

  requests: 'Requests to join',
  accept: 'Accept',
  acceptLabel: (name: string) => `Accept ${isolated(name)}`,
  decline: 'Decline',
  declineLabel: (name: string) => `Decline ${isolated(name)}`,

  banned: 'Banned',
  unban: 'Lift the ban',
  unbanLabel: (name: string) => `Lift the ban on ${isolated(name)}`,
  erasing: (left: string) =>
    `Their messages here are hidden and will be deleted in ${left}. Lift the ban before then to restore them.`,
  erased: 'All their messages here were deleted.',

  former: 'Former members',
  banLabel: (name: string) => `Ban ${isolated(name)}`,
})
