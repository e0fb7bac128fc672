import type { Align } from './node.ts'

/**
 * How the columns of a table are aligned, read from its first line and the line of dashes below; null if the two do not
 * begin a table.
 */
export const columnsOf = (head: string, dashes: string): Align[] | null => {
  if (!head.includes('|') || !dashes.includes('|') || !/^[-:|\s]+$/.test(dashes)) return null
  const cells = cellsOf(dashes)
  if (!cells.every((cell) => /^:?-+:?$/.test(cell)) || cells.length !== cellsOf(head).length) return null
  return cells.map((cell) => (cell.endsWith(':') ? (cell.startsWith(':') ? 'center' : 'end') : 'start'))
}

/** The texts between the bars of a line. A bar behind a backslash is part of the text. */
export const cellsOf = (line: string): string[] => {
  const cells = line.trim().split(/(?<!\\)\|/)
  if (cells[0] === '') cells.shift()
  if (cells.at(-1) === '') cells.pop()
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'))
}

/** The cells of a row in as many columns as the table has. Text of further cells stays in the last column. */
export const fitted = (cells: readonly string[], columns: number): string[] =>
  cells.length <= columns ? [...cells] : [...cells.slice(0, columns - 1), cells.slice(columns - 1).join(' | ')]
