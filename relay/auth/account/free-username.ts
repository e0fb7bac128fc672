import { longestUsername } from '../../../shared/names/username.ts'
import { checkUsername } from '../fields.ts'

/** A name from a provider may have any length. */
const longestWish = 256
/** Leaves room for a hyphen and a number. */
const longestStem = longestUsername - 8

/**
 * A valid user name close to the wanted one: accents are removed, and other characters become hyphens. If nothing
 * remains or the name is reserved, a default is used.
 */
export const usernameLike = (wanted: string): string => {
  const plain = wanted.slice(0, longestWish).normalize('NFKD').replace(/\p{M}/gu, '')
  const name = plain
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    .slice(0, longestStem)
  return checkUsername(name) === null ? name : 'newcomer'
}

/**
 * A user name that is free: the wanted one, or the one with the lowest free number, or after many tries with a random
 * number.
 */
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
