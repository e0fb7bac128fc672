import { people, plural } from './english.ts'
import { translate } from './language.ts'

/** Words for who has read a message. */
export const t = translate('readBy', {
  read: 'Read',
  by: (names: readonly string[]) => `Read by ${people(names)}`,
  byEveryone: 'Read by everyone',
  title: 'Read by',
  count: (count: number) => plural(count, { one: 'Read by # person', other: 'Read by # people' }),
  nobody: 'Nobody has read it yet.',
  notYet: 'Not read yet',
  note: 'People who don’t show what they’ve read aren’t listed.',
  partly: 'Someone may have read this message since, but this device doesn’t have that part of the room.',
})
