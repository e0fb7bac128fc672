import { translate } from './language.ts'
import { isolated } from './marks.ts'

/** Words at the composer about mentions that tell nobody. */
export const t = translate('mentionNotes', {
  moderatorsOnly:
    'Only moderators can mention everyone here, because the room has more than 50 members. “@room” will be plain text.',
  notIn: {
    room: (name: string) => `${isolated(name)} isn’t in this room and won’t be notified.`,
    direct: (name: string) => `${isolated(name)} isn’t in this conversation and won’t be notified.`,
  },
  add: (name: string) => `Add ${isolated(name)}`,
  waits: 'They’ll be added when you’re back online.',
})
