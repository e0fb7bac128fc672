import { roomNameKey } from '../room/acts.ts'
import { reservedNames } from './reserved.ts'

/** Compares names by how they look, using a table of look-alike letters. */
export interface Looks {
  /**
   * Key in which room names must differ: names that look the same, in any case, share one key. It is compared and never
   * shown. Plain small letters stand for everything that looks like them: o for 0, l for 1, i and I, rn for m.
   */
  nameKeyOf(name: string): string
  /** What a person's name looks like: the same for `admin`, `Adm1n`, `a.dmin` and `аdmin`. Compared, never shown. */
  lookOf(name: string): string
  /** Whether a name is, or looks like, a reserved one. */
  looksReserved(name: string): boolean
}

/**
 * `table`: maps a letter to its look-alike. Entries that are not plain ASCII are ignored. With an empty table only
 * plain letters are compared.
 */
export const looksWith = (table: { readonly [letter: string]: string }): Looks => {
  const plainOf = (letter: string): string => {
    const look = table[letter] ?? letter
    return isPlain(look) ? look : letter
  }
  /** Tries the capital as well, because some letters look like one of ours only as capitals. */
  const lookOfLetter = (letter: string): string => {
    const looks = [letter, letter.toUpperCase()].map((either) => [...either].map(plainOf).join('').toLowerCase())
    return looks.find(isPlain) ?? letter
  }
  const nameKeyOf = (name: string): string => [...roomNameKey(name)].map(lookOfLetter).join('').replaceAll('i', 'l')
  const lookOf = kept((name) => {
    const bare = name.normalize('NFKD').replace(passedOver, '')
    return shapes.reduce((look, [from, to]) => look.replaceAll(from, to), nameKeyOf(bare || name))
  })
  const reserved = new Set(reservedNames.map(lookOf))
  return { nameKeyOf, lookOf, looksReserved: (name) => reserved.has(lookOf(name)) }
}

export const isPlain = (text: string): boolean => /^[!-~]+$/.test(text)

/**
 * Further pairs that look the same in people's names, applied in this order: digits, and two letters that are read as
 * one.
 */
export const shapes = [
  ['0', 'o'],
  ['1', 'l'],
  ['5', 's'],
  ['i', 'l'],
  ['rn', 'm'],
  ['vv', 'w'],
  ['cl', 'd'],
] as const

/** Dots, hyphens, spaces and accents are easily overlooked, so they are ignored. */
const passedOver = /[\p{M}\p{P}\p{White_Space}\p{Default_Ignorable_Code_Point}]+/gu

/** A cache: rosters are read again at every change, with the same names. */
const kept = (lookOf: (name: string) => string): ((name: string) => string) => {
  const looks = new Map<string, string>()
  return (name) => {
    const known = looks.get(name) ?? lookOf(name)
    if (looks.size >= mostKept) looks.clear()
    looks.set(name, known)
    return known
  }
}
const mostKept = 20_000
