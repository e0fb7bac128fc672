/** Where code begins that is drawn as it is. */
export interface Fence {
  /** Three backticks or tildes, or more. */
  marks: string
  language: string
  /** All that stands behind the marks where it is more than a language: code that somebody began on that line. */
  more: string
}

const start = /^ {0,3}(`{3,}|~{3,})([^`]*)$/

/** Null for a line that opens no fence. */
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

/** Columns of white space that a line begins with; a tab leads to the next fourth. */
export const indentOf = (line: string): number => {
  let columns = 0
  for (const sign of line) {
    if (sign === '\t') columns += 4 - (columns % 4)
    else if (sign === ' ') columns++
    else break
  }
  return columns
}

/** The line without so many columns of white space; of a tab that reaches beyond, spaces are left. */
export const withoutIndent = (line: string, columns: number): string => {
  let [at, column] = [0, 0]
  for (; column < columns && /[ \t]/.test(line.charAt(at)); at++)
    column += line.charAt(at) === '\t' ? 4 - (column % 4) : 1
  return ' '.repeat(Math.max(0, column - columns)) + line.slice(at)
}
