import { people, plural } from './english.ts'
import { translate } from './language.ts'
import { isolated } from './marks.ts'

/** Words of what people do with a message: reply, react, edit, pin, delete. */
export const t = translate('message', {
  acts: (author: string, time: string) => `Message from ${isolated(author)}, ${time}`,
  more: 'More actions',
  act: {
    react: 'React',
    reply: 'Reply',
    thread: 'Reply in thread',
    edit: 'Edit',
    forward: 'Forward',
    copy: 'Copy text',
    'copy-markdown': 'Copy as Markdown',
    select: 'Select text',
    'copy-link': 'Copy link',
    'select-several': 'Select messages',
    pin: 'Pin',
    unpin: 'Unpin',
    save: 'Save for later',
    unsave: 'Remove from saved',
    'who-reacted': 'See who reacted',
    history: 'See earlier versions',
    'close-poll': 'Close poll',
    erase: 'Delete',
  },
  /** The key of an act, as the menu shows it. */
  key: {
    react: '+',
    reply: 'R',
    thread: 'T',
    edit: 'E',
    forward: 'F',
    copy: 'C',
    pin: 'P',
    unpin: 'P',
    save: 'S',
    unsave: 'S',
    erase: 'Del',
  },
  actWithKey: (act: string, key: string) => `${act} (${key})`,
  /** Said by a screen reader once it is done. */
  done: {
    copied: 'Copied.',
    linkCopied: 'Link copied.',
    pinned: 'Message pinned.',
    unpinned: 'Message unpinned.',
    saved: 'Saved for later.',
    unsaved: 'Removed from saved.',
    reacted: (emoji: string) => `Reacted with ${emoji}.`,
    unreacted: (emoji: string) => `Reaction ${emoji} removed.`,
    edited: 'Message edited.',
    pollClosed: 'Poll closed.',
    erased: 'Message deleted. You can undo this for 10 seconds.',
    restored: 'Message restored.',
  },
  notCopied: 'Your browser doesn’t allow copying. Select the text and copy it yourself.',
  tooLong: 'This text is too long for one message.',
  tooLate: 'It’s too late to undo this.',
  failed: 'Couldn’t do that. Your browser couldn’t store the change.',

  quickReactions: 'React',
  otherEmoji: 'Other emoji',
  reactionsOf: 'Reactions',
  reaction: (emoji: string, count: number, own: boolean) =>
    own
      ? plural(count, { one: `${emoji}, # reaction, yours`, other: `${emoji}, # reactions, one is yours` })
      : plural(count, { one: `${emoji}, # reaction`, other: `${emoji}, # reactions` }),
  moreReactions: (more: number) => `+${more.toLocaleString('en')}`,
  moreReactionsLabel: (more: number) => plural(more, { one: 'Show # more reaction', other: 'Show # more reactions' }),
  fewerReactions: 'Show fewer',
  reactedWith: (who: readonly string[], emoji: string) => `${people(who, 20)} reacted with ${emoji}`,
  reactedCount: (people: number, emoji: string) =>
    plural(people, { one: `# person reacted with ${emoji}`, other: `# people reacted with ${emoji}` }),
  you: 'You',
  someone: 'Someone',

  replyTo: (author: string) => `Replying to ${isolated(author)}`,
  cancelReply: 'Don’t reply to this message',
  quote: (author: string, text: string) => `In reply to ${isolated(author)}: ${isolated(text)}`,
  quoteErased: 'This message was deleted',
  quoteNotHere: 'This message isn’t on this device yet',
  notFound: 'This message isn’t in this room. It may have been deleted.',
  notFoundOffline: 'This message isn’t on this device, and you’re offline.',
  jumpWaits: 'Loading older messages…',
  jumpBack: 'Back to where you were',

  editing: 'Editing',
  cancelEdit: 'Cancel editing',
  editLabel: 'Edit message',
  save: 'Save',
  editKeys: 'Esc to cancel',
  eraseTitle: 'Delete this message?',
  eraseAbout: 'You removed all of its text.',
  history: 'Earlier versions',
  editedAt: (time: string) => `Edited ${time}`,
  writtenAt: (time: string) => `Sent ${time}`,
  editedLabel: 'edited, see earlier versions',

  erased: (messages: number) => plural(messages, { one: 'Message deleted', other: '# messages deleted' }),
  undo: 'Undo',

  pinned: 'Pinned',
  pinnedBy: (who: string) => `Pinned by ${isolated(who)}`,
  pinnedByYou: 'Pinned by you',
  pins: 'Pinned messages',
  noPins: 'No pinned messages yet. Moderators can pin a message from its menu.',
  olderPins: 'Look in older messages',
  looking: 'Looking in older messages…',
  goTo: (author: string, text: string) => `Go to message from ${isolated(author)}: ${isolated(text)}`,

  createPoll: 'Create poll',
  selected: 'selected',

  changeWaits: 'Your change will be sent when you’re back online',
})
