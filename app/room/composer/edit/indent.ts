import { type Change, changeLines, type Selected } from './change.ts'

/** Indents the lines of the selection. Without one, it indents from the caret on, as a typed tab does. */
export const indent = (selected: Selected): Change => {
  const { text, from, to } = selected
  const step = stepIn(text)
  if (from === to) return { from, to, text: step, select: [from + step.length, from + step.length] }
  return changeLines(selected, (line) => (line === '' ? line : step + line))
}

export const outdent = (selected: Selected): Change => {
  const step = stepIn(selected.text)
  const start = new RegExp(`^(?:\t| {1,${step === '\t' ? 4 : step.length}})`)
  return changeLines(selected, (line) => line.replace(start, ''))
}

/** As the code indents already: with tabs, with four spaces, or else with two. */
const stepIn = (text: string): string => {
  const starts = text.match(/^(?:\t| {2,})(?=\S)/gm) ?? []
  if (starts.some((start) => start === '\t')) return '\t'
  return starts.length > 0 && starts.every((start) => start.length % 4 === 0) ? '    ' : '  '
}
