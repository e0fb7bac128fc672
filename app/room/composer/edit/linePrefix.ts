/** What stands before the words of a line: the marks of quotes, of a list item, and of a task. */
export interface LinePrefix {
  /** White space and `>`. */
  quotes: string
  /** `- ` or `3. ` with the white space after it; empty if the line is no list item. */
  mark: string
  /** `[ ] ` or empty. */
  task: string
  words: string
}

const pattern = /^((?:[ \t]*>)*[ \t]*)((?:[-*+]|\d{1,9}[.)])[ \t]+)?(\[[ xX]\][ \t]+)?/

export const prefixOf = (line: string): LinePrefix => {
  const [found = '', quotes = '', mark = '', task = ''] = pattern.exec(line) ?? []
  if (mark === '') return { quotes, mark, task, words: line.slice(quotes.length) }
  return { quotes, mark, task, words: line.slice(found.length) }
}
