/** What guessers try first among passwords of ten characters and more, with digits and signs taken off their ends. */
const commonWords = new Set(
  'password passwort passw letmein welcome iloveyou qwerty qwertyuiop qwertzuiop asdfghjkl admin administrator changeme football baseball superman sunshine princess dragon monkey master yabber secret trustno'.split(
    ' ',
  ),
)
const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiop', 'qwertzuiop', 'asdfghjkl', 'yxcvbnm']

/** The few weaknesses that can be seen without a list of leaked passwords. `known`: words a guesser has already. */
export const looksWeak = (password: string, known: readonly string[]): boolean => {
  const lower = password.toLowerCase()
  const core = lower.replace(/^[\d\W_]+|[\d\W_]+$/g, '')
  return (
    new Set(lower).size < 5 ||
    commonWords.has(core) ||
    isOneRun(lower) ||
    known.some((word) => word.length >= 3 && isMostly(lower, word.trim().toLowerCase()))
  )
}

/** Keys that lie side by side, forwards or backwards, and little else. */
const isOneRun = (lower: string): boolean => {
  const backwards = [...lower].reverse().join('')
  return [lower, backwards].some((text) => rows.some((row) => longestShared(text, row) > lower.length - 4))
}

const longestShared = (text: string, row: string): number => {
  for (let length = text.length; length > 0; length--)
    for (let from = 0; from + length <= text.length; from++)
      if (row.includes(text.slice(from, from + length))) return length
  return 0
}

const isMostly = (lower: string, word: string): boolean => lower.split(word).join('').length < 5
