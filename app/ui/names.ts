const collator = new Intl.Collator()

/** The order of names in a list. A collator that is made once compares ten times as fast as `localeCompare`. */
export const byName = (a: { name: string }, b: { name: string }): number => collator.compare(a.name, b.name)
