import { plural } from './english.ts'
import { translate } from './language.ts'
import { isolated } from './marks.ts'

/** Words of threads: the replies to a message, beside the timeline. */
export const t = translate('thread', {
  title: 'Thread',
  inRoom: (room: string) => `in ${isolated(room)}`,
  back: 'Back to the room',
  close: 'Close thread',
  messages: 'Messages in this thread',
  write: 'Reply in thread',
  follow: 'Follow',
  following: 'Following',
  unfollow: 'Stop following',
  done: { follow: 'You follow this thread.', unfollow: 'You no longer follow this thread.' },

  replies: (replies: number) => plural(replies, { one: '# reply', other: '# replies' }),
  unread: (replies: number) => plural(replies, { one: '# new', other: '# new' }),
  last: (time: string) => `Last reply ${time}`,
  open: 'Open thread',
  elsewhere: 'Reply in a thread',
  repliesToErased: (replies: number) =>
    plural(replies, { one: '# reply to a deleted message', other: '# replies to a deleted message' }),
  inThread: (author: string, text: string) => `In a thread: ${isolated(author)}: ${isolated(text)}`,

  rootErased: 'The message that started this thread was deleted.',
  rootNotHere: 'The message that started this thread isn’t on this device.',
  loading: 'Loading the thread…',
  noReplies: 'No replies yet.',

  backToRooms: 'Back to rooms',
  mine: 'My threads',
  noThreads: 'No threads yet. Reply in a thread, and it appears here.',
  mineAbout: 'Threads that you started, replied in, were mentioned in or follow.',
  lastBy: (author: string, text: string) => `${isolated(author)}: ${isolated(text)}`,
  unreadReplies: (replies: number) => plural(replies, { one: '# new reply', other: '# new replies' }),
})
