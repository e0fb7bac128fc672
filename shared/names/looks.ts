import { roomNameKey } from '../room/acts.ts'
import { reservedNames } from './reserved.ts'

/** How names look at a glance, by what is known of letters that look like others. */
export interface Looks {
  /**
   * What names of rooms must differ in: those that look the same, in whatever case, have one key. It is compared and never
   * shown. Our own small letters stand for all that looks like them: o for 0, l for 1, i and I, rn for m.
   */
  nameKeyOf(name: string): string
  /** What a person's name looks like: the same for `admin`, `Adm1n`, `a.dmin` and `аdmin`. Compared, never shown. */
  lookOf(name: string): string
  /** Whether a name is, or looks like, one that is nobody's. */
  looksReserved(name: string): boolean
}

/** `table`: for letters, what they look like; what is no plain text says nothing here. Without one only plain letters are known. */
export const looksWith = (table: { readonly [letter: string]: string }): Looks => {
  const plainOf = (letter: string): string => {
    const look = table[letter] ?? letter
    return isPlain(look) ? look : letter
  }
  /** Some letters look like one of ours only when they are big. */
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

/** What people's names must differ in besides, in this order: digits, and pairs of letters that are read as one. */
export const shapes = [
  ['0', 'o'],
  ['1', 'l'],
  ['5', 's'],
  ['i', 'l'],
  ['rn', 'm'],
  ['vv', 'w'],
  ['cl', 'd'],
] as const

/** Dots, hyphens, spaces and accents are passed over as one reads. */
const passedOver = /[\p{M}\p{P}\p{White_Space}\p{Default_Ignorable_Code_Point}]+/gu

/** Rosters are read anew at each change, and their names are the same. */
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
