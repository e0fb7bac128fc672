import { isolated } from './marks.ts'

// What all English dictionaries share. Another language brings its own rules.
const rules = new Intl.PluralRules('en')
const list = new Intl.ListFormat('en-GB', { type: 'conjunction', style: 'long' })

/** `12,345` */
export const number = (count: number): string => count.toLocaleString('en')

interface Forms {
  one: string
  other: string
}

/** The form for this number, as it is. For forms with names in them, because a `#` may be part of a name. */
export const formFor = (count: number, forms: Forms): string => forms[rules.select(count) === 'one' ? 'one' : 'other']

/** `1 message`, `12,345 messages`. In each form, `#` stands for the number. */
export const plural = (count: number, forms: Forms): string =>
  formFor(count, forms).replaceAll('#', () => number(count))

/**
 * `amy`, `amy and bob`, `amy, bob, cy and 2 others`. Each name is isolated, so its text direction cannot affect the
 * sentence.
 */
export const people = (names: readonly string[], shown = 3): string => {
  const said = names.slice(0, shown).map(isolated)
  if (names.length > shown) said.push(plural(names.length - shown, { one: '# other', other: '# others' }))
  return list.format(said)
}
