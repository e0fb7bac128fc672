import { expect, test } from 'vitest'
import { changed, unmarked } from '../../../../tests/world/app/marked-text.ts'
import { indent, outdent } from './indent.ts'

const after = (change: typeof indent, marked: string) => {
  const selected = unmarked(marked)
  return changed(selected.text, change(selected))
}

test.each([
  ['a‸b', 'a  ‸b'],
  ['‹a\n\nb›', '‹  a\n\n  b›'],
  ['if:\n    a\n‸', 'if:\n    a\n    ‸'],
  ['if:\n\ta\n‸', 'if:\n\ta\n\t‸'],
])('Tab in %j leads to %j', (before, then) => expect(after(indent, before)).toBe(then))

test.each([
  ['  a‸b', 'a‸b'],
  ['‹  a\n b\nc›', '‹a\nb\nc›'],
  ['    a\n        b‸', '    a\n    b‸'],
  ['\ta‸', 'a‸'],
  ['a‸', 'a‸'],
])('Shift+Tab in %j leads to %j', (before, then) => expect(after(outdent, before)).toBe(then))
