import { type Change, changeLines, type Selected, wholeLines } from './change.ts'
import { type LinePrefix, prefixOf } from './linePrefix.ts'

type LineFormat = 'quote' | 'bullets' | 'numbers' | 'tasks'

/** Makes the lines of the selection a list or a quote, or takes that away if all of them are one. */
export const formatLines = (selected: Selected, format: LineFormat): Change => {
  const { text, from, to } = wholeLines(selected)
  const lines = text.slice(from, to).split('\n')
  const isAlone = lines.length === 1
  const isMeant = (line: string) => isAlone || line.trim() !== ''
  const isOff = lines.some((line) => isMeant(line) && formatOf(line) !== format)
  let number = 0
  return changeLines(selected, (line) => {
    if (!isMeant(line)) return line
    if (format === 'quote') return isOff ? `> ${line}` : line.replace(/^[ \t]*> ?/, '')
    const { quotes, words } = prefixOf(line)
    return quotes + (isOff ? marks[format](++number) : '') + words
  })
}

const marks = {
  bullets: () => '- ',
  numbers: (number: number) => `${number}. `,
  tasks: () => '- [ ] ',
}

const formatOf = (line: string): LineFormat | null => {
  const prefix = prefixOf(line)
  return listOf(prefix) ?? (prefix.quotes.includes('>') ? 'quote' : null)
}

const listOf = ({ mark, task }: LinePrefix): LineFormat | null => {
  if (mark === '') return null
  if (task !== '') return 'tasks'
  return /^\d/.test(mark) ? 'numbers' : 'bullets'
}
