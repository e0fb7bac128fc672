/** Common bases of guessed passwords with at least ten characters, without the digits and signs at their ends. */
const commonWords = new Set(
  'password passwort passw letmein welcome iloveyou qwerty qwertyuiop qwertzuiop asdfghjkl admin administrator changeme football baseball superman sunshine princess dragon monkey master yabber secret trustno'.split(
    ' ',
  ),
)
const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiop', 'qwertzuiop', 'asdfghjkl', 'yxcvbnm']

/** Finds weak passwords without a list of leaked ones. `known`: words that a guesser knows already. */
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

/** Whether it is almost only a row of neighbouring keys, forwards or backwards. */
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
