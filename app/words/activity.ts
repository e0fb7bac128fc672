import { people } from './english.ts'
import { translate } from './language.ts'
import { isolated } from './marks.ts'

/** Words in the list of what others did about this person. */
export const t = translate('activity', {
  title: 'Mentions and reactions',
  back: 'Back to your rooms',
  /** Stands before a line that this person has not seen before. */
  new: 'New: ',
  mention: (who: string) => `${isolated(who)} mentioned you`,
  everyone: (who: string) => `${isolated(who)} mentioned everyone`,
  reply: (who: string) => `${isolated(who)} replied to you`,
  reactions: (who: readonly string[], emoji: string) => `${people(who)} reacted with ${emoji}`,
  someone: 'Someone',
  older: 'Show older',
  nothing: 'Nothing yet. When someone mentions you, replies to you or reacts to your messages, you’ll find it here.',
  signedOut: 'Sign in to see mentions and reactions. {{ signIn }}',
})
