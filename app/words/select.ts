import { plural } from './english.ts'
import { translate } from './language.ts'
import { isolated } from './marks.ts'

/** Words of acts on several messages at once. */
export const t = translate('select', {
  selected: (messages: number) => plural(messages, { one: '# selected', other: '# selected' }),
  bar: 'Selected messages',
  copy: 'Copy',
  forward: 'Forward',
  save: 'Save',
  erase: 'Delete',
  eraseSome: (messages: number) => plural(messages, { one: 'Delete # of yours', other: 'Delete # of yours' }),
  cancel: 'Cancel selection',
  said: (author: string, text: string) => `${author}: ${text}`,
  check: (author: string) => `Select message from ${isolated(author)}`,
})
