import { translate } from './language.ts'

/** Words of the dialog that leads to a day in the history of a room. */
export const t = translate('day', {
  title: 'Jump to a date',
  date: 'Date',
  go: 'Jump',
  offered: { week: 'A week ago', month: 'A month ago', start: 'First message' },
})
