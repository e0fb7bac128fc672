/** The opening line of a fenced code block. */
export interface Fence {
  /** At least three backticks or tildes. */
  marks: string
  language: string
  /** The text after the marks if it is more than one word, and so not a language. It is the first line of the code. */
  more: string
}

const start = /^ {0,3}(`{3,}|~{3,})([^`]*)$/

/** Null if the line opens no fence. */
export const openingFence = (line: string): Fence | null => {
  const [, marks, words = ''] = start.exec(line) ?? []
  if (marks === undefined) return null
  const said = words.trim()
  return /\s/.test(said) ? { marks, language: '', more: said } : { marks, language: said, more: '' }
}

export const closesFence = (line: string, { marks }: Fence): boolean => {
  const found = line.trim()
  return found.length >= marks.length && found === marks.charAt(0).repeat(found.length) && indentOf(line) < 4
}

/** Number of columns of white space at the start of a line. A tab goes to the next multiple of four. */
export const indentOf = (line: string): number => {
  let columns = 0
  for (const sign of line) {
    if (sign === '\t') columns += 4 - (columns % 4)
    else if (sign === ' ') columns++
    else break
  }
  return columns
}

/** Removes that many columns of white space. If a tab is only partly removed, its rest becomes spaces. */
export const withoutIndent = (line: string, columns: number): string => {
  let [at, column] = [0, 0]
  for (; column < columns && /[ \t]/.test(line.charAt(at)); at++)
    column += line.charAt(at) === '\t' ? 4 - (column % 4) : 1
  return ' '.repeat(Math.max(0, column - columns)) + line.slice(at)
}
