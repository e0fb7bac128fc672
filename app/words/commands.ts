import { number } from './english.ts'
import { translate } from './language.ts'
import { isolated } from './marks.ts'

/** Words of the commands that are typed after a slash. */
export const t = translate('commands', {
  needsWords: {
    me: 'Write what you do after /me, for example “/me waves”.',
    remind: 'Write what to remind you of after /remind, for example “/remind call Ann”.',
  },
  notHere: (command: string) => `You can’t use ${command} here.`,
  noTopic: 'This room has no topic. Write one after /topic.',
  topicIs: (topic: string) => `The topic is “${isolated(topic)}”.`,
  topicSet: 'Topic changed.',
  topicWaits: 'The topic will change when you’re back online.',
  tooLong: (characters: number, most: number) =>
    `That’s too long: ${number(characters)} characters of at most ${number(most)}.`,
  about: (name: string, words: string) => `${isolated(name)}: ${words}`,
  statusSet: 'Status set.',
  statusCleared: 'Status cleared.',
  failed: 'That didn’t work. Check your connection and try again.',
})
