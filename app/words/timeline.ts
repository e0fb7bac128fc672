import { formFor, number, people, plural } from './english.ts'
import { translate } from './language.ts'
import { isolated } from './marks.ts'

/** Words in the list of messages, and what a screen reader says about new ones. */
export const t = translate('timeline', {
  messagesIn: (room: string) => `Messages in ${isolated(room)}`,
  latest: 'Latest',
  newMessages: (messages: number) => plural(messages, { one: '# new message', other: '# new messages' }),
  newLine: 'New',
  /** `since`: the time of the first of them, or its day and time. */
  newSince: (messages: number, since: string) =>
    plural(messages, { one: `# new message since ${since}`, other: `# new messages since ${since}` }),
  lateAbove: (messages: number) =>
    plural(messages, { one: '# unread message arrived late', other: '# unread messages arrived late' }),
  older: 'Older messages…',
  newer: 'Newer messages…',
  olderNotHere: 'Older messages aren’t on this device. They’ll load when you’re back online.',
  newerNotHere: 'Newer messages aren’t on this device. They’ll load when you’re back online.',
  jumpToDate: 'Jump to a date',
  missing: {
    day: 'That day isn’t on this device, and you’re offline.',
    earlier: 'Earlier messages aren’t on this device, and you’re offline.',
  },

  start: { room: 'This is the start of the room.', direct: 'This is the start of the conversation.' },
  nothingYet: 'No messages yet.',
  sayHello: 'No messages yet. Say hello!',
  readers: {
    direct: 'Nobody else can read what you write here.',
    members: 'Only members can read what’s written here.',
    anyone: 'Anyone can read what’s written here.',
    anyoneSignedIn: 'Anyone with an account can read what’s written here.',
  },
  members: (members: number) => plural(members, { one: '# member.', other: '# members.' }),

  imported: 'imported',
  importedTitle: 'Imported from another place',
  edited: 'edited',
  mentionsYou: 'mentions you',
  sentLate: 'sent late',
  forged: 'The signature doesn’t match. Someone else may have written this.',
  forgedInLabel: 'warning: the signature doesn’t match the author',
  refused: (why: string) => `Not sent. ${why}`,
  sent: { device: 'Sending…', relay: 'Sent', refused: 'Not sent' },
  done: 'Done',
  notDone: 'Not done',
  showSpoiler: 'Spoiler. Press to show',
  table: 'Table',
  copyCode: 'Copy code',
  showMore: 'Show more',
  showLess: 'Show less',
  blocked: 'Message from someone you blocked',
  blockedAt: (time: string) => `Message from someone you blocked, ${time}`,
  showBlocked: 'Show',

  announced: (author: string, text: string) => `${isolated(author)}: ${isolated(text)}`,
  moreMessages: (more: number) => plural(more, { one: '# more message.', other: '# more messages.' }),

  /** Several people may have done the same. */
  did: {
    joined: (who: readonly string[]) => `${people(who)} joined`,
    again: (who: readonly string[]) => `${people(who)} joined again`,
    left: (who: readonly string[]) => `${people(who)} left`,
    removed: (who: readonly string[]) =>
      formFor(who.length, { one: `${people(who)} was removed`, other: `${people(who)} were removed` }),
    banned: (who: readonly string[]) =>
      formFor(who.length, { one: `${people(who)} was banned`, other: `${people(who)} were banned` }),
    unbanned: (who: readonly string[]) =>
      formFor(who.length, { one: `${people(who)} is no longer banned`, other: `${people(who)} are no longer banned` }),
    device: (who: readonly string[]) =>
      formFor(who.length, {
        one: `${people(who)} signed in on a new device`,
        other: `${people(who)} signed in on new devices`,
      }),
  },
  erased: (who: string, messages: number) =>
    formFor(messages, {
      one: `${isolated(who)} deleted a message`,
      other: `${isolated(who)} deleted ${number(messages)} messages`,
    }),
  erasedOf: (who: string, author: string, messages: number) =>
    formFor(messages, {
      one: `${isolated(who)} deleted a message by ${isolated(author)}`,
      other: `${isolated(who)} deleted ${number(messages)} messages by ${isolated(author)}`,
    }),
  renamed: (from: string, to: string) => `Room renamed from ${isolated(from)} to ${isolated(to)}`,
  moreChanges: (more: number) => plural(more, { one: '# more change', other: '# more changes' }),
  devicesOf: (name: string) => `Devices of ${isolated(name)}`,
})
