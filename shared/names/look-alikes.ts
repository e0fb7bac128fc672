import looksLike from 'unhomoglyph/data.json' with { type: 'json' }
import { roomNameKey } from '../room/acts.ts'

/**
 * What names of rooms must differ in: those that look the same, in whatever case, have one key. It is compared and never
 * shown. Our own small letters stand for all that looks like them: o for 0, l for 1, i and I, rn for m.
 */
export const nameKeyOf = (name: string): string =>
  [...roomNameKey(name)].map(lookOfLetter).join('').replaceAll('i', 'l')

/** Some letters look like one of ours only when they are big. */
const lookOfLetter = (letter: string): string => {
  const looks = [letter, letter.toUpperCase()].map((either) => [...either].map(plainOf).join('').toLowerCase())
  return looks.find(isPlain) ?? letter
}

/**
 * Looked up in the library's table: its function is one pattern of six thousand letters, and costs a relay 8 MB. What looks like
 * no letter of ours says nothing here, and the build of the app leaves it out.
 */
const plainOf = (letter: string): string => {
  const look = table[letter] ?? letter
  return isPlain(look) ? look : letter
}
const table: { readonly [letter: string]: string } = looksLike

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

/** What a person's name looks like at a glance: the same for `admin`, `Adm1n`, `a.dmin` and `аdmin`. Compared, never shown. */
export const lookOf = (name: string): string => {
  const known = looks.get(name) ?? look(name)
  if (looks.size >= mostKept) looks.clear()
  looks.set(name, known)
  return known
}

/** Rosters are read anew at each change, and their names are the same. */
const looks = new Map<string, string>()
const mostKept = 20_000

const look = (name: string): string => {
  const bare = name.normalize('NFKD').replace(passedOver, '')
  return shapes.reduce((look, [from, to]) => look.replaceAll(from, to), nameKeyOf(bare || name))
}
