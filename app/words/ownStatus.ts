import { translate } from './language.ts'

/** Words for setting one's own status. */
export const t = translate('ownStatus', {
  title: 'Your status',
  emoji: 'Emoji',
  text: 'What’s your status?',
  suggestions: 'Suggestions',
  suggestion: {
    lunch: 'At lunch',
    focus: 'Focusing',
    commute: 'Commuting',
    sick: 'Sick',
    holiday: 'On holiday',
  },
  clearAfter: 'Clear after',
  dontClear: 'Don’t clear',
  quietAbout: 'Others see this next to your name.',
  clear: 'Clear status',
  set: 'Set status',
})
