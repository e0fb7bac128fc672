import { number, plural } from './english.ts'
import { translate } from './language.ts'
import { isolated } from './marks.ts'

/** Words around the timeline of an open room, and for a room that does not open. */
export const t = translate('room', {
  otherDraft: 'A newer draft replaced yours.',
  useOther: 'Use yours',
  /** Without a room's name until it is known. */
  pageTitle: (room: string) => (room ? `${isolated(room)} · Yabber` : 'Yabber'),
  write: (room: string) => `Message ${isolated(room)}`,

  backToRooms: 'Back to rooms',
  privateRoom: 'Private room',
  archived: 'Archived',
  here: (people: number) => `${number(people)} here`,
  guestsReading: (guests: number) => plural(guests, { one: '# guest reading', other: '# guests reading' }),
  members: 'Members',
  membersOnly: (members: number) => plural(members, { one: 'Members: # member', other: 'Members: # members' }),
  membersAndHere: (members: number, here: number) =>
    plural(members, {
      one: `Members: # member, ${number(here)} here now`,
      other: `Members: # members, ${number(here)} here now`,
    }),
  requests: (requests: number) => plural(requests, { one: '# request to join', other: '# requests to join' }),
  menu: 'Room menu',
  jumpToDate: 'Jump to a date',
  inviteByLink: 'Invite by link',
  settings: 'Room settings',

  lost: 'The server was restored from an older backup that doesn’t have this room. Your messages are kept on this device.',
  keysChanged: (name: string) => `The server changed what it says about ${isolated(name)}’s devices.`,
  seeWhatChanged: 'See what changed',

  howToJoin: 'How to join in',
  readOnly: 'You can read here, but not write.',
  readingAsGuest: 'You’re reading as a guest. Sign in to join the room.',
  joinedTooOften: 'You’ve joined and left this room too many times. You can still read it.',
  whyJoin: 'Join the room to send messages and keep it on this device.',
  join: 'Join room',
  unarchive: 'Unarchive',

  /** Acts that the relay has not answered, as a list after `waiting`. */
  waiting: (acts: string) => `Waiting for the network: ${acts}`,
  moreChanges: (more: number) => plural(more, { one: '# more change', other: '# more changes' }),
  someone: 'someone',
  act: {
    join: 'join',
    leave: 'leave',
    request: 'ask to join',
    accept: (who: string) => `accept ${isolated(who)}`,
    decline: (who: string) => `decline ${isolated(who)}`,
    invite: 'create an invite link',
    uninvite: 'revoke an invite link',
    add: (who: string) => `add ${isolated(who)}`,
    remove: (who: string) => `remove ${isolated(who)}`,
    ban: (who: string) => `ban ${isolated(who)}`,
    banAndErase: (who: string) => `ban ${isolated(who)} and delete their messages`,
    unban: (who: string) => `lift the ban on ${isolated(who)}`,
    makeModerator: (who: string) => `make ${isolated(who)} a moderator`,
    dismissModerator: (who: string) => `dismiss ${isolated(who)} as moderator`,
    handOver: (who: string) => `transfer ownership to ${isolated(who)}`,
    threads: { folded: 'fold threads', timeline: 'show threads in the timeline' },
    archive: 'archive',
    unarchive: 'unarchive',
    delete: 'delete the room',
    rename: (name: string) => `rename to “${isolated(name)}”`,
    topic: 'a new topic',
    picture: 'a new picture',
    noPicture: 'no picture',
    visibility: { public: 'make it public', private: 'make it private' },
    guests: 'let guests read',
    noGuests: 'no guests',
    invites: { members: 'everyone may invite', moderators: 'only moderators invite' },
  },

  leaveTitle: 'Leave this room?',
  leaveAbout: 'You won’t get new messages from “{{ room }}”, and it will be removed from this device.',
  leavePrivate: 'This room is private. To come back, someone will have to invite you.',
  leaveLast: 'You’re the last member. The room will be closed, and its name can be used again.',
  leaveAndTransfer: 'Transfer and leave',
  chooseOwner: 'You own this room. Choose a new owner',
  chooseMember: 'Choose a member',
  heir: {
    owner: (name: string, username: string) => `${isolated(name)} (@${username}), owner`,
    moderator: (name: string, username: string) => `${isolated(name)} (@${username}), moderator`,
    member: (name: string, username: string) => `${isolated(name)} (@${username})`,
  },

  gone: {
    'no-such-room': { title: 'Room not found', text: 'It may have been deleted. Check the link and try again.' },
    'not-yours': { title: 'This room is private', text: 'A member can add you or send you an invite link.' },
    banned: {
      title: 'You’re banned from this room',
      text: 'You won’t see new messages. Only a moderator can lift the ban.',
    },
    deleted: { title: 'This room was deleted', text: 'Its owner deleted it for everyone. It can’t be restored.' },
    left: { title: 'You left this room', text: 'It is no longer on this device.' },
    'not-made': {
      title: 'This room wasn’t created',
      text: 'The server refused it. What you wrote here is kept below.',
    },
    removed: {
      title: 'You are no longer in this room',
      text: 'A moderator removed you. You won’t see new messages.',
    },
    'signed-out': { title: 'Sign in to read this room', text: 'It is not open to guests.' },
    'not-here-and-offline': {
      title: 'Not on this device yet',
      text: 'You haven’t opened this room on this device yet, and you’re offline. It will open when you’re back online.',
    },
  },
  publicRooms: 'Public rooms',

  asked: {
    waiting: 'Your request will be sent when you’re back online.',
    asked: 'You asked to join. The room will open here when a moderator accepts.',
    refused: 'A moderator declined your request.',
  },
  askNote: 'Message to the moderators (optional)',
  askHint: 'Say who you are and why you want to join.',
  ask: 'Ask to join',
})
