import { people, plural } from './english.ts'
import { translate } from './language.ts'

/** Words at the field to write in, and at messages that were not sent. */
export const t = translate('composer', {
  send: 'Send',
  typing: (who: readonly string[]) => `${people(who)} typing…`,
  suggestions: 'Suggestions',
  everyone: 'Everyone in this room',
  /** What the commands do. */
  command: {
    me: 'Say what you do, for example “/me waves”',
    shrug: 'Send your text with a shrug',
    code: 'Send your text as a code block',
    poll: 'Ask people to vote',
    remind: 'Remind yourself later, for example “/remind call Ann”',
    topic: 'Change the topic of this room',
    invite: 'Add people by username, or create an invite link',
    status: 'Set your status. “/status clear” clears it',
    leave: 'Leave this room',
  },
  formatting: 'Formatting',
  newLine: 'Shift + Enter for a new line',

  notSent: 'Not sent',
  notSentCount: (messages: number) => plural(messages, { one: '# message not sent', other: '# messages not sent' }),
  copyText: 'Copy text',
  sendAgain: 'Send again',
  discard: 'Discard',
})
