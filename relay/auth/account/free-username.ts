import { checkUsername, longestUsername } from '../fields.ts'

/** What a provider says may be of any length. */
const longestWish = 256
/** Room for a number behind the name. */
const longestStem = longestUsername - 8

/**
 * A user name as near to what is wanted as the rules allow: letters lose their accents, the rest becomes hyphens, and
 * where nothing is left of it, or it is kept back, another takes its place.
 */
export const usernameLike = (wanted: string): string => {
  const plain = wanted.slice(0, longestWish).normalize('NFKD').replace(/\p{M}/gu, '')
  const name = plain
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    .slice(0, longestStem)
  return checkUsername(name) === null ? name : 'newcomer'
}

/** One that nobody has: with a number, the lowest that is free, or after many, one at random. */
export const freeUsername = async (
  wanted: string,
  isTaken: (username: string) => Promise<boolean>,
  chance: () => number = Math.random,
): Promise<string> => {
  const stem = usernameLike(wanted)
  for (let number = 1; number <= 20; number++) {
    const name = number === 1 ? stem : `${stem}-${number}`
    if (!(await isTaken(name))) return name
  }
  return `${stem}-${1_000 + Math.floor(chance() * 1_000_000)}`
}
