import { insertText } from '../insertText.ts'

/** A text with the part of it that is selected. If nothing is, both places are the caret. In UTF-16 units. */
export interface Selected {
  text: string
  from: number
  to: number
}

/** What replaces the text between two places, and what is selected afterwards. */
export interface Change extends Selected {
  select: readonly [number, number]
}

export const selectedIn = ({
  value,
  selectionStart,
  selectionEnd,
}: Pick<HTMLTextAreaElement, 'value' | 'selectionStart' | 'selectionEnd'>): Selected => ({
  text: value,
  from: selectionStart,
  to: selectionEnd,
})

/** Makes the change as if by hand, so that undo takes it back in one step. */
export const applyChange = (field: HTMLTextAreaElement, { from, to, text, select }: Change): void => {
  if (from !== to || text !== '') insertText(field, text, from, to)
  field.setSelectionRange(...select)
}

/** The lines that the selection touches, as a selection of their own. */
export const wholeLines = ({ text, from, to }: Selected): Selected => {
  const end = text.indexOf('\n', to)
  return { text, from: text.lastIndexOf('\n', from - 1) + 1, to: end < 0 ? text.length : end }
}

/** Replaces each line, and keeps the caret at its letter, or the lines selected. `at` counts from 0. */
export const changeLines = (selected: Selected, next: (line: string, at: number) => string): Change => {
  const { text, from, to } = wholeLines(selected)
  const lines = text.slice(from, to).split('\n')
  const changed = lines.map(next)
  const all = changed.join('\n')
  const [first = '', changedFirst = ''] = [lines[0], changed[0]]
  const caret = Math.max(from, selected.from + changedFirst.length - first.length)
  return { from, to, text: all, select: selected.from === selected.to ? [caret, caret] : [from, from + all.length] }
}
