import { expect, test } from 'vitest'
import { changed } from '../../../../tests/world/app/marked-text.ts'
import { continueLine } from './continueLine.ts'

/** The text after Enter at the caret. */
const after = (marked: string) => {
  const at = marked.indexOf('‸')
  const text = marked.replace('‸', '\n')
  const change = continueLine(text, at + 1)
  return change ? changed(text, change) : `${text.slice(0, at + 1)}‸${text.slice(at + 1)}`
}

test.each([
  ['- a‸', '- a\n- ‸'],
  ['* a‸b', '* a\n* ‸b'],
  ['  + a‸', '  + a\n  + ‸'],
  ['9. a‸', '9. a\n10. ‸'],
  ['1) a‸', '1) a\n2) ‸'],
  ['- [x] a‸', '- [x] a\n- [ ] ‸'],
  ['> a‸', '> a\n> ‸'],
  ['> - a‸', '> - a\n> - ‸'],
  ['- a\n- ‸', '- a\n‸'],
  ['- a\n- [ ] ‸', '- a\n‸'],
  ['> a\n> ‸', '> a\n‸'],
  ['plain‸', 'plain\n‸'],
  ['‸- a', '\n‸- a'],
  ['-a‸', '-a\n‸'],
  ['```\n  a‸\n```', '```\n  a\n  ‸\n```'],
  ['```\n- a‸\n```', '```\n- a\n‸\n```'],
  ['```\na\n```\n- b‸', '```\na\n```\n- b\n- ‸'],
])('Enter in %j leads to %j', (before, then) => {
  expect(after(before)).toBe(then)
})
