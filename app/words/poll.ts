import { people, plural } from './english.ts'
import { translate } from './language.ts'
import { isolated } from './marks.ts'

/** Words of polls: in the message, and in the dialog that makes one. */
export const t = translate('poll', {
  poll: 'Poll',
  /** How many options, and whether names are shown. */
  about: (choose: string, names: string) => `${choose} · ${names}`,
  one: 'Choose one',
  many: 'Choose as many as you like',
  named: 'Names are shown',
  unnamed: 'Names are not shown',
  voters: (who: readonly string[]) => people(who, 5),
  voted: (people: number) =>
    people === 0 ? 'No votes yet' : plural(people, { one: '# person voted', other: '# people voted' }),
  option: (option: string, votes: number) =>
    `${isolated(option)}, ${plural(votes, { one: '# vote', other: '# votes' })}`,
  saved: 'Vote saved.',
  closes: (time: string) => `Closes ${time}`,
  closed: 'Closed',
  closedBy: (who: string) => `Closed by ${isolated(who)}`,
  refused: (why: string) => `Your vote wasn’t counted. ${why}`,

  newPoll: 'New poll',
  question: 'Question',
  optionField: (number: number) => `Option ${number}`,
  options: 'Options',
  optionsHint: (most: number) => `2 to ${most} options`,
  fewOptions: 'Add at least two options.',
  noQuestion: 'Ask a question.',
  sameOption: 'Two options are the same.',
  pastTime: 'Choose a time in the future.',
  allowMany: 'Allow several choices',
  showNames: 'Show who voted for what',
  showNamesAbout:
    'Without this, names are not shown. It’s not a secret ballot: votes are signed, and other apps could show them.',
  closing: 'Closing time',
  time: 'Date and time',
  after: { never: 'None', hour: 'In 1 hour', day: 'In 1 day', week: 'In 1 week', at: 'At a date and time' },
  create: 'Create poll',
  failed: 'Couldn’t create the poll. Your browser couldn’t store it.',
})
