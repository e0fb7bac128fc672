import { number, plural } from './english.ts'
import { translate } from './language.ts'

/** Words of the first screens: the welcome page, and the lobby with its list, menus and notices. */
export const t = translate('lobby', {
  yabber: 'Yabber',
  welcomeTitle: 'Group chat that belongs to the people who use it',
  welcomeText: 'Read and write with or without a network. Every device keeps its own full copy of your rooms.',

  threads: 'My threads',
  unreadReplies: (replies: number) => plural(replies, { one: '# new reply', other: '# new replies' }),
  rooms: 'Rooms',
  goTo: 'Go to a room or person',
  goToWithKeys: 'Go to a room or person (Ctrl+K)',

  account: (name: string) => `Account of ${name}`,
  setStatus: 'Set a status',
  changeStatus: 'Change status',
  profile: 'Your profile',
  settings: 'Settings',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  install: 'Install Yabber',
  signOutEverywhere: 'Sign out everywhere',

  sort: 'Sort rooms',
  order: 'Order',
  sorts: { recent: 'Recent first', name: 'By name' },

  myRooms: 'My rooms',
  roomsNotHere: 'Your rooms aren’t on this device yet. They’ll appear when you’re connected.',
  noRooms: 'You’re not in any rooms yet. Type a name above to find one or create it.',
  sections: { direct: 'Direct', favourites: 'Favourites', rooms: 'Rooms', archived: 'Archived' },
  leftBehind: (messages: number) =>
    plural(messages, {
      one: '# message not sent, in a room you are no longer in',
      other: '# messages not sent, in a room you are no longer in',
    }),

  lists: 'For you',
  caughtUp: 'You’re all caught up',
  nextUnread: (messages: number) => `Next unread (${number(messages)})`,
  nextUnreadWithKeys: 'Go to the next room with unread messages (Alt+Shift+Down)',
  markAllRead: 'Mark all rooms as read',
  markAllReadWithKeys: 'Mark all rooms as read (Shift+Esc)',
  markRead: 'Mark as read',
  markUnread: 'Mark as unread',
  mentionsShort: (messages: number) => `@${number(messages)}`,
  mentions: (messages: number) => plural(messages, { one: '# message mentions you', other: '# messages mention you' }),
  activity: 'Mentions and reactions',
  activityNew: (items: number) =>
    plural(items, { one: '# new mention or reaction', other: '# new mentions and reactions' }),

  private: 'private',
  you: 'You',
  /** Stands before the words of the newest message. */
  saidBy: '{{ name }}: ',
  /** Stands before the words of what this person typed and did not send. */
  draftOf: 'Draft: ',
  blocked: 'Blocked',
  silent: 'No messages yet',
  waiting: 'Will be created when you’re back online',
  members: (members: number) => plural(members, { one: '# member', other: '# members' }),
  unreadMessages: (messages: number) => plural(messages, { one: '# unread message', other: '# unread messages' }),
  here: (people: number) => plural(people, { one: '# here', other: '# here' }),
  hereNow: (names: string) => `Here now: ${names}`,
  /** Only for screen readers, which read a line of the list as one sentence. */
  read: {
    members: (members: number) => plural(members, { one: ', # member', other: ', # members' }),
    hereNow: (names: string) => `, here now: ${names}`,
    online: ', online',
    away: ', away',
    new: (items: number) => `, ${number(items)} new`,
    unread: (messages: number) => `, ${number(messages)} unread`,
    mentions: (messages: number) => plural(messages, { one: ', # mentions you', other: ', # mention you' }),
  },

  more: (room: string) => `More for ${room}`,
  addFavourite: 'Add to favourites',
  removeFavourite: 'Remove from favourites',
  viewProfile: 'View profile',
  closeConversation: 'Close conversation',
  block: 'Block {{ person }}',
  unblock: 'Unblock {{ person }}',

  leaveTitle: 'Leave this room?',
  leaveText: 'You won’t get new messages from “{{ room }}”, and it will be removed from this device.',
  chooseOwner: 'Choose a new owner',

  gone: {
    removed: '“{{ room }}”: a moderator removed you from this room.',
    banned: '“{{ room }}”: you were banned from this room.',
    deleted: '“{{ room }}”: its owner deleted this room.',
  },
  request: {
    waiting: '“{{ room }}”: your request will be sent when you’re back online.',
    asked: '“{{ room }}”: you asked to join. A moderator hasn’t answered yet.',
    refused: '“{{ room }}”: a moderator declined your request.',
  },
  /** The same for a room whose name this person may not know. */
  privateRequest: {
    waiting: 'A private room: your request will be sent when you’re back online.',
    asked: 'A private room: you asked to join. A moderator hasn’t answered yet.',
    refused: 'A private room: a moderator declined your request.',
  },

  /** A room that was created offline, and whose name somebody else took meanwhile. */
  nameless: {
    text: 'There’s already a room called “{{ room }}”. Yours is still on this device only.',
    another: 'Another name',
    later: 'Not now',
    discard: 'Discard mine',
  },
})
